/**
 * A match that bots play alone, without a server: for tests and benchmarks of any game. The bots play the seats of
 * persons, so that their inputs are on the wire.
 */
import {
  type AnyGame,
  advance,
  inputView,
  mix32,
  type Nature,
  plan,
  SEAT,
  seededNature,
  setUp,
  TableView,
  TURN,
  type WorldBase,
} from "#shared/sim/index.ts";

/** How often a hand on a mouse moves the aim by itself, in percent of ticks, and by how much at most. */
const TREMOR = { percent: 80, most: 6 };

/** Which column of an input is an aim: the ones that turn. */
const aims = (inputs: TableView): readonly number[] =>
  inputs.placed.columns.flatMap(({ blend }, i) => (blend === "turn" ? [i] : []));

export class BotMatch {
  readonly world: WorldBase;
  /** The next inputs, a row a seat. */
  readonly inputs: TableView;
  readonly #nature: Nature;

  constructor(game: AnyGame, settings: Readonly<Record<string, number>>, seed: number) {
    this.#nature = seededNature(seed);
    this.world = setUp(plan(game, settings), seed, 0, this.#nature);
    const { placed } = this.world.seatTable;
    this.inputs = new TableView(placed, new ArrayBuffer(this.world.layout.size));
    for (let seat = 0; seat < this.inputs.capacity; seat++) this.inputs.cells[0][seat] = SEAT.person;
  }

  /** Lets every bot decide. */
  decide(): void {
    const { game } = this.world.layout;
    // The columns of an input table are there by name; a game's own type says which.
    const input = inputView(this.inputs);
    for (let seat = 0; seat < this.inputs.capacity; seat++) game.bot(this.world, seat, input);
  }

  /** As `decide`, with the tremor of a hand: the aim moves a little on most ticks. */
  decideByHand(): void {
    this.decide();
    for (const column of aims(this.inputs)) {
      const cells = this.inputs.cells[column];
      for (let seat = 0; seat < this.inputs.capacity; seat++) {
        const whim = mix32(this.world.tick * 4099 + seat);
        if (whim % 100 >= TREMOR.percent) continue;
        const by = ((whim >>> 8) % (2 * TREMOR.most + 1)) - TREMOR.most;
        cells[seat] = (cells[seat] + by + TURN) % TURN;
      }
    }
  }

  /** Plays some ticks; `each` is called after every one. */
  run(ticks: number, each: (world: WorldBase) => void = () => {}, decide = () => this.decide()): void {
    for (let tick = 0; tick < ticks; tick++) {
      decide();
      advance(this.world, this.inputs, this.#nature);
      each(this.world);
    }
  }
}
