/** A world: the whole state of a match at one tick, in one block of memory. */
import type { InputColumns } from "./columns.ts";
import {
  type Command,
  type CommandCells,
  type CommandOf,
  commandCells,
  type NoCommands,
  namedCommand,
  readCommand,
} from "./commands.ts";
import { gameTable, type SeatsView, singleView, type ViewOf } from "./game-table.ts";
import { murmur3 } from "./hash.ts";
import { FIRST_INPUT, type HEADER, type LayoutOf } from "./layout.ts";
import { type Nature, seededNature, Unforeseen } from "./nature.ts";
import { Past } from "./past.ts";
import { Random, type RandomState } from "./random.ts";
import type { Rules } from "./rules.ts";
import { inputsEnd } from "./seat-cells.ts";
import { Secret } from "./secret.ts";
import type { Config, Settings } from "./settings.ts";
import { TableView } from "./table.ts";
import type { Tables } from "./tables.ts";

/** Any game, as the runtime sees it. */
export type AnyGame = Rules<WorldBase>;

/** Where each column of a match's worlds lies, and the rules that step them. */
export type Layout = LayoutOf<WorldBase>;

/** The generator of a world. Of a game with a view clients do not have its state, so they can't draw from it. */
class WorldRandom extends Random {
  readonly #isUnknown: () => boolean;

  constructor(state: RandomState, isUnknown: () => boolean) {
    super(state);
    this.#isUnknown = isUnknown;
  }

  override next(): number {
    if (this.#isUnknown()) throw new Unforeseen();
    return super.next();
  }
}

export class WorldBase {
  readonly layout: Layout;
  /** The image. Worlds of one layout are equal if and only if their images are. */
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly views: readonly TableView[];
  /**
   * Chance that the rules compute. Its state is a seed of 32 bits in the world, which some twenty numbers give away: it is for what
   * may be foreseen, and never for cards and dice. `secret` is for those.
   */
  readonly random: Random;
  /** Chance that only the server knows, for games that declare `secrets`. */
  readonly secret: Secret;
  /**
   * The worlds of the last ticks, for `seen`. They follow from the log, as the world does, and are no part of the
   * image.
   */
  readonly past: Past<WorldBase>;
  readonly #commands: CommandCells | undefined;
  readonly #header: { tick: number; seed: number; draws: number };

  constructor(layout: Layout) {
    this.layout = layout;
    const image = new ArrayBuffer(layout.size);
    this.bytes = new Uint8Array(image);
    this.words = new Int32Array(image);
    this.views = layout.tables.map((placed) => new TableView(placed, image));
    for (const view of this.views) {
      Object.defineProperty(this, view.placed.name, { value: gameTable(view), enumerable: true });
    }
    this.#header = singleView(this.views[0]) as Record<keyof typeof HEADER, number>;
    this.#commands = commandCells(this.views[1]);
    this.secret = new Secret(layout.game);
    const isHidden = layout.game.view !== undefined;
    this.random = isHidden
      ? new WorldRandom(this.#header, () => Secret.isClients(this.secret))
      : new Random(this.#header);
    this.past = new Past(layout.rewind);
  }

  /** The number of this tick: how many have been stepped since the match began. */
  get tick(): number {
    return this.#header.tick;
  }
  set tick(tick: number) {
    this.#header.tick = tick;
  }

  /** The seed of the generator. */
  get currentSeed(): number {
    return this.#header.seed;
  }

  /** Seeds the generator, which begins anew. */
  seed(seed: number): void {
    this.#header.seed = seed;
    this.#header.draws = 0;
  }

  get config(): { readonly seats: number } {
    return this.layout.config;
  }

  get level(): unknown {
    return this.layout.level;
  }

  /** The runtime's view of `seats`; column 0 is the seat's kind; `seatCells` has the inputs. */
  get seatTable(): TableView {
    return this.views[1];
  }

  /** Makes this world equal to another of the same layout. */
  copyFrom(other: WorldBase): this {
    this.bytes.set(other.bytes);
    return this;
  }

  /** As `copyFrom`, its past included: stepping on from here needs both. */
  forkFrom(other: WorldBase): this {
    this.past.copyFrom(other.past);
    return this.copyFrom(other);
  }

  /** A copy of this world, without its past. */
  clone(): this {
    return (new WorldBase(this.layout) as this).copyFrom(this);
  }

  /**
   * Lag compensation: the world as this seat saw it on its screen when it gave the input of this tick. Other rows are
   * where the screen showed them; the seat's own row and predicted tables are as they are now. Read it, and never
   * write. The technique is Valve's, "Source Multiplayer Networking", lag compensation.
   */
  seen(seat: number): this {
    return this.past.seen(this, seat) as this;
  }

  /** The command that this seat gives in this tick: one of the game's, or of the runtime's own. */
  command(seat: number): Command | undefined {
    const raw = this.#commands && readCommand(this.#commands, seat);
    return raw && namedCommand(this.layout.game, raw);
  }

  /** MurmurHash3 of the image, 0 to 4294967295. */
  hash(): number {
    return murmur3(this.words);
  }
}

/** A world as its game sees it: `world.players.x[row]`, `world.round.phase`, `world.seats.aim[seat]`. */
export type World<I = InputColumns, T = Tables, S = Settings, C = unknown, M = NoCommands> = {
  readonly config: Config<S>;
  readonly level: C;
  readonly seats: SeatsView<I>;
  /** The command that this seat gives in this tick: its `name` tells which arguments there are. */
  command(seat: number): CommandOf<M> | undefined;
} & WorldBase & { readonly [K in keyof T]: ViewOf<T[K]> };

/** An empty world: tick 0, every seat empty, every number 0. */
export const emptyWorld = (layout: Layout): WorldBase => new WorldBase(layout);

/**
 * The world that a match of this layout begins with; without secrets it is the same for every match of this seed.
 * @param tick where a match that begins anew goes on counting
 * @param nature where `setup` draws secrets from. By default they follow from the seed, which is for tests and tools
 */
export function setUp(layout: Layout, seed: number, tick = 0, nature: Nature = seededNature(seed)): WorldBase {
  const world = emptyWorld(layout);
  world.seed(seed);
  world.tick = tick;
  const seats = world.seatTable;
  for (let seat = 0; seat < seats.capacity; seat++) idle(seats, seat);
  Secret.during(world.secret, nature, () => layout.game.setup(world));
  return world;
}

/** Gives a seat its idle input. The seat's kind stays. */
export function idle(seats: TableView, seat: number): void {
  for (let i = FIRST_INPUT; i < inputsEnd(seats); i++) {
    seats.cells[i][seat] = (seats.placed.columns[i] as unknown as { idle: number }).idle;
  }
}
