/** A match of bots that play the seats of players, each as well as it is told to. */
import { type AnyGame, GROWING, inputView, SEAT } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";

/** What `skillOf` of the kit reads of a world whose bots grow. */
interface Growing {
  readonly round: { grown: number };
}

/** The skill of bots in the seats of bots: the level that games have by default. */
const USUAL = 28;

export class SkilledMatch extends BotMatch {
  readonly #skills: readonly (number | undefined)[];

  /** @param skills by seat: of its player, 0 to 100; undefined for a bot */
  constructor(
    game: AnyGame,
    settings: Readonly<Record<string, number>>,
    seed: number,
    skills: readonly (number | undefined)[],
  ) {
    super(game, { ...settings, botLevel: GROWING }, seed);
    this.#skills = skills;
    for (const [seat, skill] of skills.entries()) if (skill === undefined) this.leave(seat);
  }

  /** A bot takes the seat. */
  leave(seat: number): void {
    this.inputs.cells[0][seat] = SEAT.bot;
  }

  /** How many seats are played by players. */
  get players(): number {
    return this.#skills.filter((_, seat) => this.isPlayed(seat)).length;
  }

  isPlayed(seat: number): boolean {
    return this.inputs.cells[0][seat] === SEAT.person;
  }

  /** Each decides by a skill of its own: the one that the bots of the match have reached, for as long as it takes. */
  override decide(): void {
    const { game } = this.world.layout;
    // The columns of an input table, and the tables of a world, are there by name; a game's own type says which.
    const input = inputView(this.inputs);
    const { round } = this.world as unknown as Growing;
    for (const [seat, skill] of this.#skills.entries()) {
      if (skill === undefined || !this.isPlayed(seat)) continue;
      round.grown = skill;
      game.bot(this.world, seat, input);
    }
    round.grown = USUAL;
  }
}
