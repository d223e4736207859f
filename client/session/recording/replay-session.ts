/** A finished match out of a file, as a session: so it is watched as a live one is. */
import type { RosterEntry } from "#shared/protocol/index.ts";
import { BadReplay, type Replay, type ReplayHead, ReplayPlayer } from "#shared/replay/index.ts";
import type { Games, Layout, WorldBase } from "#shared/sim/index.ts";
import type { Drawn, Link, NetStats, Session } from "../types.ts";
import type { Footage } from "./footage.ts";
import { FootageRenderer } from "./footage-renderer.ts";
import { Playhead } from "./playhead.ts";

/** Nothing comes over a link. */
const NO_LINE: NetStats = {
  rtt: 0,
  jitter: 0,
  ahead: 0,
  slack: undefined,
  delay: 0,
  corrections: 0,
  correction: 0,
  down: 0,
  up: 0,
  messages: 0,
  gaps: [],
};

class ReplayFootage implements Footage {
  readonly layout: Layout;
  readonly #replay: Replay;
  readonly #games: Games;
  readonly #player: ReplayPlayer;

  /** @throws {BadReplay} it cannot be played */
  constructor(replay: Replay, games: Games) {
    this.#replay = replay;
    this.#games = games;
    this.#player = new ReplayPlayer(replay, games);
    this.layout = this.#player.seek(this.#player.first).layout;
  }

  get faithful(): boolean {
    return this.#player.faithful;
  }

  get first(): number {
    return this.#player.first;
  }

  get last(): number {
    return this.#player.last;
  }

  /** @throws {BadReplay} the replay is not true, and does not lead there */
  world(tick: number): WorldBase {
    return this.#player.seek(tick);
  }

  roster(tick: number): readonly RosterEntry[] {
    return this.#player.rosterAt(tick);
  }

  again(): Footage {
    return new ReplayFootage(this.#replay, this.#games);
  }
}

export class ReplaySession implements Session {
  link: Link = { state: "live" };
  readonly seat = -1;
  readonly spectators = 0;
  readonly stats = NO_LINE;
  readonly head: ReplayHead;
  readonly playhead: Playhead;
  /** Whether it is shown by the rules that it was played by, tick for tick; else there is a world now and then. */
  readonly faithful: boolean;
  readonly footage: Footage;
  readonly #footageRenderer: FootageRenderer;
  readonly #watchers = new Set<() => void>();
  #seats: readonly RosterEntry[];
  #jumps = 0;

  /**
   * @param games the rules that there are here
   * @param from where it begins, in seconds from its beginning; what is outside is brought inside
   * @throws {BadReplay} it cannot be played
   */
  constructor(replay: Replay, games: Games, from = 0) {
    const footage = new ReplayFootage(replay, games);
    const { first, last } = footage;
    this.head = replay.head;
    this.footage = footage;
    this.faithful = footage.faithful;
    // As it was played: rules of today may have another rate.
    const { tickRate } = replay.head;
    this.playhead = new Playhead({ tickRate, live: false, delay: 0, range: { first, last } });
    if (from > 0) this.playhead.slide(first + from * tickRate);
    this.#jumps = this.playhead.jumps;
    this.#footageRenderer = new FootageRenderer(footage);
    this.#seats = footage.roster(first);
  }

  /** The roster at the moment that is looked at. */
  get seats(): readonly RosterEntry[] {
    return this.#seats;
  }

  frame(now: number): Drawn | undefined {
    if (this.link.state === "closed") return undefined;
    const { playhead, footage } = this;
    playhead.run(now, footage);
    const jumped = playhead.jumps !== this.#jumps;
    this.#jumps = playhead.jumps;
    try {
      this.#meet(footage.roster(Math.floor(playhead.position)));
      return this.#footageRenderer.frame(playhead, jumped, now);
    } catch (error) {
      if (!(error instanceof BadReplay)) throw error;
      // It could be read, and is not true all the same: nothing more can be shown of it.
      this.link = { state: "closed", ending: "refused", reason: error.message };
      this.#changed();
      return undefined;
    }
  }

  #meet(seats: readonly RosterEntry[]): void {
    if (seats === this.#seats) return;
    this.#seats = seats;
    this.#changed();
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }

  /** What has been played cannot be changed. */
  setInput(): void {}

  /** A file hears nothing. */
  leave(): void {}

  close(): void {}

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }
}
