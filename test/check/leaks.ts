/**
 * Looks for leaks on random matches of a game: what a seat, or a spectator, is sent may not depend on what it may not know. At each tick
 * a second world is made that differs only in what a view hides, and the two must look alike to that view: keyframe, frame, hash,
 * whether there is a frame at all, what is legal, and how the match stands. docs/decisions/secrets.md
 */
import { Mask } from "#shared/log/index.ts";
import {
  type AnyGame,
  advance,
  type Command,
  commandsOf,
  decides,
  emptyWorld,
  firstDifference,
  holdInputs,
  idle,
  type Nature,
  Random,
  SEAT,
  seededNature,
  setUp,
  TableView,
  WIDTHS,
  type WorldBase,
} from "#shared/sim/index.ts";
import { RandomInputs } from "#test/determinism/inputs.ts";
import { layoutOf } from "#test/determinism/play.ts";
import { Channel, channelKind } from "#worker/broadcast/channel.ts";

/** What a match draws from: apart from each other. */
const SALTS = { inputs: 0x1eaf, secrets: 0x5ec2e, other: 0x77aa1, trial: 0x2c0de } as const;
/** Commands of each name that are asked about, per seat and tick. */
const ASKED = 2;
/**
 * A public cell that follows from secrets at a moment may be a reveal: a round is over, a time is up. One that does in more than half of
 * all ticks in which nothing is done, and in so many at least, is a leak.
 */
const LEAST = 3;

/** The number of the runtime's own table, which it masks itself. */
const WORLD = 0;

export interface Leak {
  /** Where what may not be known shows; for an answer of the game's, the name of its function, and no column. */
  readonly table: string;
  readonly column: string | undefined;
  /** The first tick, and the seat that learns it: -1 = a spectator. */
  readonly tick: number;
  readonly seat: number;
  /** In words, for the game's author. */
  readonly problem: string;
}

export interface LeakOptions {
  /**
   * Tables whose rows, or columns, `table.column`, which are hidden by their own value: in fog a row that is near is seen. They are only
   * given values with which they stay hidden.
   */
  readonly byValue?: readonly string[];
}

export interface LeakReport {
  readonly leaks: readonly Leak[];
  readonly ticks: number;
  /** How often two worlds were compared that differ in something hidden. 0: nothing was ever hidden, and nothing is proven. */
  readonly compared: number;
}

const generator = (seed: number, salt: number): Random => new Random({ seed: Math.imul(seed, salt) ^ salt, draws: 0 });

/** A cell, by numbers. */
interface Cell {
  readonly table: number;
  readonly column: number;
  readonly row: number;
}

class LeakChecker {
  readonly #game: AnyGame;
  readonly #options: LeakOptions;
  readonly #random: Random;
  readonly #world: WorldBase;
  readonly #other: WorldBase;
  readonly #inputs: RandomInputs;
  readonly #nature: Nature;
  /** One seat of each view. */
  readonly #seats: readonly number[];
  /** The values that have been seen in each column. */
  readonly #ranges: { min: number; max: number }[][];
  readonly #leaks = new Map<string, Leak>();
  /** By public column: in how many idle ticks it followed from secrets, and the first of them. */
  readonly #follows = new Map<string, { count: number; readonly first: Leak }>();
  #idle = 0;
  compared = 0;

  constructor(game: AnyGame, seed: number, options: LeakOptions) {
    const layout = layoutOf(game, seed);
    this.#game = game;
    this.#options = options;
    this.#random = generator(seed, SALTS.other);
    this.#nature = seededNature(Math.imul(seed, SALTS.secrets) ^ SALTS.secrets);
    this.#world = setUp(layout, seed, 0, this.#nature);
    this.#other = emptyWorld(layout);
    this.#inputs = new RandomInputs(this.#world, generator(seed, SALTS.inputs));
    this.#ranges = this.#world.views.map(({ cells }) => cells.map(() => ({ min: 0, max: 0 })));
    const byView = new Map<number | undefined, number>();
    for (let seat = layout.config.seats - 1; seat >= -1; seat--) byView.set(game.view?.of(layout.config, seat), seat);
    this.#seats = game.view ? [...byView.values()] : [];
  }

  get leaks(): readonly Leak[] {
    const lasting = [...this.#follows.values()].filter(({ count }) => count >= LEAST && count * 2 > this.#idle);
    return [...this.#leaks.values(), ...lasting.map(({ first }) => first)];
  }

  get tick(): number {
    return this.#world.tick;
  }

  step(): void {
    this.#inputs.decide(this.#world);
    advance(this.#world, this.#inputs.table, this.#nature);
    this.#observe();
    for (const seat of this.#seats) this.#try(seat);
  }

  /** Takes down which values there are. */
  #observe(): void {
    for (const [t, view] of this.#world.views.entries()) {
      for (const [c, cells] of view.cells.entries()) {
        const range = this.#ranges[t][c];
        for (const row of view) {
          range.min = Math.min(range.min, cells[row]);
          range.max = Math.max(range.max, cells[row]);
        }
      }
    }
  }

  #maskOf(seat: number): Mask {
    const { layout } = this.#world;
    if (!this.#game.view) throw new TypeError(`game ${this.#game.name} has no view`);
    return new Mask(layout, this.#game.view.of(layout.config, seat));
  }

  /** Compares what this seat is sent of the world, and of another one that differs in what it may not know. */
  #try(seat: number): void {
    const mask = this.#maskOf(seat);
    const hidden = this.#hidden(mask.of(this.#world));
    if (hidden.length === 0) return;
    this.#other.forkFrom(this.#world);
    this.#alter(this.#other, hidden, mask);
    if (!firstDifference(this.#world, this.#other)) return;
    this.compared += 1;
    if (!this.#compareSent(seat, mask)) return;
    this.#compareAnswers(seat);
    this.#compareIdle(seat, mask);
  }

  /** The cells that a view may not know, where they hold something. */
  #hidden(masked: WorldBase): Cell[] {
    const hidden: Cell[] = [];
    for (const [table, view] of this.#world.views.entries()) {
      if (table === WORLD) continue;
      for (const [column, cells] of view.cells.entries()) {
        const shown = masked.views[table].cells[column];
        for (const row of view) if (cells[row] !== shown[row]) hidden.push({ table, column, row });
      }
    }
    return hidden;
  }

  #isByValue({ table, column }: Cell): boolean {
    const { placed } = this.#world.views[table];
    const { byValue = [] } = this.#options;
    return byValue.includes(placed.name) || byValue.includes(`${placed.name}.${placed.columns[column].name}`);
  }

  /** Gives hidden cells other values, of those that have been seen in their columns. */
  #alter(world: WorldBase, hidden: readonly Cell[], mask: Mask): void {
    for (const cell of hidden) {
      const { table, column, row } = cell;
      const { cells, placed } = world.views[table];
      const before = cells[column][row];
      cells[column][row] = this.#otherValue(before, this.#ranges[table][column], placed.columns[column].type);
      if (!this.#isByValue(cell)) continue;
      const shown = mask.of(world).views[table];
      if (shown.has(row) && shown.cells[column][row] === cells[column][row]) cells[column][row] = before;
    }
  }

  #otherValue(value: number, { min, max }: { min: number; max: number }, type: keyof typeof WIDTHS): number {
    const other = min + this.#random.below(max - min + 1);
    if (other !== value) return other;
    return value < WIDTHS[type].max ? value + 1 : value - 1;
  }

  /** The bytes with which this seat would begin here. @returns whether they are equal */
  #compareSent(seat: number, mask: Mask): boolean {
    const { layout } = this.#world;
    const kind = channelKind(layout, seat, true);
    const [one, other] = [this.#world, this.#other].map((world) =>
      new Channel(kind, world)
        .opening(world)
        .map((bytes) => Buffer.from(bytes).toString("hex"))
        .join(),
    );
    if (one === other) return true;
    const left = mask.of(this.#world).clone();
    const difference = firstDifference(left, mask.of(this.#other));
    if (!difference) throw new Error(`game ${this.#game.name}: equal worlds are sent by other bytes`);
    const { table, column } = difference;
    const row = this.#isOfSeats(table) ? `seat ${difference.row}` : `row ${difference.row}`;
    this.#tell(
      table,
      column,
      seat,
      `${table}.${column} of ${row} is shown to ${nameOf(seat)}, or not, by a value that it may not know`,
    );
    return false;
  }

  #isOfSeats(table: string): boolean {
    return this.#world.views.some(({ placed }) => placed.name === table && placed.perSeat);
  }

  #tell(table: string, column: string | undefined, seat: number, problem: string): void {
    const key = `${table} ${column}`;
    if (!this.#leaks.has(key)) this.#leaks.set(key, { table, column, seat, tick: this.#world.tick, problem });
  }

  /** What the game says of the match, and of what the seat may do. */
  #compareAnswers(seat: number): void {
    const { status, quietUntil, turn, roundLeft } = this.#game;
    const ask = (name: string, answer: (world: WorldBase) => unknown): void => {
      const [one, other] = [answer(this.#world), answer(this.#other)];
      if (one === other) return;
      const said = `${JSON.stringify(one)} and ${JSON.stringify(other)}`;
      this.#tell(name, undefined, seat, `${name} tells ${nameOf(seat)} of what it may not know: it says ${said}`);
    };
    ask("status", (world) => status.call(this.#game, world));
    if (quietUntil) ask("quietUntil", (world) => quietUntil.call(this.#game, world));
    if (turn) ask("turn", (world) => turn.call(this.#game, world));
    if (roundLeft) ask("roundLeft", (world) => roundLeft.call(this.#game, world));
    if (seat < 0 || !this.#game.legal) return;
    for (const { name, sort, args } of commandsOf(this.#game)) {
      if (sort !== "game") continue;
      for (let n = 0; n < ASKED; n++) {
        const given: Command = {
          name,
          args: Object.fromEntries(args.map(([arg, { min, max }]) => [arg, this.#random.between(min, max)])),
        };
        ask("legal", (world) => this.#game.legal?.(world, seat, given));
      }
    }
  }

  /** Lets one tick pass in both worlds in which nothing is done: what comes of it must look alike. */
  #compareIdle(seat: number, mask: Mask): void {
    const words = this.#random.next();
    const kind = channelKind(this.#world.layout, seat, true);
    const begin = this.#world.clone().forkFrom(this.#world);
    // What seats do, and where bots lead, may well follow from what they know.
    stopBots(begin);
    this.#other.seatTable.bytes.set(begin.seatTable.bytes);
    if (!firstDifference(begin, this.#other)) return;
    const channels = [begin, this.#other].map((world) => new Channel(kind, world));
    for (const world of [begin, this.#other]) {
      const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
      holdInputs(inputs, world.seatTable);
      for (let seat = 0; seat < inputs.capacity; seat++) idle(inputs, seat);
      advance(world, inputs, seededNature(words));
    }
    this.#idle += 1 / this.#seats.length;
    const [one, other] = channels.map((channel, n) => {
      const world = n === 0 ? begin : this.#other;
      channel.write(world);
      return channel
        .drain()
        .map((bytes) => Buffer.from(bytes).toString("hex"))
        .join();
    });
    if (one === other) return;
    const left = mask.of(begin).clone();
    const difference = firstDifference(left, mask.of(this.#other));
    const { table, column } = difference ?? { table: "frames", column: undefined };
    const key = `${table} ${column}`;
    const problem = `${table}${column === undefined ? "" : `.${column}`} tells ${nameOf(seat)} of what it may not know: it follows from it though nothing is done`;
    const first = { table, column, seat, tick: begin.tick, problem };
    const known = this.#follows.get(key) ?? { count: 0, first };
    known.count += 1 / this.#seats.length;
    this.#follows.set(key, known);
  }
}

const nameOf = (seat: number): string => (seat < 0 ? "spectators" : `seat ${seat}`);

/** Players have the bots' seats. */
function stopBots({ seatTable, layout: { game } }: WorldBase): void {
  const [kinds] = seatTable.cells;
  for (let seat = 0; seat < seatTable.capacity; seat++) if (decides(game, kinds[seat])) kinds[seat] = SEAT.person;
}

/**
 * Plays a random match and looks for leaks.
 * @param seed of the match, of its settings, of what its players do, and of what is altered
 * @throws what the game throws
 */
export function checkLeaks(game: AnyGame, seed: number, ticks: number, options: LeakOptions = {}): LeakReport {
  const checker = new LeakChecker(game, seed, options);
  for (let tick = 0; tick < ticks; tick++) checker.step();
  return { leaks: checker.leaks, ticks: checker.tick, compared: checker.compared };
}
