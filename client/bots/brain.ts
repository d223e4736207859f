/** Lets a game's own bot decide the input of a headless player. */
import { FIRST_INPUT, inputsEnd, inputView, TableView, type WorldBase } from "#shared/sim/index.ts";
import { logFault } from "../faults.ts";

export class Brain {
  /** The world with this player's input as it is, and not as the server last heard of it. */
  #seen: WorldBase | undefined;
  #inputs: TableView | undefined;
  #decided = false;
  #told = false;

  /** What the bot would do in this seat, by input column; nothing new where the game's bot throws. */
  decide(world: WorldBase, seat: number): Record<string, number> {
    const { layout, seatTable } = world;
    if (this.#seen && this.#seen.layout !== layout) this.#forget();
    this.#seen = this.#seen?.copyFrom(world) ?? world.clone();
    this.#inputs ??= new TableView(seatTable.placed, new ArrayBuffer(layout.size));
    if (this.#decided) {
      for (let i = FIRST_INPUT; i < inputsEnd(seatTable); i++) {
        this.#seen.seatTable.cells[i][seat] = this.#inputs.cells[i][seat];
      }
    }
    try {
      layout.game.bot(this.#seen, seat, inputView(this.#inputs));
    } catch (error) {
      this.#tell(world, error);
      return {};
    }
    this.#decided = true;
    const decided: Record<string, number> = {};
    for (const name of Object.keys(layout.game.input)) {
      decided[name] = this.#inputs.cells[this.#inputs.placed.index.get(name) ?? 0][seat];
    }
    return decided;
  }

  /** The host has begun the match anew, with other settings. */
  #forget(): void {
    this.#seen = this.#inputs = undefined;
    this.#decided = false;
  }

  /** To the game's author: a client may know less of the world than the server's bots do. */
  #tell({ layout: { game }, tick }: WorldBase, error: unknown): void {
    if (this.#told) return;
    this.#told = true;
    logFault("bot_failed", { game: game.name, version: game.version, tick }, error);
  }
}
