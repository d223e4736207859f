/** The status of a match, as its game answers. */
import type { Status } from "./rules.ts";
import type { WorldBase } from "./world.ts";

const STATUSES: readonly Status[] = ["waiting", "live", "ended"];

/** @throws {TypeError} the game's answer is none of the three. Errors of the game pass through */
export function statusOf(world: WorldBase): Status {
  const { game } = world.layout;
  const answer: unknown = game.status(world);
  const status = STATUSES.find((one) => one === answer);
  if (status !== undefined) return status;
  const known = STATUSES.map((one) => `"${one}"`).join(", ");
  throw new TypeError(`game ${game.name}: status answers ${JSON.stringify(answer)}: use ${known}`);
}
