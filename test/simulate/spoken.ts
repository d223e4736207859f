/**
 * The commands of a run: what players have given, and what has counted in the log that survives. Each can be told from
 * all others by its arguments.
 */
import type { CommandOutcome } from "#client/session/predict/command-log.ts";
import {
  type Command,
  commandCells,
  isAfter,
  namedCommand,
  readCommand,
  SEAT,
  type WorldBase,
} from "#shared/sim/index.ts";
import { PLACES } from "#test/support/ledger.ts";
import { must } from "./check.ts";

interface Given {
  readonly key: string;
  /** Which page of which player has given it, and as its how-manyth. */
  readonly page: string;
  readonly at: number;
  outcome: CommandOutcome | undefined;
  /** How many kills there had been when it had counted. */
  kills: number;
}

interface Counted {
  readonly tick: number;
  readonly seat: number;
  readonly key: string;
}

const keyOf = ({ name, args }: Command): string => `${name} ${Object.values(args).join(" ")}`;

export class Spoken {
  readonly #given = new Map<string, Given>();
  readonly #pages = new Map<string, number>();
  /** In the order of ticks. */
  #counted: Counted[] = [];
  #seqs: number[] = [];
  #n = 0;
  #kills = 0;
  /** How many have counted, and how many of them a crash has undone. */
  total = 0;
  undone = 0;

  /** A command that has not been given yet: one of the game's where it has any, and talk now and then. */
  next({ commands = {} }: { readonly commands?: object }, isTalk: boolean): Command {
    this.#n += 1;
    const n = this.#n;
    if (isTalk || !("put" in commands))
      return { name: "ping", args: { x: n % 32_768, y: Math.trunc(n / 32_768), kind: 0 } };
    return { name: "put", args: { place: n % PLACES, value: (Math.trunc(n / PLACES) % 2001) - 1000 } };
  }

  /** A page gives a command. @returns what is to be called with its outcome */
  give(page: string, command: Command): (outcome: CommandOutcome) => void {
    const at = (this.#pages.get(page) ?? 0) + 1;
    this.#pages.set(page, at);
    const given: Given = { key: keyOf(command), page, at, outcome: undefined, kills: 0 };
    must(!this.#given.has(given.key), () => `${given.key} was given before`);
    this.#given.set(given.key, given);
    return (outcome) => {
      given.outcome = outcome;
      given.kills = this.#kills;
    };
  }

  /** The server has made a tick. */
  tick(world: WorldBase): void {
    const cells = commandCells(world.seatTable);
    if (!cells) return;
    const [kinds] = world.seatTable.cells;
    for (let seat = 0; seat < world.seatTable.capacity; seat++) {
      const raw = readCommand(cells, seat);
      const [before = 0, seq] = [this.#seqs[seat], cells.seq[seat]];
      this.#seqs[seat] = seq;
      must(
        raw !== undefined || seq === before || seq === 0,
        () => `tick ${world.tick}: seat ${seat} has counted nothing as ${seq}`,
      );
      if (!raw) continue;
      must(
        kinds[seat] === SEAT.person,
        () => `tick ${world.tick}: seat ${seat} gives a command, and no player is there`,
      );
      must(isAfter(seq, before), () => `tick ${world.tick}: seat ${seat} counts ${seq} after ${before}`);
      this.#count({ tick: world.tick, seat, key: keyOf(namedCommand(world.layout.game, raw)) });
    }
  }

  #count(counted: Counted): void {
    const { tick, key } = counted;
    const given = this.#given.get(key);
    must(given !== undefined, () => `tick ${tick}: ${key} counts, which no player has given`);
    const twice = this.#counted.find((one) => one.key === key);
    must(twice === undefined, () => `${key} counts at tick ${twice?.tick} and at tick ${tick}`);
    const later = this.#counted.find((one) => {
      const other = this.#given.get(one.key);
      return other?.page === given.page && other.at > given.at;
    });
    must(later === undefined, () => `${key} counts at tick ${tick}, behind ${later?.key}, which was given after it`);
    this.#counted.push(counted);
    this.total += 1;
  }

  /** The match goes on after a kill, from this world. */
  resume(world: WorldBase): void {
    const kept = this.#counted.filter(({ tick }) => tick <= world.tick);
    this.undone += this.#counted.length - kept.length;
    this.#counted = kept;
    this.#kills += 1;
    const { seq = [] } = commandCells(world.seatTable) ?? {};
    this.#seqs = Array.from({ length: seq.length }, (_, seat) => seq[seat]);
  }

  /** The host has begun the match anew: all owners count from the beginning. */
  renew(): void {
    this.#seqs = [];
  }

  /** All that these pages have given has come to its end; and what has counted since the last kill is in the log. */
  settle(pages: readonly string[]): void {
    const counted = new Set(this.#counted.map(({ key }) => key));
    for (const { page, key, outcome, kills } of this.#given.values()) {
      if (!pages.includes(page)) continue;
      must(outcome !== undefined, () => `${page} does not know what has become of ${key}`);
      const isLost = outcome === "counted" && kills === this.#kills && !counted.has(key);
      // What a crash has undone is said again, but for talk that is old by then; its number counts as gone with a later one.
      const isOldTalk = this.undone > 0 && /^(ping|emote) /.test(key);
      must(!isLost || isOldTalk, () => `${page} knows that ${key} has counted, and the log does not have it`);
    }
  }

  /** Whether this command is in the log that survives. */
  has(command: Command): boolean {
    return this.#counted.some(({ key }) => key === keyOf(command));
  }
}
