/** Commands that the players of a random match give: any that are legal. */
import {
  type AnyGame,
  type CommandSpec,
  commandCells,
  commandsOf,
  isLegal,
  MOST_ARGS,
  type Random,
  type TableView,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";

/** A player wants to give a command of the game's in one of so many ticks. */
const ODDS = 8;
/** So many commands a player tries out, until one is legal. */
const TRIES = 8;

export class RandomCommands {
  readonly #commands: readonly CommandSpec[];
  readonly #random: Random;

  constructor(game: AnyGame, random: Random) {
    this.#commands = commandsOf(game).filter(({ sort }) => sort === "game");
    this.#random = random;
  }

  /** Writes into `table` the first legal one of some that are made up, now and then. */
  decide(world: WorldBase, table: TableView, seat: number): void {
    if (this.#commands.length === 0 || this.#random.below(ODDS) !== 0) return;
    const cells = commandCells(table);
    if (cells === undefined) return;
    for (let n = 0; n < TRIES; n++) {
      const { number, args } = this.#commands[this.#random.below(this.#commands.length)];
      const values = Array.from({ length: MOST_ARGS }, (_, i) => {
        const range = args[i]?.[1];
        return range ? this.#random.between(range.min, range.max) : 0;
      });
      if (!isLegal(world, seat, { number, args: values })) continue;
      cells.seq[seat] += 1;
      writeCommand(cells, seat, { number, args: values });
      return;
    }
  }
}
