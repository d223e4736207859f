/** Does what the host of a private match asks for, all of it or nothing. docs/decisions/host.md */
import { type HostAct, REFUSED } from "#shared/protocol/index.ts";
import { type AnyGame, type Config, CUSTOM, configure, publicSettings, type WorldBase } from "#shared/sim/index.ts";
import { overload } from "../budget.ts";
import type { Seats } from "../seats/seats.ts";
import type { MatchSpec } from "../spec.ts";
import type { Host } from "./host.ts";
import { balanced, shuffled } from "./teams.ts";

/** The greatest delay of watchers, in seconds. */
const MOST_DELAY_S = 180;

/** What of the match an act may change. */
export interface HostDeeds {
  readonly spec: MatchSpec;
  readonly world: WorldBase;
  readonly seats: Seats;
  readonly host: Host;
  /** A round is on. */
  readonly isLive: boolean;
  /** The player of this seat must go. */
  remove(seat: number): void;
  /** Players sit in other seats. @param places as for `Seats.arrange` */
  arrange(places: ReadonlyMap<number, number>): void;
  /** The match begins anew. */
  renew(spec: MatchSpec): void;
}

/** The names of the settings that a host is offered, in the game's order. */
export const offeredSettings = ({ settings }: AnyGame): readonly string[] =>
  Object.entries(settings).flatMap(([name, { title }]) => (title === undefined ? [] : [name]));

/** The mode that these settings are of. */
function modeOf({ modes }: AnyGame, settings: Readonly<Record<string, number>>): string {
  const fits = (mode: Readonly<Record<string, number>>) =>
    Object.entries(mode).every(([name, value]) => settings[name] === value);
  return Object.entries(modes).find(([, mode]) => fits(mode.settings))?.[0] ?? CUSTOM;
}

/** @returns one of `REFUSED`; undefined where it is done */
export function doHostAct(act: HostAct, by: string, deeds: HostDeeds): number | undefined {
  const { host } = deeds;
  if (!host.isHost(by)) return REFUSED.notHost;
  switch (act.act) {
    case "remove":
      return remove(act, by, deeds);
    case "lock":
      host.locked = act.locked;
      return undefined;
    case "handOver": {
      const owner = deeds.seats.owner(act.seat);
      if (!owner || owner.player === by) return REFUSED.noSuchPlayer;
      host.handOver(owner.player);
      return undefined;
    }
    default:
      // The rest would change a round that is on.
      return deeds.isLive ? REFUSED.roundIsOn : arrangeOrSet(act, deeds);
  }
}

function remove(
  { seat, bar }: Extract<HostAct, { act: "remove" }>,
  by: string,
  { seats, host, remove }: HostDeeds,
): number | undefined {
  const player = seats.owner(seat)?.player;
  if (player === undefined || player === by) return REFUSED.noSuchPlayer;
  if (bar && !host.bar(player)) return REFUSED.barredFull;
  remove(seat);
  return undefined;
}

type Quiet = Exclude<HostAct, { act: "remove" | "lock" | "handOver" }>;

function arrangeOrSet(act: Quiet, deeds: HostDeeds): number | undefined {
  const { seats, arrange } = deeds;
  if (act.act === "settings") return set(act, deeds);
  if (act.act === "exchange") {
    const { seat, other } = act;
    if (seat === other || !seats.owner(seat) || other >= seats.count) return REFUSED.noSuchPlayer;
    arrange(new Map([[seat, other], ...(seats.owner(other) ? [[other, seat] as const] : [])]));
    return undefined;
  }
  if (seats.teamOf(0) < 0) return REFUSED.noTeams;
  arrange(act.act === "shuffle" ? shuffled(seats, act.seed) : balanced(seats));
  return undefined;
}

function set(
  { delay, values }: Extract<HostAct, { act: "settings" }>,
  { spec, world, seats, renew }: HostDeeds,
): number | undefined {
  const { game } = world.layout;
  const before: Readonly<Record<string, number>> = { ...world.layout.config };
  const names = offeredSettings(game);
  if (values.length !== names.length || delay > MOST_DELAY_S) return REFUSED.badSetting;
  const chosen = Object.fromEntries(names.map((name, n) => [name, values[n]]));
  let config: Config;
  try {
    const ranges = publicSettings(game.settings);
    // A benchmark's match may have others beyond what players may choose.
    configure({ ...game.settings, ...Object.fromEntries(names.map((name) => [name, ranges[name]])) }, chosen);
    config = configure(game.settings, { ...before, ...chosen });
  } catch (error) {
    if (error instanceof RangeError) return REFUSED.badSetting;
    throw error;
  }
  if (overload(game, config) !== undefined) return REFUSED.badSetting;
  if (config.seats < seats.owned) return REFUSED.tooFewSeats;
  const isSame = delay === spec.delay && names.every((name) => chosen[name] === before[name]);
  if (isSame) return undefined;
  renew({ ...spec, settings: config, mode: modeOf(game, config), delay });
  return undefined;
}
