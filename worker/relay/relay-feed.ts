/** A match as a relay has it: the world that its upstream leads to, sent on to its spectators. */
import { type Frame, type Keyframe, LogReader } from "#shared/log/index.ts";
import { schemaOf, type Welcome } from "#shared/protocol/index.ts";
import { type Games, type Layout, layoutFromSchema, plan } from "#shared/sim/index.ts";
import { Broadcaster, type RosterSource } from "../broadcast/broadcaster.ts";
import type { Connection } from "../broadcast/connection.ts";
import { EpochHistory } from "../broadcast/epoch-history.ts";

/** The layout of a match. A match of other rules than this build's can be shown too: its clients do without the rules. */
function layoutOf(welcome: Welcome, games: Games): Layout {
  const { game: name, gameVersion: version, settings, schema } = welcome;
  const game = games.get(name);
  if (game?.version === version) {
    const layout = plan(game, settings);
    if (JSON.stringify(schemaOf(layout)) === JSON.stringify(schema)) return layout;
  }
  return layoutFromSchema({ game: name, version, tickRate: welcome.tickRate, settings, schema });
}

export class RelayFeed {
  readonly layout: Layout;
  readonly epochs: EpochHistory;
  /** How far the world is behind the match, in seconds. */
  readonly delay: number;
  readonly #rosterSource: RosterSource;
  readonly #reader: LogReader;
  #broadcaster: Broadcaster;
  /** There is a world. */
  #begun = false;
  /** The next keyframe may be older than this world: then the frames after it lead to this world. */
  #goesOn = false;
  /** How many of the next ticks have been applied before. */
  #known = 0;

  /**
   * @param games the games whose rules there are
   * @throws {RangeError} the welcome's schema is no game's
   */
  constructor(welcome: Welcome, rosterSource: RosterSource, games: Games) {
    this.layout = layoutOf(welcome, games);
    this.epochs = new EpochHistory(welcome);
    this.delay = welcome.delay;
    this.#rosterSource = rosterSource;
    this.#reader = new LogReader(this.layout);
    this.#broadcaster = this.#open();
  }

  #open(): Broadcaster {
    const { layout, epochs } = this;
    return new Broadcaster({
      layout,
      epochs: epochs,
      rosterSource: this.#rosterSource,
      delay: this.delay,
      masked: true,
    });
  }

  /** Whether the stream of this welcome is of the same match as before, coded the same way. */
  fits(welcome: Welcome): boolean {
    return (
      this.layout.game.name === welcome.game &&
      this.layout.game.version === welcome.gameVersion &&
      this.delay === welcome.delay &&
      JSON.stringify(Object.entries(this.layout.config)) === JSON.stringify(Object.entries(welcome.settings)) &&
      JSON.stringify(schemaOf(this.layout)) === JSON.stringify(welcome.schema)
    );
  }

  /** The world's tick; undefined before there is a world. */
  get tick(): number | undefined {
    return this.#begun ? this.#reader.world.tick : undefined;
  }

  /** The stream goes on, after this welcome, perhaps from an older tick. */
  resume(welcome: Welcome): void {
    const { tick, epochs } = this;
    this.#known = 0;
    this.#goesOn = tick !== undefined && new EpochHistory(welcome).knows(epochs.generation, tick);
    epochs.become(welcome);
  }

  /**
   * Begins anew: every client gets an opening.
   * @returns false where the keyframe is older than this world: the frames that have been applied before are skipped
   * @throws as `LogReader.begin`
   */
  begin(keyframe: Keyframe, connections: Iterable<Connection>): boolean {
    const known = this.#goesOn ? this.#reader.world.tick - keyframe.tick : -1;
    this.#goesOn = false;
    this.#known = Math.max(0, known);
    if (known >= 0) return false;
    this.#reader.begin(keyframe);
    this.#begun = true;
    this.#broadcaster = this.#open();
    // From here on the channels keep the frames that a client that comes back may lack.
    this.#broadcaster.prepare(this.#reader.world);
    for (const connection of connections) {
      connection.channel = undefined;
      connection.restart();
    }
    return true;
  }

  /** @throws as `LogReader.apply` */
  apply(frame: Frame, connections: ReadonlySet<Connection>): void {
    this.#goesOn = false;
    const ticks = frame.ticks - this.#known;
    this.#known = Math.max(0, -ticks);
    if (ticks <= 0) return;
    this.#reader.apply({ ...frame, ticks }, (world, passed) => this.#broadcaster.tick(world, connections, passed));
  }

  /** Sends newcomers an opening, except for those that know more than this world: they wait for the next frames. */
  open(connections: ReadonlySet<Connection>): void {
    if (this.#begun) this.#broadcaster.admit(this.#reader.world, connections);
  }

  /** Nothing follows: every client is brought to the last world. */
  settle(connections: ReadonlySet<Connection>): void {
    if (this.#begun) this.#broadcaster.settle(this.#reader.world, connections);
  }

  /** Sends every client what it lacks, at once. */
  flush(connections: ReadonlySet<Connection>): void {
    if (this.#begun) this.#broadcaster.flush(this.#reader.world, connections);
  }
}
