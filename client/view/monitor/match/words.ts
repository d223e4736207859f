/** Figures of a match as an operator reads them. */
import type { SocketRow } from "#shared/monitor/index.ts";

/** A number of things. */
export const countText = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

/** The beginning of a match's code, as the server's log writes it ("4G7K…(10)") or without what follows: its length says nothing here. */
export const codeText = (code: string): string => `${code.replace(/…(?:\(\d+\))?$/, "")}…`;

/** Milliseconds. */
export const msText = (ms: number): string => (ms >= 10_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms)} ms`);

/** @param share 0 to 1 */
export const shareText = (share: number): string =>
  share > 0 && share < 0.01 ? "under 1%" : `${Math.round(100 * share)}%`;

const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 1024 && unit < UNITS.length - 1; unit++) value /= 1024;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** US dollars. A match costs far less than a cent: two figures that say something. */
export function dollarsText(dollars: number): string {
  if (dollars === 0) return "$0";
  return dollars >= 0.1
    ? `$${dollars.toFixed(2)}`
    : `$${dollars.toFixed(Math.min(8, 1 - Math.floor(Math.log10(dollars))))}`;
}

/** How long something has been. @param ms milliseconds; negative counts as 0 */
export function ageText(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return s < 86_400
    ? `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`
    : `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

/** A moment, of today by its time alone. */
export function timeText(at: number, now: number): string {
  const [when, today] = [new Date(at), new Date(now)];
  return when.toDateString() === today.toDateString()
    ? when.toLocaleTimeString(undefined, { hour12: false })
    : when.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short", hour12: false });
}

const ROLES: Readonly<Record<SocketRow["role"], string>> = {
  player: "A player",
  spectator: "A spectator",
  relay: "A relay",
  operator: "An operator",
};

/** Whose socket this is, at the beginning of a sentence. */
export function callOf({ role, name, seat, watchers }: Pick<SocketRow, "role" | "name" | "seat" | "watchers">): string {
  if (role === "player") return name || `Seat ${seat}`;
  const whose = name ? `${ROLES[role]} (${name})` : ROLES[role];
  return role === "relay" ? `${whose} with ${countText(watchers, "spectator", "spectators")}` : whose;
}
