/** The match that every coding is measured on: the arena, bots with human hands, the same each time. */
import { type ArenaWorld, arena } from "#shared/games/arena/index.ts";
import { BotMatch } from "#test/support/bots.ts";

/** Seconds of the countdown and a lobby of one second, which are not measured. */
const WARM_UP_S = 5;

/**
 * Plays the recorded match and calls `each` after every tick of play.
 * @param begin called with the world just before the first of them
 */
export function playRecorded(
  seats: number,
  seconds: number,
  begin: (world: ArenaWorld) => void,
  each: (world: ArenaWorld) => void,
): void {
  // Long enough that the recording never reaches the end.
  const match = new BotMatch(arena, { seats, lobby: 1, timeLimit: 1800, scoreLimit: 1000 }, 1);
  const decide = () => match.decideByHand();
  const world = match.world as ArenaWorld;
  match.run(WARM_UP_S * arena.tickRate, () => {}, decide);
  begin(world);
  match.run(seconds * arena.tickRate, () => each(world), decide);
}
