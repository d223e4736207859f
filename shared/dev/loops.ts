/**
 * A loop that does not end would freeze server and page for good. In development scripts/dev-rules.ts has each loop of the rules call
 * `round`, and each call of a game's function begins with `beginCall`.
 */

/** No step of a match that keeps its time goes round as often as this. */
const MOST_ROUNDS = 2_000_000;

let rounds = 0;

/** A function of the game is called. */
export function beginCall(): void {
  rounds = 0;
}

/** A loop goes round. @throws {RangeError} it does so again and again */
export function round(): void {
  rounds += 1;
  if (rounds <= MOST_ROUNDS) return;
  rounds = 0;
  throw new RangeError(`a loop has gone round ${MOST_ROUNDS} times in one call: it does not end`);
}
