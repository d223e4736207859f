/** The commands that wait for their tick, for one seat. docs/decisions/commands.md */
import { ALLOWED, COMMAND_REFUSED, type GivenCommand } from "#shared/protocol/index.ts";
import { commandSpec, isAfter, type Layout, rawRefusal, type WorldBase } from "#shared/sim/index.ts";
import { TokenBucket } from "#worker/broadcast/token-bucket.ts";

/** So many a second, on average: of talk, and of all others. What was not used in the last seconds may come at once. */
export const COMMANDS_A_SECOND = { talk: 1, other: 10 } as const;
/** So many of talk may come at once. */
export const TALK_AT_ONCE = Math.trunc((COMMANDS_A_SECOND.talk * ALLOWED.burstMs) / 1000);

/** The pages of one player that are told apart: more are not open one after another within what is said again. */
const MOST_PAGES = 16;

/** More do not wait, where commands come faster than ticks. */
const MOST_WAITING = 64;

/** Tells the player that a command does not count. @param words why not, where the game says it */
export type TellRefusal = (seq: number, reason: number, words?: string) => void;

export class CommandQueue {
  readonly #layout: Layout;
  #waiting: { readonly command: GivenCommand; readonly tell: TellRefusal }[] = [];
  /** The last number that was used up, by the page that has given it: the world has that of one page alone. */
  readonly #used = new Map<number, number>();
  // They outlive a lost connection, and so does what a player has used up.
  readonly #talk = new TokenBucket(COMMANDS_A_SECOND.talk);
  readonly #other = new TokenBucket(COMMANDS_A_SECOND.other);

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The seat has another owner, or another connection: the client says again what has not counted. */
  clear(): void {
    this.#waiting = [];
  }

  /** Whether a command has neither counted nor waits. @param counted the number of the last one that has counted */
  isNew({ seq }: GivenCommand, counted: number): boolean {
    // Another player has the seat.
    if (counted === 0) this.#used.clear();
    const used = this.#used.get(seq >>> 16) ?? counted;
    return isAfter(seq, this.#waiting.at(-1)?.command.seq ?? counted) && isAfter(seq, used);
  }

  /** Keeps a command that is new. @returns false where the player has given too many */
  add(command: GivenCommand, tell: TellRefusal, now: number): boolean {
    const isTalk = commandSpec(this.#layout.game, command.number)?.sort === "talk";
    // What is refused costs nothing: else a player who goes on trying would never be heard again.
    const bucket = isTalk ? this.#talk : this.#other;
    if (this.#waiting.length >= MOST_WAITING || !bucket.has(1, now)) return false;
    bucket.spend(1, now, 0);
    this.#waiting.push({ command, tell });
    return true;
  }

  /** The command that counts in this tick: the first that is due and allowed. @param world the one before this tick */
  take(tick: number, world: WorldBase, seat: number): GivenCommand | undefined {
    while (this.#waiting.length > 0) {
      const [{ command, tell }] = this.#waiting;
      // One that is meant for a time much later has the tick of another log.
      if (command.tick > tick && command.tick - tick <= this.#layout.tickRate) return undefined;
      this.#waiting.shift();
      this.#use(command.seq);
      const words = rawRefusal(world, seat, command);
      if (words === undefined) return command;
      tell(command.seq, COMMAND_REFUSED.illegal, words);
    }
    return undefined;
  }

  /** The number is used up, whether its command counts or is refused. */
  #use(seq: number): void {
    const page = seq >>> 16;
    this.#used.delete(page);
    this.#used.set(page, seq);
    const [oldest] = this.#used.keys();
    if (this.#used.size > MOST_PAGES) this.#used.delete(oldest);
  }
}
