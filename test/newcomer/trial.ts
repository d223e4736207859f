/** One round of a newcomer among bots, from the moment at which it is live. */
import { type ArenaWorld, arena } from "#shared/games/arena/index.ts";
import { puck } from "#shared/games/puck/index.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import {
  type AnyGame,
  advance,
  idle,
  plan,
  SEAT,
  setUp,
  statusOf,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";
import { ArenaHands } from "./arena-hands.ts";
import type { Hands } from "./hands.ts";
import { PuckHands } from "./puck-hands.ts";

/** The newcomer's seat. */
const ME = 0;
/** So long a newcomer only looks, in seconds. */
const IDLE_S = 5;

export interface Trial {
  /** Seconds to the first death; of puck, to the first goal against. Infinity where there was none. */
  readonly survived: number;
  /** Seconds to the first kill, or the first goal for. */
  readonly success: number;
  /** Whether the newcomer, or the newcomer's team, was first in the end. */
  readonly won: boolean;
  /** How strong the bots were in the end, where they grow. */
  readonly grown: number;
}

interface Sport {
  readonly game: AnyGame;
  readonly hands: (seed: number) => Hands<WorldBase>;
  /** Whether the newcomer has been hurt for good in this tick, and has had a success. */
  readonly lost: (world: WorldBase) => boolean;
  readonly scored: (world: WorldBase) => boolean;
  readonly grown: (world: WorldBase) => number;
}

const sport = <W extends WorldBase>(
  game: AnyGame,
  hands: (seed: number) => Hands<W>,
  how: {
    readonly lost: (world: W) => boolean;
    readonly scored: (world: W) => boolean;
    readonly grown: (world: W) => number;
  },
): Sport =>
  // The worlds that a trial hands in are of this very game.
  ({ game, hands, ...how }) as unknown as Sport;

export const SPORTS: Readonly<Record<string, Sport>> = {
  arena: sport<ArenaWorld>(arena, (seed) => new ArenaHands(seed), {
    lost: ({ kills }) => [...kills].some((row) => kills.victim[row] === ME),
    scored: ({ kills }) => [...kills].some((row) => kills.killer[row] === ME && kills.victim[row] !== ME),
    grown: ({ round }) => round.grown,
  }),
  puck: sport<PuckWorld>(puck, (seed) => new PuckHands(seed), {
    lost: ({ goals }) => [...goals].some((row) => goals.team[row] === 1),
    scored: ({ goals }) => [...goals].some((row) => goals.team[row] === 0),
    grown: ({ round }) => round.grown,
  }),
};

export function trial(
  { game, hands: handsOf, lost, scored, grown }: Sport,
  settings: Readonly<Record<string, number>>,
  seed: number,
): Trial {
  const world = setUp(plan(game, { lobby: 1, ...settings }), seed);
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
  for (let seat = 0; seat < inputs.capacity; seat++) {
    idle(inputs, seat);
    inputs.cells[0][seat] = seat === ME ? SEAT.person : SEAT.bot;
  }
  const hands = handsOf(seed);
  let [live, survived, success] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  while (statusOf(world) !== "ended") {
    const now = live / game.tickRate;
    if (now >= IDLE_S) wish(inputs, hands.play(world, ME));
    advance(world, inputs);
    // In puck the clock stands between two face-offs, which is a part of the round.
    if (statusOf(world) === "live") live += 1;
    if (live > 0 && lost(world)) survived = Math.min(survived, now);
    if (live > 0 && scored(world)) success = Math.min(success, now);
  }
  const place = game.result?.(world).find(({ seat }) => seat === ME)?.place;
  return { survived, success, won: place === 1, grown: grown(world) };
}

function wish(inputs: TableView, values: Readonly<Record<string, number>>): void {
  idle(inputs, ME);
  for (const [name, value] of Object.entries(values)) {
    const column = inputs.placed.index.get(name);
    if (column !== undefined) inputs.cells[column][ME] = value;
  }
}
