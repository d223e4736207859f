/**
 * A match that bots play alone, without a server: for tests and benchmarks of any game. The first seat is a
 * person's, as a game may wait for one; a bot plays it all the same.
 */
import {
  type AnyGame,
  advance,
  type InputView,
  plan,
  SEAT,
  setUp,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";

export class BotMatch {
  readonly world: WorldBase;
  /** What the bots do next, a row a seat. */
  readonly inputs: TableView;

  constructor(game: AnyGame, settings: Readonly<Record<string, number>>, seed: number) {
    this.world = setUp(plan(game, settings), seed);
    const { placed } = this.world.seatTable;
    this.inputs = new TableView(placed, new ArrayBuffer(this.world.layout.size));
    for (let seat = 0; seat < this.inputs.capacity; seat++)
      this.inputs.cells[0][seat] = seat === 0 ? SEAT.person : SEAT.bot;
  }

  /** Lets every bot decide. */
  decide(): void {
    const { game } = this.world.layout;
    // The columns of an input table are there by name; a game's own type says which.
    const input = this.inputs as unknown as InputView;
    for (let seat = 0; seat < this.inputs.capacity; seat++) game.bot(this.world, seat, input);
  }

  /** Plays some ticks; `each` is called after every one. */
  run(ticks: number, each: (world: WorldBase) => void = () => {}): void {
    for (let tick = 0; tick < ticks; tick++) {
      this.decide();
      advance(this.world, this.inputs);
      each(this.world);
    }
  }
}
