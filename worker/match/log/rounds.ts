/** The rounds of a match: each has one result, and a rematch is the next. */
import * as v from "valibot";
import { Standing } from "#shared/protocol/index.ts";
import { type Status, statusOf, type WorldBase } from "#shared/sim/index.ts";

/** How a round stands: what it ends with where it can't go on. Plain data; no standings where the game tells none. */
export const RoundState = v.object({
  status: v.picklist(["waiting", "live", "ended"] satisfies readonly Status[]),
  standings: v.array(Standing),
});
export type RoundState = Readonly<v.InferOutput<typeof RoundState>>;

/** @throws {TypeError} the game's answers are none; and what the game throws */
export function roundStateOf(world: WorldBase): RoundState {
  const { game } = world.layout;
  const status = statusOf(world);
  const standings = v.safeParse(v.array(Standing), game.result ? game.result(world) : []);
  if (standings.success) return { status, standings: standings.output };
  const [{ message }] = standings.issues;
  throw new TypeError(`game ${game.name}: result must answer a list of { seat, place, score, team }: ${message}`);
}

export class Rounds {
  /** How many have ended. */
  ended: number;
  #status: Status;

  constructor(ended: number, status: Status) {
    this.ended = ended;
    this.#status = status;
  }

  get status(): Status {
    return this.#status;
  }

  /** What this status is, after the last: a round's beginning, its end, or neither. */
  turn(status: Status): "end" | "begin" | undefined {
    const before = this.#status;
    this.#status = status;
    if (before === status) return undefined;
    if (status === "ended") {
      this.ended += 1;
      return "end";
    }
    return status === "live" ? "begin" : undefined;
  }
}
