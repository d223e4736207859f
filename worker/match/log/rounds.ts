/** Counts the rounds of a match: each has one result, and a rematch is the next round. */
import * as v from "valibot";
import { Standing } from "#shared/protocol/index.ts";
import { type Status, statusOf, type WorldBase } from "#shared/sim/index.ts";

/** How a round stands: it ends with this if it can't go on. Plain data; no standings where the game has none. */
export const RoundState = v.object({
  status: v.picklist(["waiting", "live", "ended"] satisfies readonly Status[]),
  standings: v.array(Standing),
});
export type RoundState = Readonly<v.InferOutput<typeof RoundState>>;

/** @throws {TypeError} the game's result is not of the right form; and what the game throws */
export function roundStateOf(world: WorldBase): RoundState {
  const { game } = world.layout;
  const status = statusOf(world);
  const standings = v.safeParse(v.array(Standing), game.result ? game.result(world) : []);
  if (standings.success) return { status, standings: standings.output };
  const [{ message }] = standings.issues;
  throw new TypeError(`game ${game.name}: result must return a list of { seat, place, score, team }: ${message}`);
}

/** What a tick does to a round. */
export type Turn = "begin" | "end";

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

  /** The round that is on ends here, though the game would go on: no other one comes. */
  finish(): void {
    this.ended += 1;
    this.#status = "ended";
  }

  /** Whether a round begins or ends with this status, after the last one. */
  turn(status: Status): Turn | undefined {
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
