/** What follows each drawn frame: news for the feed, the trace, the director; and now and then the HUD. */
import type { TraceRecorder } from "#client/session/recording/trace-recorder.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import type { GameView, NameOf, Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import type { NetGraph } from "../net/graph.ts";
import type { Rect } from "../stage/free-frame.ts";
import type { Mishaps } from "../stage/mishaps.ts";
import type { Callouts } from "./callouts.ts";
import { Covered, partsOver } from "./covered.ts";
import type { EventFeed } from "./event-feed.ts";
import type { Extras } from "./extras.ts";
import type { Eye } from "./eye.ts";
import { fade } from "./fading.ts";
import type { RoundEnd } from "./round-end.ts";
import type { Spectating } from "./spectating.ts";

/** Milliseconds between two looks at the world by the HUD. */
const HUD_MS = 90;

export interface AfterFrameOptions {
  /** What the stage stands in. */
  readonly host: HTMLElement;
  readonly session: Session;
  readonly view: GameView;
  readonly eye: Eye;
  readonly nameOf: NameOf;
  readonly feed: EventFeed;
  readonly callouts: Callouts;
  readonly extras: Extras;
  readonly net: NetGraph | undefined;
  readonly spectating: Spectating | undefined;
  readonly recorder?: TraceRecorder;
  readonly roundEnd: RoundEnd;
  readonly mishaps: Mishaps;
  /** Where on the screen a place of the world is drawn. */
  toScreen(place: Point): ScreenPoint | undefined;
  redraw(): void;
}

export class AfterFrame {
  readonly #options: AfterFrameOptions;
  #drawn: Drawn | undefined;
  #firstAt: number | undefined;
  #hudAt = Number.NEGATIVE_INFINITY;
  readonly #covered = new Covered();

  constructor(options: AfterFrameOptions) {
    this.#options = options;
  }

  /** What was drawn last. */
  get drawn(): Drawn | undefined {
    return this.#drawn;
  }

  /** When the first frame was drawn, as `performance.now`. */
  get firstAt(): number | undefined {
    return this.#firstAt;
  }

  /** What lies over the picture. */
  get covered(): readonly Rect[] {
    return this.#covered.rects;
  }

  /** Each part for itself: where one throws, the others go on. */
  run(drawn: Drawn, now: number): void {
    const { view, eye, nameOf, feed, callouts, net, spectating, roundEnd, mishaps, redraw } = this.#options;
    const { world, events, jumped } = drawn;
    this.#drawn = drawn;
    this.#firstAt ??= now;
    this.#options.extras.drawn(now);
    if (jumped) {
      feed.clear();
      callouts.clear();
      spectating?.cut();
    }
    const news = mishaps.guard("news", () => view.news(events, world)) ?? [];
    feed.add(news, eye.seat, nameOf, now);
    callouts.add(mishaps.guard("callouts", () => view.callouts?.(events, drawn, eye.seat, nameOf)) ?? [], now);
    mishaps.guard("net graph", () => net?.draw(now, 1000 / world.layout.tickRate));
    mishaps.guard("record", () => this.#record(drawn, now));
    mishaps.guard("look", () => spectating?.look(world, now));
    if (now - this.#hudAt < HUD_MS) return;
    this.#hudAt = now;
    mishaps.guard("measure", () => this.#measure(drawn));
    mishaps.guard("status", () => {
      const { game, tickRate } = world.layout;
      const over = { drawn: game.status(world) === "ended", known: game.status(drawn.known) === "ended" };
      roundEnd.follow(world.tick, over, tickRate);
    });
    redraw();
  }

  #record(drawn: Drawn, now: number): void {
    const { recorder, view, session } = this.#options;
    recorder?.drew(drawn, view.place(drawn, session.seat), now);
    recorder?.measure(() => session.stats, now);
  }

  /** Looks at the page. */
  #measure(drawn: Drawn): void {
    const { host, view, toScreen } = this.#options;
    const parts = partsOver(host, view.sight);
    this.#covered.see(parts);
    const seats = Array.from({ length: drawn.world.config.seats }, (_, seat) => seat);
    const places = seats.map((seat) => view.place(drawn, seat)).filter((place) => place !== undefined);
    fade(
      parts,
      places.map(toScreen).filter((point) => point !== undefined),
    );
  }
}
