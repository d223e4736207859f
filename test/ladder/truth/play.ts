/** A headless round, and what is known of it afterwards. Plain data, so that threads can play. */
import * as v from "valibot";
import { Standing } from "#shared/protocol/index.ts";
import { Turnout, TurnoutData } from "#shared/replay/index.ts";
import { seatCells, statusOf, type WorldBase } from "#shared/sim/index.ts";
import { MODE_NAMES, MODES } from "./modes.ts";
import { SkilledMatch } from "./skilled-match.ts";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const Course = v.object({
  mode: v.picklist(MODE_NAMES),
  seed: Count,
  seats: v.array(
    v.object({
      /** Of the player, 0 to 100; missing for a bot. */
      skill: v.optional(Count),
      /** The player leaves for good after so many seconds of the round. */
      leaves: v.optional(Count),
    }),
  ),
});
export type Course = Readonly<v.InferOutput<typeof Course>>;

export const Played = v.object({ standings: v.array(Standing), turnout: TurnoutData });
export type Played = Readonly<v.InferOutput<typeof Played>>;

/** Seconds: more than a round takes. */
const LONGEST_S = 900;

const kindsOf = (world: WorldBase) => seatCells(world.seatTable).kind;

/** @throws {Error} the round does not end */
export function playRound({ mode, seed, seats }: Course): Played {
  const { game, settings } = MODES[mode];
  const skills = seats.map(({ skill }) => skill);
  const match = new SkilledMatch(game, settings, seed, skills);
  const { world } = match;
  const { tickRate } = world.layout;
  let turnout: Turnout | undefined;
  for (let tick = 0; statusOf(world) !== "ended"; tick++) {
    if (tick > LONGEST_S * tickRate) throw new Error(`the round of seed ${seed} does not end`);
    for (const [seat, { leaves }] of seats.entries()) {
      // The last player of a round has nothing to stay for, and the round would end with them.
      if (leaves === undefined || !turnout || turnout.ticks < leaves * tickRate || match.players < 2) continue;
      match.leave(seat);
    }
    match.run(1);
    if (turnout) turnout.tick(world.tick, kindsOf(world));
    else if (statusOf(world) === "live") turnout = Turnout.begin(world.tick, kindsOf(world), tickRate);
  }
  if (!turnout) throw new Error(`the round of seed ${seed} does not begin`);
  return { standings: [...(game.result?.(world) ?? [])], turnout: turnout.data };
}
