/** Pages by URL. */

export type Route =
  | { readonly page: "start" }
  | { readonly page: "match"; readonly role: "player" | "spectator"; readonly code: string }
  /** `id`: a match's code, or CODE-N for its round N. */
  | { readonly page: "replay"; readonly id: string }
  /** What a player saw of a minute: its `id` is written as a match's code is. */
  | { readonly page: "trace"; readonly id: string }
  | { readonly page: "unknown" };

const CODE_LENGTH = 10;
const CROCKFORD = /^[0-9A-HJKMNP-TV-Z]+$/;

/**
 * A match's code out of what a person typed or pasted: a code with spaces or dashes, in any case, with an o
 * for a zero or an l for a one, or a whole link. Undefined where it can't be one.
 */
export function readCode(text: string): string | undefined {
  const last =
    text
      .trim()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  const code = last.replace(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return code.length === CODE_LENGTH && CROCKFORD.test(code) ? code : undefined;
}

export function parsePath(path: string): Route {
  if (path === "/" || path === "/index.html") return { page: "start" };
  const [, replay, round = ""] = /^\/r\/([^/]+?)(-\d{1,6})?\/?$/.exec(path) ?? [];
  const of = replay && readCode(replay);
  if (of) return { page: "replay", id: of + round };
  const [, kind, text] = /^\/([mwf])\/([^/]+)\/?$/.exec(path) ?? [];
  const code = text && readCode(text);
  if (!code) return { page: "unknown" };
  if (kind === "f") return { page: "trace", id: code };
  return { page: "match", role: kind === "m" ? "player" : "spectator", code };
}

/** What of an address says which page it is. */
export const addressOf = ({ pathname, search }: Location): string => pathname + search;

export const joinPath = (code: string): string => `/m/${code}`;
export const tracePath = (id: string): string => `/f/${id}`;
export const watchPath = (code: string): string => `/w/${code}`;

/** @param seconds where it begins, from its beginning */
export const replayPath = (id: string, seconds = 0): string =>
  `/r/${id}${seconds > 0 ? `?t=${Math.floor(seconds)}` : ""}`;

/** Where a replay's address says that it begins, in seconds; 0 where it says nothing, or what is none. */
export function momentOf(search: string): number {
  const seconds = Number(new URLSearchParams(search).get("t") ?? 0);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

/** A full link, for people to send to one another. */
export const linkTo = (path: string): string => new URL(path, location.origin).href;
