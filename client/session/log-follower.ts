/**
 * Follows the log of a match: joins it at a welcome, begins at a keyframe, goes on frame by frame, and mends a world
 * that is not the server's.
 */
import type { Frame, Keyframe, Stream } from "#shared/log/index.ts";
import { ruleName, type Since, type Welcome } from "#shared/protocol/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { ClientSimulation } from "./client-simulation.ts";
import { DesyncRecovery } from "./desync.ts";
import type { Liveness } from "./liveness.ts";
import { LogTail } from "./log-tail.ts";
import type { Observer } from "./observer.ts";
import { ASLEEP_MS, type Outbox } from "./outbox.ts";
import { InputSampler } from "./predict/input-sampler.ts";
import { layoutFor, logName } from "./welcome.ts";

export interface FollowerOptions {
  /** The games whose rules this client has. */
  readonly games: ReadonlyMap<string, AnyGame>;
  readonly liveness: Liveness;
  readonly outbox: Outbox;
  /** There is a world to be shown, the first one or after a resync. */
  live(): void;
  /** The match is of rules that this client does not have, or cannot begin. */
  foreign(): void;
  /** No keyframe helps: see `ClientEvents.astray`. */
  astray(what: "again" | "lost"): void;
  readonly observer: Observer | undefined;
}

/** What there is of a match once its welcome has come. */
export interface FollowedMatch {
  /** See `logName`. */
  readonly log: string;
  /** -1 for a spectator. */
  readonly seat: number;
  readonly simulation: ClientSimulation;
  readonly sampler: InputSampler;
  /** How far behind the match its stream is, in seconds. */
  readonly delay: number;
  readonly stream: Stream;
}

export class LogFollower {
  readonly #options: FollowerOptions;
  readonly #desync = new DesyncRecovery();
  readonly #tail = new LogTail();
  #match: FollowedMatch | undefined;
  /** The match's, as the last welcome said. */
  #generation = 0;
  /** The world was kept over a new link, whose welcome brings no keyframe: the log goes on where it was. */
  #goesOn = false;
  #frameAt = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  get match(): FollowedMatch | undefined {
    return this.#match;
  }

  /** When the last frame came. */
  get frameAt(): number {
    return this.#frameAt;
  }

  /** The rules that this client steps by, as the handshake names them. */
  get rules(): readonly string[] {
    return this.#desync.distrusts ? [] : [...this.#options.games.values()].map(ruleName);
  }

  /** What a server need not say again; undefined where there is nothing to go on from. */
  get since(): Since | undefined {
    const { simulation } = this.#match ?? {};
    if (!simulation || simulation.latest < 0 || this.#desync.astray) return undefined;
    return { generation: this.#generation, tick: simulation.latest };
  }

  welcome(welcome: Welcome, now: number): void {
    const { games, liveness, outbox, observer } = this.#options;
    const layout = layoutFor(welcome, games);
    if (!layout) {
      this.#options.foreign();
      return;
    }
    const { seat, generation, stream, delay, forked } = welcome;
    const log = logName(welcome);
    // The host has begun the match anew: what was said before is not said in it.
    if (generation !== this.#generation && forked.at(-1) === -1) this.#match?.simulation.commands.end();
    this.#generation = generation;
    outbox.relearn();
    if (this.#match?.log === log) {
      this.#match.simulation.resume();
      this.#goesOn = this.since !== undefined;
      this.#frameAt = now;
      if (!this.#goesOn) liveness.awaitWorld(now, delay);
      return;
    }
    liveness.awaitWorld(now, delay);
    // A player who was away for long may come back into another seat: the inputs of the old one do not count there.
    this.#match?.simulation.commands.end();
    const sampler = new InputSampler(layout.game.input, layout.tickRate);
    const simulation = new ClientSimulation(layout, seat, sampler);
    // Known with the frame that has just come.
    simulation.corrections.told = (tick, size) => observer?.corrected?.(tick, size, this.#frameAt);
    this.#match = { log, seat, sampler, delay, stream, simulation };
  }

  begin(keyframe: Keyframe, now: number): void {
    // Before a welcome it means nothing.
    if (!this.#match) return;
    this.#frameAt = now;
    try {
      this.#match.simulation.begin(keyframe);
      this.#tail.begin(keyframe.tick);
    } catch (error) {
      this.#stray(error, now);
      return;
    }
    this.#desync.over();
    this.#options.liveness.worldCame();
    this.#goesOn = false;
    this.#options.live();
  }

  apply(frame: Frame, now: number): void {
    const { simulation } = this.#match ?? {};
    // In quiet time the clock has gone on, and goes on from there.
    if (now - this.#frameAt > ASLEEP_MS && !simulation?.isQuiet(now)) simulation?.timeline.woke();
    this.#frameAt = now;
    if (!simulation) return;
    if (this.#desync.astray) {
      // A frame that follows a wrong world leads to a wrong one.
      if (this.#desync.due(now)) this.#resync(simulation, now);
      return;
    }
    try {
      simulation.apply(frame);
      this.#tail.add(frame, simulation.tickRate);
    } catch (error) {
      this.#stray(error, now);
    }
  }

  /** A crash has lost what came after this tick, and the match asks for it. */
  tailWanted(tick: number, now: number): void {
    const tail = this.#tail.since(tick);
    if (tail) this.#options.outbox.tail(tail, now);
  }

  /** All messages of a packet have been taken. @param framed whether a frame or a keyframe was among them */
  taken(framed: boolean, bytes: number, now: number): void {
    const { simulation } = this.#match ?? {};
    if (!simulation || simulation.latest < 0) return;
    if (framed || this.#goesOn) simulation.arrived(now);
    if (this.#goesOn) this.#options.live();
    this.#goesOn = false;
    if (framed) this.#options.observer?.frame?.(simulation.newest, bytes, now);
  }

  /** The hash differs, the bytes are no delta, or the rules have thrown. */
  #stray(error: unknown, now: number): void {
    const { simulation, stream } = this.#match ?? {};
    if (!simulation || !stream) return;
    console.warn(JSON.stringify({ event: "out_of_step", tick: simulation.latest, detail: String(error) }));
    this.#options.liveness.awaitMended(now);
    this.#options.observer?.outOfStep?.(simulation.latest);
    const way = this.#desync.met(stream, now);
    if (way === "resync") this.#resync(simulation, now);
    else this.#options.astray(way);
  }

  #resync({ latest }: ClientSimulation, now: number): void {
    this.#desync.asked(now);
    this.#options.outbox.resync(latest, now);
  }
}
