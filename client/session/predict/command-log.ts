/**
 * The commands that the player has given, until the server's world has counted them. A command counts once: it keeps its
 * number when it is sent again, over another link or to a match that a crash has set back.
 */
import { COMMAND_REFUSED, type GivenCommand } from "#shared/protocol/index.ts";
import {
  type CommandCells,
  commandCells,
  commandSpec,
  FOREVER,
  isAfter,
  isLegal,
  isOfOnePage,
  nextSeq,
  pageSeq,
  type RawCommand,
  rawRefusal,
  SEAT,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";

/** What has become of a command: it has counted, it came to nothing on the way, or the server's reason to refuse it. */
export type CommandOutcome = "counted" | "lost" | number;

/** @param words why the game refuses it, for the player; "" where there is nothing to say */
export type TellOutcome = (outcome: CommandOutcome, words: string) => void;

/** A crash of the server may undo so much, in seconds: for so long it may have to be said again. */
const UNDONE_S = 12;
/** Talk that has waited for longer, in seconds, is not said any more. */
const TALK_S = 3;
/** More do not wait: the server takes no more either. */
const MOST = 64;

/** By chance, so that two pages of one player differ. */
const somePage = (): number => 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % 0xffff);

interface Entry {
  readonly command: GivenCommand;
  readonly isTalk: boolean;
  readonly told: TellOutcome | undefined;
  /** Sent over this link. */
  sent: boolean;
  /** Sent over this link or one before. */
  wasSent: boolean;
  /** The tick at which the server's world had counted it. */
  countedAt: number | undefined;
}

export class CommandLog {
  readonly #seat: number;
  readonly #tickRate: number;
  readonly #draw: () => number;
  /** In the order of their numbers: those that have counted, and may be undone, before those that have not. */
  #entries: Entry[] = [];
  /** The number of the last command that was given here. */
  #last: number;
  /** Nothing has been given here yet. */
  #isNew = true;
  /** The number that had counted before this page gave any; 0 where none had. */
  #before = 0;

  /** @param draw a page's name, 1 to 65,535: it tells what is given here from what is given by another page */
  constructor(seat: number, tickRate: number, draw = somePage) {
    this.#seat = seat;
    this.#tickRate = tickRate;
    this.#draw = draw;
    this.#last = pageSeq(draw());
  }

  /**
   * The player gives a command.
   * @param tick in which it is to count
   * @param known the server's newest world
   * @returns false where too many wait already
   */
  give(raw: RawCommand, tick: number, known: WorldBase, told?: TellOutcome): boolean {
    if (commandCells(known.seatTable) === undefined || this.#waiting.length >= MOST) return false;
    // The owner before, whose number stands there still, may have drawn the same name.
    while (this.#isNew && isOfOnePage(this.#counted(known), this.#last)) this.#last = pageSeq(this.#draw());
    this.#isNew = false;
    this.#last = nextSeq(this.#last);
    const isTalk = commandSpec(known.layout.game, raw.number)?.sort === "talk";
    const command = { ...raw, tick, seq: this.#last };
    this.#entries.push({ command, isTalk, told, sent: false, wasSent: false, countedAt: undefined });
    return true;
  }

  get #waiting(): Entry[] {
    return this.#entries.filter(({ countedAt }) => countedAt === undefined);
  }

  /** What has not been sent over this link; it counts as sent from now on. @param most takes no more than so many */
  takeUnsent(most: number): GivenCommand[] {
    const due = this.#entries.filter(({ sent }) => !sent).slice(0, most);
    for (const entry of due) Object.assign(entry, { sent: true, wasSent: true });
    return due.map(({ command }) => command);
  }

  /** The server's world has come to this tick. */
  learn(known: WorldBase): void {
    if (this.#entries.length === 0) return;
    const seq = this.#counted(known);
    for (const entry of this.#entries) {
      if (entry.countedAt !== undefined || isAfter(entry.command.seq, seq)) continue;
      entry.countedAt = known.tick;
      entry.told?.("counted", "");
    }
    const oldest = known.tick - UNDONE_S * this.#tickRate;
    this.#entries = this.#entries.filter(({ countedAt }) => countedAt === undefined || countedAt > oldest);
  }

  /**
   * The server refuses this one.
   * @param known the server's newest world: where the server says no words, the client's own rules may
   */
  refused(seq: number, reason: number, known?: WorldBase, words?: string): void {
    const at = this.#entries.findIndex(({ command, countedAt }) => countedAt === undefined && command.seq === seq);
    if (at < 0) return;
    const [entry] = this.#entries.splice(at, 1);
    const isGames = reason === COMMAND_REFUSED.illegal;
    const own = isGames && words === undefined && known ? this.#askRules(known, entry.command) : undefined;
    entry.told?.(reason, words ?? own ?? "");
  }

  /** The server has forgotten what waited, or its world has been set back: what has not counted in it is said again. */
  repeat(known: WorldBase): void {
    const seq = this.#counted(known);
    const isOfOther = !isOfOnePage(seq, this.#last);
    // Another page of this player has given commands since: whether what was sent here has counted before them, the world does not say.
    const isUnknowable = isOfOther && seq !== this.#before;
    if (isOfOther) this.#before = seq;
    const { tick } = known;
    for (const entry of [...this.#entries]) {
      const { command, countedAt, isTalk, wasSent } = entry;
      if (countedAt !== undefined && (isUnknowable || !isAfter(command.seq, seq))) continue;
      const isStale = Math.abs(tick - command.tick) > (isTalk ? TALK_S : UNDONE_S + TALK_S) * this.#tickRate;
      // What counted in a world that is gone, and is too old to be said again, leaves the list without a word.
      if (countedAt !== undefined && isStale) this.#entries.splice(this.#entries.indexOf(entry), 1);
      else if ((isTalk && isStale) || (isUnknowable && wasSent)) this.#drop(entry);
      else Object.assign(entry, { sent: false, countedAt: undefined });
    }
  }

  /** The player has another seat, or another match: what has not counted is not said there. */
  end(): void {
    for (const { told } of this.#waiting) told?.("lost", "");
    this.#entries = [];
  }

  /** The number that has counted in this world. */
  #counted({ seatTable }: WorldBase): number {
    return commandCells(seatTable)?.seq[this.#seat] ?? 0;
  }

  /** A client with other rules than the server's, or none, has nothing to say of them. */
  #askRules(known: WorldBase, command: GivenCommand): string | undefined {
    try {
      return rawRefusal(known, this.#seat, command);
    } catch {
      // `legal` may read what this client does not know; the refusal stands without words.
      return undefined;
    }
  }

  #drop(entry: Entry): void {
    this.#entries.splice(this.#entries.indexOf(entry), 1);
    entry.told?.("lost", "");
  }

  /** The first tick, after this world's, in which a command may count that has not in it; `FOREVER` where none waits. */
  nextAfter(world: WorldBase): number {
    const seq = this.#counted(world);
    const waiting = this.#waiting.filter(({ command }) => isAfter(command.seq, seq));
    return Math.min(FOREVER, ...waiting.map(({ command }) => Math.max(command.tick, world.tick + 1)));
  }

  /** Puts the command of this tick, if any, into the seat's row: what the server will do, but for what it refuses. */
  predict(tick: number, before: WorldBase, cells: CommandCells): void {
    if (this.#entries.length === 0 || before.seatTable.cells[0][this.#seat] < SEAT.person) return;
    for (const { command, countedAt } of this.#entries) {
      if (countedAt !== undefined || !isAfter(command.seq, cells.seq[this.#seat])) continue;
      // As on the server: what is meant for a time much later has the tick of another log.
      if (command.tick > tick && command.tick - tick <= this.#tickRate) return;
      if (!isLegal(before, this.#seat, command)) continue;
      cells.seq[this.#seat] = command.seq;
      writeCommand(cells, this.#seat, command);
      return;
    }
  }
}
