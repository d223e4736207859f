/** The inputs of a random match: players join, leave, lose their connection, press anything, and give any command that is legal. */
import {
  type AnyGame,
  clearCommands,
  idle,
  inputView,
  type Random,
  SEAT,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";
import { RandomCommands } from "./commands.ts";

/** How often something happens, as one in so many ticks a seat. */
const ODDS = {
  /** The seat changes its player, or loses it. */
  owner: 240,
  /** The seat sees the others more or less late. */
  seen: 12,
  /** A column of a random player changes. */
  random: 10,
  /** A column of an able player slips. */
  slip: 60,
} as const;

/** Who gets a seat, each as likely as the other. */
const OWNERS = [SEAT.empty, SEAT.bot, SEAT.bot, SEAT.person, SEAT.person, SEAT.person, SEAT.away] as const;

/** The greatest `seen` that a message can hold, in 1/8 ticks. */
const SEEN_MOST = 255;

export class RandomInputs {
  /** What `advance` is given. */
  readonly table: TableView;
  readonly #random: Random;
  readonly #game: AnyGame;
  /** Seats whose person plays as a bot would, with slips: so that shots hit as they were seen. Others press anything. */
  readonly #able = new Set<number>();
  readonly #commands: RandomCommands;

  constructor(world: WorldBase, random: Random) {
    const { placed } = world.seatTable;
    this.#random = random;
    this.#game = world.layout.game;
    this.#commands = new RandomCommands(this.#game, random);
    this.table = new TableView(placed, new ArrayBuffer(world.layout.size));
    for (let seat = 0; seat < placed.capacity; seat++) this.#reseat(seat);
  }

  /** Decides what the seats hold in the next tick. */
  decide(world: WorldBase): void {
    const [kind] = this.table.cells;
    clearCommands(this.table);
    for (let seat = 0; seat < this.table.capacity; seat++) {
      if (this.#oneIn(ODDS.owner)) this.#reseat(seat);
      if (kind[seat] === SEAT.person) this.#play(world, seat);
    }
  }

  #reseat(seat: number): void {
    const [kind, seen] = this.table.cells;
    kind[seat] = OWNERS[this.#random.below(OWNERS.length)];
    seen[seat] = 0;
    idle(this.table, seat);
    if (this.#oneIn(2)) this.#able.add(seat);
    else this.#able.delete(seat);
  }

  #play(world: WorldBase, seat: number): void {
    const { cells, placed } = this.table;
    const [, seen] = cells;
    const able = this.#able.has(seat);
    if (this.#oneIn(ODDS.seen)) seen[seat] = this.#random.between(0, SEEN_MOST);
    // The columns of an input table are there by name; a game's own type says which.
    if (able) this.#game.bot(world, seat, inputView(this.table));
    for (const [name, { min, max }] of Object.entries(this.#game.input)) {
      const column = placed.index.get(name);
      if (column === undefined || !this.#oneIn(able ? ODDS.slip : ODDS.random)) continue;
      cells[column][seat] = this.#random.between(min, max);
    }
    this.#commands.decide(world, this.table, seat);
  }

  #oneIn(odds: number): boolean {
    return this.#random.below(odds) === 0;
  }
}
