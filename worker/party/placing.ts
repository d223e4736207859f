/** Finds one match for a whole party: all get seats there, in one team where there are teams, or none does. */
import type { PartyRefusal } from "#shared/protocol/party.ts";
import { configure, type Games } from "#shared/sim/index.ts";
import type { Choice } from "../match/choice.ts";
import type { Named } from "../match/rpc.ts";
import type { GroupReservation, MatchSpec } from "../match/spec.ts";

type Reserved = Extract<GroupReservation, { ok: true }>;
type Reason = Extract<GroupReservation, { ok: false }>["reason"];

/** Where matches come from. */
export interface Places {
  /**
   * A match in which there seems to be room for all of them.
   * @param not codes of matches that have refused them
   * @returns a refusal where there is none, and none can be opened
   */
  find(
    choice: Choice,
    players: readonly string[],
    not: readonly string[],
  ): Promise<{ code: string } | { why: PartyRefusal }>;
  /** A match did not take them. */
  refused(choice: Choice, code: string, player: string, reason: Reason): Promise<void>;
  /** Makes a private match. @returns its code; undefined where its maker has too many open */
  open(spec: Omit<MatchSpec, "code">): Promise<string | undefined>;
  /** Undefined where the match runs under an older build, which knows no groups. */
  reserve(code: string, groups: readonly (readonly Named[])[]): Promise<GroupReservation | undefined>;
}

export type Placed =
  | ({ readonly ok: true; readonly code: string } & Pick<Reserved, "seats" | "at" | "region">)
  | { readonly ok: false; readonly why: PartyRefusal };

/** How many matches are tried: the one that was found may have filled meanwhile, or one team of it. */
const TRIES = 5;

/** So many seats has the greatest team of such a match; all of them where there are no teams. */
export function teamSize(games: Games, { game: name, settings }: Choice): number {
  const game = games.get(name);
  if (!game) return 0;
  const config = configure(game.settings, settings);
  const sizes = new Map<number, number>();
  for (let seat = 0; seat < config.seats; seat++) {
    const team = game.teamOf?.(config, seat) ?? -1;
    sizes.set(team, (sizes.get(team) ?? 0) + 1);
  }
  return Math.max(...sizes.values());
}

const placed = (code: string, { seats, at, region }: Reserved): Placed => ({ ok: true, code, seats, at, region });

/** @param group the leader first */
export async function placeCasual(
  places: Places,
  games: Games,
  choice: Choice,
  group: readonly Named[],
): Promise<Placed> {
  if (group.length > teamSize(games, choice)) return { ok: false, why: "too_big" };
  const players = group.map(({ id }) => id);
  const not: string[] = [];
  for (let tries = 0; tries < TRIES; tries++) {
    const found = await places.find(choice, players, not);
    if ("why" in found) return { ok: false, why: found.why };
    const reserved = await places.reserve(found.code, [group]);
    if (reserved?.ok) return placed(found.code, reserved);
    not.push(found.code);
    // That a team has no room for so many says nothing of a single player.
    if (reserved && reserved.reason !== "full") await places.refused(choice, found.code, players[0], reserved.reason);
  }
  return { ok: false, why: "no_seats" };
}

/** In a match of their own members may play against one another: teams are even, and the host can change them. */
export async function placePrivate(places: Places, choice: Choice, group: readonly Named[]): Promise<Placed> {
  if (group.length > choice.settings.seats) return { ok: false, why: "too_big" };
  const code = await places.open({ ...choice, listed: false, delay: 0, maker: group[0].id });
  if (code === undefined) return { ok: false, why: "too_many" };
  const reserved = await places.reserve(
    code,
    group.map((one) => [one]),
  );
  return reserved?.ok ? placed(code, reserved) : { ok: false, why: "no_seats" };
}
