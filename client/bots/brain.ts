/** A game's own bot, as the hands of a headless player. */
import { type InputView, TableView, type WorldBase } from "#shared/sim/index.ts";

export class Brain {
  #inputs: TableView | undefined;

  /** What the bot would do in this seat, by input column. */
  decide(world: WorldBase, seat: number): Record<string, number> {
    const { layout, seatTable } = world;
    this.#inputs ??= new TableView(seatTable.placed, new ArrayBuffer(layout.size));
    // The columns of an input table are there by name; a game's own type says which.
    layout.game.bot(world, seat, this.#inputs as unknown as InputView);
    const decided: Record<string, number> = {};
    for (const name of Object.keys(layout.game.input)) {
      decided[name] = this.#inputs.cells[this.#inputs.placed.index.get(name) ?? 0][seat];
    }
    return decided;
  }
}
