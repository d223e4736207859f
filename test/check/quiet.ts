/**
 * Proves the promise of `quietUntil` on random matches of a game: each quiet time, stepped tick by tick, is what skipping makes of
 * it, and no view of the world answers differently. docs/decisions/sleep.md
 */
import {
  type AnyGame,
  advance,
  commandCells,
  commandsOf,
  describe,
  FIRST_INPUT,
  firstDifference,
  holdInputs,
  isLegal,
  MOST_ARGS,
  type Nature,
  namedCommand,
  plan,
  quietTicks,
  Random,
  SEAT,
  seededNature,
  setUp,
  skipQuiet,
  TableView,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";

/** So many ticks of a longer quiet time are stepped at its beginning; at its end half as many. */
const MOST_STEPS = 400;
/** Of the moments in which something is done, so many percent are. */
const ODDS = { owner: 15, command: 60, input: 50 } as const;

export interface QuietReport {
  /** What breaks the promise, in words for the game's author; undefined where nothing does. */
  readonly problem: string | undefined;
  /** Quiet ticks that were stepped and compared, and ticks in all. */
  readonly quiet: number;
  readonly ticks: number;
}

class Broken extends Error {}

class Checker {
  readonly #game: AnyGame;
  readonly #random: Random;
  readonly #world: WorldBase;
  readonly #inputs: TableView;
  readonly #spare: WorldBase;
  readonly #skipped: WorldBase;
  /** Counts what is drawn. */
  readonly #nature: Nature;
  #draws = 0;
  quiet = 0;

  constructor(game: AnyGame, seed: number) {
    this.#game = game;
    this.#random = new Random({ seed: Math.imul(seed + 1, 0x9e3779b1), draws: 0 });
    const layout = plan(game, this.#settings());
    const source = seededNature(seed);
    this.#nature = {
      draw: () => {
        this.#draws += 1;
        return source.draw();
      },
    };
    this.#world = setUp(layout, seed, 0, this.#nature);
    this.#spare = this.#world.clone();
    this.#skipped = this.#world.clone();
    this.#inputs = new TableView(this.#world.seatTable.placed, new ArrayBuffer(layout.size));
  }

  get tick(): number {
    return this.#world.tick;
  }

  /** Those of one mode; where it leaves some open, as usual or any. */
  #settings(): Record<string, number> {
    const modes = Object.values(this.#game.modes);
    const chosen = Object.entries(this.#game.settings).map(([name, { min, max, default: usual }]) => {
      return [
        name,
        this.#oneIn(2) ? usual : this.#random.between(min, Math.min(max, Math.max(min, usual * 2))),
      ] as const;
    });
    return { ...Object.fromEntries(chosen), ...modes[this.#random.below(modes.length)]?.settings };
  }

  #oneIn(odds: number): boolean {
    return this.#random.below(odds) === 0;
  }

  #chance(percent: number): boolean {
    return this.#random.below(100) < percent;
  }

  /** Something is done, or nothing; and then the world is left to itself for a while. */
  turn(): void {
    holdInputs(this.#inputs, this.#world.seatTable);
    for (let seat = 0; seat < this.#inputs.capacity; seat++) this.#act(seat);
    advance(this.#world, this.#inputs, this.#nature);
    const pause = this.#random.between(0, 12) ** 3;
    const end = this.#world.tick + pause;
    while (this.#world.tick < end) this.#rest(end - this.#world.tick);
  }

  #act(seat: number): void {
    const [kinds] = this.#inputs.cells;
    if (this.#oneIn(this.#inputs.capacity) && this.#chance(ODDS.owner))
      kinds[seat] = [SEAT.empty, SEAT.bot, SEAT.person, SEAT.person, SEAT.away][this.#random.below(5)];
    if (kinds[seat] !== SEAT.person) return;
    for (const [i, { min, max }] of Object.values(this.#game.input).entries())
      if (this.#chance(ODDS.input)) this.#inputs.cells[FIRST_INPUT + i][seat] = this.#random.between(min, max);
    const cells = commandCells(this.#inputs);
    if (cells && this.#world.seatTable.cells[0][seat] >= SEAT.person && this.#chance(ODDS.command)) this.#command(seat);
  }

  #command(seat: number): void {
    const cells = commandCells(this.#inputs);
    const own = commandsOf(this.#game);
    const { number, args } = own[this.#random.below(own.length)];
    const values = Array.from({ length: MOST_ARGS }, (_, i) => {
      const range = args[i]?.[1];
      return range ? this.#random.between(range.min, range.max) : 0;
    });
    const raw = { number, args: values };
    if (!cells || namedCommand(this.#game, raw) === undefined || !isLegal(this.#world, seat, raw)) return;
    cells.seq[seat] += 1;
    writeCommand(cells, seat, raw);
  }

  /** One step; or all of a quiet time, up to so many ticks. */
  #rest(most: number): void {
    holdInputs(this.#inputs, this.#world.seatTable);
    this.#look();
    const quiet = Math.min(quietTicks(this.#world, this.#inputs), most);
    if (quiet < 1) advance(this.#world, this.#inputs, this.#nature);
    else this.#prove(quiet);
  }

  /** What the game says of this world, it must say of each view of it; and saying it changes nothing. */
  #look(): void {
    const { view, quietUntil } = this.#game;
    if (!quietUntil) throw new Broken("it declares no quietUntil");
    const before = this.#world.hash();
    const answer = quietUntil.call(this.#game, this.#world);
    if (this.#world.hash() !== before) this.#fail("quietUntil changes the world");
    if (Number.isNaN(answer)) this.#fail("quietUntil is no number");
    if (!view) return;
    for (let seat = -1; seat < this.#world.seatTable.capacity; seat++) {
      const number = view.of(this.#world.layout.config, seat);
      this.#spare.copyFrom(this.#world);
      this.#spare.seed(0);
      view.hide(this.#spare, number);
      const seen = quietUntil.call(this.#game, this.#spare);
      if (seen !== answer) this.#fail(`view ${number} hides what quietUntil needs: ${seen} in place of ${answer}`);
    }
  }

  /** Steps the quiet time's first ticks, and its last ones, and compares them with what skipping makes of them. */
  #prove(ticks: number): void {
    const first = Math.min(ticks, MOST_STEPS);
    this.#step(first);
    const rest = ticks - first;
    const last = Math.min(rest, MOST_STEPS / 2);
    skipQuiet(this.#world, rest - last);
    this.#step(last);
  }

  #step(ticks: number): void {
    this.#skipped.forkFrom(this.#world);
    for (let n = 1; n <= ticks; n++) {
      this.#draws = 0;
      advance(this.#world, this.#inputs, this.#nature);
      if (this.#draws > 0) this.#fail("a step in quiet time draws a secret");
      skipQuiet(this.#skipped, 1);
      this.quiet += 1;
      const difference = firstDifference(this.#skipped, this.#world);
      if (difference) this.#fail(`a step in quiet time changes more than the tick: ${describe(difference)}`);
      for (let seat = 0; seat < this.#inputs.capacity; seat++)
        if ((this.#game.highlight?.(this.#world, seat) ?? 0) !== 0) this.#fail("highlight is not 0 in quiet time");
      for (let back = 1; back <= this.#world.layout.rewind; back++) {
        const [a, b] = [this.#world.past.at(this.#world.tick - back), this.#skipped.past.at(this.#world.tick - back)];
        if (a?.hash() !== b?.hash()) this.#fail(`the past differs ${back} ticks back`);
      }
      holdInputs(this.#inputs, this.#world.seatTable);
    }
  }

  #fail(what: string): never {
    throw new Broken(`${this.#game.name}, tick ${this.#world.tick}: ${what}`);
  }
}

/**
 * Plays a random match of a game that has `quietUntil`, and checks each quiet time in it.
 * @param seed of the match, of its settings, and of what its players do
 * @param moments how often players do something
 * @throws what the game throws
 */
export function checkQuiet(game: AnyGame, seed: number, moments = 60): QuietReport {
  const checker = new Checker(game, seed);
  try {
    for (let moment = 0; moment < moments; moment++) checker.turn();
    return { problem: undefined, quiet: checker.quiet, ticks: checker.tick };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { problem: error.message, quiet: checker.quiet, ticks: checker.tick };
  }
}
