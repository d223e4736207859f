/** Makes a frame to draw: the picture of its two moments, the player's input as it is now, and the events to play. */
import { emptyWorld, FIRST_INPUT, type Layout, type WorldBase } from "#shared/sim/index.ts";
import type { Predictor } from "../predict/predictor.ts";
import type { Drawn } from "../types.ts";
import type { GameEvents } from "./game-events.ts";
import type { Moments } from "./moments.ts";
import { Picture } from "./picture.ts";

export interface ComposerOptions {
  readonly layout: Layout;
  /** -1 for a spectator. */
  readonly seat: number;
  readonly moments: Moments;
  readonly predictor: Predictor;
  readonly events: GameEvents;
  /** What the player wants at this moment, by input column. */
  wanted(): readonly number[];
}

export interface FrameMoment {
  /** The tick that others are shown at, with a fraction. */
  readonly shown: number;
  /** The tick that the player's own rows are drawn at, with a fraction. */
  readonly own: number;
  /** The next tick's world, as it would be with what the player wants now; undefined for a spectator. */
  readonly live: WorldBase | undefined;
  /** The newest tick that is known, and the server's newest world: one that proves wrong is ahead of that tick. */
  readonly latest: number;
  readonly newest: WorldBase;
  /** Brings a tick within those that can be shown. */
  visible(tick: number): number;
}

export class FrameComposer {
  readonly #options: ComposerOptions;
  readonly #picture: Picture;
  /** Something has become known since the last picture. */
  #news = false;
  #drawn: { readonly shown: number; readonly own: number } | undefined;

  constructor(options: ComposerOptions) {
    this.#options = options;
    this.#picture = new Picture(options.layout, emptyWorld(options.layout), options.seat);
  }

  /** What comes next does not follow from what was drawn. */
  begin(): void {
    this.#drawn = undefined;
  }

  /** More is known than before: what is on the screen glides to where it should be. */
  learn(): void {
    this.#news = true;
  }

  /** @returns undefined where nothing is known of the moment */
  compose(frame: FrameMoment, now: number): Drawn | undefined {
    const { shown, own } = frame;
    if (this.#news && this.#drawn) {
      const before = this.#options.moments.at(frame.visible(this.#drawn.shown));
      if (before) this.#picture.amend(before, this.#ownMoment(this.#drawn.own, frame));
    }
    this.#news = false;
    const others = this.#options.moments.at(shown);
    if (!others) return undefined;
    this.#picture.draw(others, this.#ownMoment(own, frame), now);
    this.#drawn = { shown, own };
    this.#showInput();
    return this.#describe(frame);
  }

  #ownMoment(tick: number, { live, newest }: FrameMoment) {
    return live && this.#options.moments.own(tick, newest, live);
  }

  /** The player's input shows at once: where the player aims does not wait for the step. */
  #showInput(): void {
    const { seat, wanted } = this.#options;
    if (seat < 0) return;
    const { seatTable } = this.#picture.world;
    for (const [i, value] of wanted().entries()) {
      const column = seatTable.placed.columns[FIRST_INPUT + i];
      seatTable.cells[FIRST_INPUT + i][seat] = value;
      const drawn = this.#picture.tables.seats[column.name] as { [row: number]: number };
      drawn[seat] = value;
    }
  }

  #describe({ shown, own, live, latest, newest }: FrameMoment): Drawn {
    const { world, tables } = this.#picture;
    const { seat, moments, predictor, events } = this.#options;
    // What befalls others is told when it is known, though it may be drawn before.
    const told = Math.min(Math.floor(shown), latest);
    const others = events.others(told, (tick) => moments.world(tick));
    const { fresh, revoked } = events.own(latest, Math.floor(own) + 1, (tick) =>
      tick === live?.tick ? live : moments.world(tick),
    );
    const predicted = seat < 0 ? (predictor.at(Math.floor(own)) ?? newest) : predictor.world;
    return {
      tick: shown,
      ownTick: own,
      world,
      tables,
      events: [...others, ...fresh],
      revoked,
      known: newest,
      predicted,
    };
  }
}
