/** The mishaps of a run and their times: all of them follow from the seed. */
import { type Conditions, PRESETS } from "#client/net/conditions.ts";
import type { HostAct } from "#shared/protocol/index.ts";
import { type AnyGame, configure, mix32 } from "#shared/sim/index.ts";
import { offeredSettings } from "#worker/match/host/host-acts.ts";
import type { MatchSpec } from "#worker/match/spec.ts";
import { Dice } from "./dice.ts";
import { drawn, gameOf } from "./games.ts";

/** How often each happens, relative to the others. */
const WEIGHTS = {
  kill: 5,
  weather: 6,
  fall: 5,
  break: 6,
  freeze: 4,
  stall: 1,
  join: 8,
  watch: 3,
  leave: 3,
  crash: 4,
  comeBack: 4,
  double: 1,
  rave: 5,
  hide: 2,
  show: 3,
  nap: 2,
  jump: 1,
  offline: 2,
  roam: 3,
  exodus: 1,
  evict: 4,
  host: 9,
} as const;

export type Mishap = keyof typeof WEIGHTS;

const MISHAPS = Object.keys(WEIGHTS) as Mishap[];

const LINES: readonly Conditions[] = [
  ...Object.values(PRESETS),
  { delay: 60, jitter: 120, stalls: 0.5, drops: 0, bandwidth: 0 },
  { delay: 400, jitter: 300, stalls: 0.2, drops: 0, bandwidth: 20_000 },
];

/** The settings of simulated matches, by name, so that rounds are short and seats are few. */
const SHORT: Readonly<Record<string, { readonly least: number; readonly most: number }>> = {
  seats: { least: 2, most: 5 },
  fillTo: { least: 0, most: 5 },
  lobby: { least: 1, most: 2 },
  timeLimit: { least: 10, most: 59 },
  scoreLimit: { least: 1, most: 9 },
  goals: { least: 1, most: 5 },
  ticks: { least: 60, most: 2000 },
};
/** Any other setting with so few values is drawn too; the others stay as the mode has them. */
const FEW = 8;

export interface Event {
  /** When, in milliseconds since the match was made. */
  readonly at: number;
  readonly mishap: Mishap;
  /** Decides the rest of it. */
  readonly seed: number;
}

/** A whole run. */
export interface Plan {
  readonly spec: MatchSpec;
  /** How long it is to be played under chaos, in milliseconds. */
  readonly ms: number;
  /** In the order of time. Each is independent: leaving out some does not change the others. */
  readonly events: readonly Event[];
}

/**
 * Draws a run from its seed.
 * @param game one game's name; by the seed if it is left out
 * @throws {RangeError} there is no such game
 */
export function planOf(seed: number, game?: string): Plan {
  const dice = new Dice(mix32(seed + 0x5eed));
  const spec = specOf(dice, game);
  // Now and then long enough for the log to wrap round, and for a held seat to expire.
  const long = dice.below(16) === 0;
  const ms = long ? 40_000 + dice.below(30_000) : 4_000 + dice.below(7_000);
  const most = long ? 900 + dice.below(3000) : 900;
  const bag = bagOf(dice);
  const events: Event[] = [];
  const add = (at: number, mishap: Mishap) =>
    events.push({ at, mishap, seed: mix32(seed + 0xe7e27 * (events.length + 1)) });
  add(0, "join");
  add(0, "join");
  for (let at = lull(dice, most); at < ms; at += lull(dice, most)) add(at, dice.pick(bag) ?? "join");
  return { spec, ms, events };
}

/** Milliseconds to the next mishap. */
const lull = (dice: Dice, most: number) => 30 + dice.below(most);

/** Each run has its own temper: in one nothing is killed, in another every second something is. */
function bagOf(dice: Dice): readonly Mishap[] {
  const temper = (name: Mishap) => Math.ceil(WEIGHTS[name] * [0, 0.5, 1, 1, 3][dice.below(5)]);
  return MISHAPS.flatMap((name) => new Array<Mishap>(temper(name)).fill(name));
}

function specOf(dice: Dice, name: string | undefined): MatchSpec {
  const chosen = name ?? dice.pick([...drawn.keys()]) ?? "";
  const game = gameOf(chosen);
  const delay = dice.below(5) === 0 ? 1 + dice.below(3) : 0;
  return { code: "SIMULATE00", game: chosen, mode: "custom", settings: settingsOf(dice, game), listed: false, delay };
}

function settingsOf(dice: Dice, { settings, modes }: AnyGame): Record<string, number> {
  const chosen: Record<string, number> = { ...dice.pick(Object.values(modes))?.settings };
  for (const [name, { min, max }] of Object.entries(settings)) {
    const few = max - min < FEW ? { least: min, most: max } : undefined;
    const range = SHORT[name] ?? few;
    if (!range) continue;
    const value = range.least + dice.below(range.most - range.least + 1);
    chosen[name] = Math.min(max, Math.max(min, value));
  }
  return chosen;
}

/** What a host asks for, who may know no better. @param seats how many there are */
export function hostAct(dice: Dice, game: AnyGame, spec: MatchSpec, seats: number): HostAct {
  const seat = dice.below(seats + 1);
  const settings = { ...configure(game.settings, spec.settings), ...settingsOf(dice, game) };
  const values = offeredSettings(game).map((name) => settings[name]);
  const acts: readonly HostAct[] = [
    { act: "remove", seat, bar: dice.below(3) === 0 },
    { act: "lock", locked: dice.below(3) === 0 },
    { act: "handOver", seat },
    { act: "exchange", seat, other: dice.below(seats + 1) },
    { act: "shuffle", seed: dice.below(1000) },
    { act: "balance" },
    ...new Array<HostAct>(6).fill({ act: "settings", delay: spec.delay, values }),
  ];
  return acts[dice.below(acts.length)];
}

export const conditions = (dice: Dice): Conditions => dice.pick(LINES) ?? PRESETS.home;

/** How a server dies, and for how long. */
export function death(dice: Dice) {
  const loses = dice.below(2) === 0 ? 0 : dice.below(1000);
  return { loses, midTick: dice.below(3) === 0, downMs: 300 + dice.below(2700) };
}
