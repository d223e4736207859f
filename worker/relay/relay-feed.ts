/** A match as a relay has it: the world that its upstream leads to, told on to whoever watches. */
import { type Frame, type Keyframe, LogReader } from "#shared/log/index.ts";
import { schemaOf, type Welcome } from "#shared/protocol/index.ts";
import { type Games, type Layout, layoutFromSchema, plan } from "#shared/sim/index.ts";
import { Broadcaster, type RosterSource } from "../broadcast/broadcaster.ts";
import type { Connection } from "../broadcast/connection.ts";
import { EpochHistory } from "../broadcast/epoch-history.ts";

/** The layout of a match. One of other rules than this build's can be shown too, to those who have none either. */
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
  /** How far it is behind the match, in seconds. */
  readonly delay: number;
  readonly #rosterSource: RosterSource;
  readonly #reader: LogReader;
  #broadcaster: Broadcaster;
  /** There is a world. */
  #begun = false;
  /** What comes next may begin before this world, and leads to it. */
  #goesOn = false;
  /** So many of the next ticks have been applied before. */
  #known = 0;

  /**
   * @param games the games whose rules there are
   * @throws {RangeError} it is of no rules that could be
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

  /** Whether what follows this welcome is of the same match as before, coded the same way. */
  fits(welcome: Welcome): boolean {
    return (
      this.layout.game.name === welcome.game &&
      this.layout.game.version === welcome.gameVersion &&
      this.delay === welcome.delay &&
      JSON.stringify(schemaOf(this.layout)) === JSON.stringify(welcome.schema)
    );
  }

  /** The tick that it has come to; undefined before there is a world. */
  get tick(): number | undefined {
    return this.#begun ? this.#reader.world.tick : undefined;
  }

  /** What follows is of the match that this welcome tells of, from wherever it begins. */
  resume(welcome: Welcome): void {
    const { tick, epochs } = this;
    this.#known = 0;
    this.#goesOn = tick !== undefined && new EpochHistory(welcome).knows(epochs.generation, tick);
    epochs.become(welcome);
  }

  /**
   * Begins anew: those who watch get an opening.
   * @returns false where it leads to what is known already: what follows goes on after that, once it comes to it
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
    // From here on it is kept what somebody who comes back may lack.
    this.#broadcaster.prepare(this.#reader.world);
    for (const connection of connections) {
      connection.channel = undefined;
      if (connection.needs === "frames") connection.needs = "keyframe";
    }
    return true;
  }

  /** @throws as `LogReader.apply` */
  apply(frame: Frame, connections: ReadonlySet<Connection>): void {
    this.#goesOn = false;
    const ticks = frame.ticks - this.#known;
    this.#known = Math.max(0, -ticks);
    if (ticks <= 0) return;
    this.#reader.apply({ ...frame, ticks }, (world) => this.#broadcaster.tick(world, connections));
  }

  /** Shows newcomers what there is, save those who know more than that: the next frames are theirs. */
  open(connections: ReadonlySet<Connection>): void {
    if (this.#begun) this.#broadcaster.admit(this.#reader.world, connections);
  }

  /** Sends what there is, at once. */
  flush(connections: ReadonlySet<Connection>): void {
    if (this.#begun) this.#broadcaster.flush(this.#reader.world, connections);
  }
}
