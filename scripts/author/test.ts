/** `scrim/test`: a match without server, browser and clock, for tests of rules. */
import {
  type AnyGame,
  advance,
  type InputView,
  type Nature,
  plan,
  SEAT,
  seededNature,
  setUp,
  TableView,
  type WorldBase,
  type WorldOf,
} from "#shared/sim/index.ts";

export interface MatchOptions {
  /** On top of the game's defaults. */
  readonly settings?: Readonly<Record<string, number>>;
  /** A whole number: the same seed and inputs lead to the same world. 1 if left out. */
  readonly seed?: number;
}

type WorldIn<G> = Extract<WorldOf<G>, WorldBase>;

/** A match in which every seat has a player. */
export class TestMatch<G extends AnyGame> {
  /** As it is after the last tick. */
  readonly world: WorldIn<G>;
  readonly #inputs: TableView;
  readonly #nature: Nature;

  constructor(game: G, { settings = {}, seed = 1 }: MatchOptions = {}) {
    // The draws of a test follow from its seed.
    this.#nature = seededNature(seed);
    const world = setUp(plan(game, settings), seed, 0, this.#nature);
    this.#inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
    for (let seat = 0; seat < this.#inputs.capacity; seat++) this.#inputs.cells[0][seat] = SEAT.person;
    // The plan is this game's: so is the world that is made by it.
    this.world = world as WorldIn<G>;
  }

  /**
   * From the next tick on the player of this seat does so, until something else is given.
   * @throws {RangeError} there is no such input column, or the value is out of its range
   */
  give(seat: number, input: Readonly<Record<string, number>>): void {
    const { placed, cells } = this.#inputs;
    const { input: declared } = this.world.layout.game;
    for (const [name, value] of Object.entries(input)) {
      const column = declared[name];
      if (column === undefined)
        throw new RangeError(`there is no input column ${name}: there are ${Object.keys(declared).join(", ")}`);
      if (!Number.isInteger(value) || value < column.min || value > column.max)
        throw new RangeError(
          `input column ${name} takes whole numbers from ${column.min} to ${column.max}, not ${value}`,
        );
      const index = placed.index.get(name);
      if (index === undefined) throw new RangeError(`input column ${name} has no place`);
      cells[index][seat] = value;
    }
  }

  /** Lets some ticks pass. */
  run(ticks: number): void {
    for (let tick = 0; tick < ticks; tick++) advance(this.world, this.#inputs, this.#nature);
  }

  /** Lets some ticks pass, in which the game's bot plays every seat. */
  runBots(ticks: number): void {
    const { game } = this.world.layout;
    // The columns of an input table are there by name; a game's own type says which.
    const input = this.#inputs as unknown as InputView;
    for (let tick = 0; tick < ticks; tick++) {
      for (let seat = 0; seat < this.#inputs.capacity; seat++) game.bot(this.world, seat, input);
      advance(this.world, this.#inputs, this.#nature);
    }
  }
}
