/**
 * The stage of games whose view is a part of the page: no picture, no camera, and no byte of Phaser. It takes the place between
 * what the page shows above and below, and scrolls where that is too little.
 */
import "../styles/html-stage.css";
import { render } from "lit-html";
import type { Drawn } from "#client/session/types.ts";
import type { CommandButton, HtmlPicture, Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import { commandButton } from "./command-button.ts";
import { CommandDesk } from "./command-desk.ts";
import { FrameLoop } from "./frame-loop.ts";
import type { MatchStage, StageOptions } from "./match-stage.ts";
import { Steering } from "./steering.ts";

/** Milliseconds after which the view is asked again, though nothing is known to have changed: a clock may run in it. */
const AGAIN_MS = 200;

class HtmlStage implements MatchStage {
  readonly #options: StageOptions;
  readonly #root = document.createElement("div");
  readonly #steering: Steering;
  readonly #desk: CommandDesk;
  readonly #loop: FrameLoop;
  #drawn: Drawn | undefined;
  #renderedAt = Number.NEGATIVE_INFINITY;
  /** The tick of the world that the view was asked about last. */
  #tick = -1;

  constructor(options: StageOptions) {
    this.#options = options;
    const { host, session } = options;
    this.#steering = new Steering(options);
    this.#desk = new CommandDesk({ session, now: () => performance.now(), changed: () => this.#redraw() });
    host.classList.add("html");
    this.#root.className = "html-view";
    host.append(this.#root);
    this.#loop = new FrameLoop((now) => this.#frame(now));
  }

  #redraw(): void {
    this.#renderedAt = Number.NEGATIVE_INFINITY;
  }

  /** In the order of `StageFrame`, each part for itself. */
  #frame(now: number): void {
    const { session, eye, mishaps, drawn: tell, again } = this.#options;
    mishaps.look();
    const controls = this.#steering.steer(now, this.#drawn?.world, undefined, 1);
    const drawn = mishaps.guard("session", () => session.frame(now));
    if (drawn === undefined) return;
    this.#drawn = drawn;
    mishaps.guard("eye", () => eye.settle(drawn.world, session.seat));
    const shown = mishaps.guard("again", () => again(drawn, controls, now));
    mishaps.guard("scene", () => this.#show(shown?.drawn ?? drawn, shown?.eye ?? eye.seat, now));
    mishaps.guard("page", () => tell(drawn));
  }

  /** Only what is new is asked for: a screen that shows 120 frames a second need not make a page 120 times. */
  #show(drawn: Drawn, eye: number, now: number): void {
    const isNew = drawn.known.tick !== this.#tick || drawn.events.length > 0 || drawn.jumped === true;
    if (!isNew && now - this.#renderedAt < AGAIN_MS) return;
    this.#tick = drawn.known.tick;
    this.#renderedAt = now;
    this.#desk.look(drawn);
    const { view } = this.#options;
    render(view.html?.(this.#picture(drawn, eye, now)), this.#root);
  }

  #picture(drawn: Drawn, eye: number, now: number): HtmlPicture {
    const { session, settings, nameOf, sounds, mishaps } = this.#options;
    const desk = this.#desk;
    return {
      ...{ drawn, world: drawn.world, seat: session.seat, eye, now, calm: settings.value.calm, nameOf },
      sounds: { play: (name, hearing) => void mishaps.guard("sound", () => sounds.play(name, hearing)) },
      command: (name, args) => desk.command(name, args),
      refusal: (name, args) => desk.refusal(name, args),
      refused: (name) => desk.refused(name),
      awaits: (name) => desk.awaits(name),
      button: (name: string, args: Readonly<Record<string, number>>, button: CommandButton) =>
        commandButton(desk, name, args, button),
      redraw: () => this.#redraw(),
    };
  }

  get fps(): number {
    return this.#loop.fps;
  }

  /** The seats that the view shows, as it marks them by `data-seat`. */
  get drawnPlayers(): number {
    return new Set([...this.#root.querySelectorAll<HTMLElement>("[data-seat]")].map(({ dataset }) => dataset.seat))
      .size;
  }

  readonly edgeMarks = 0;

  place(seat: number): Point | undefined {
    return this.#drawn && this.#options.view.place(this.#drawn, seat);
  }

  /** A pixel of its world is one of the page, from the corner of what the match stands in. */
  toScreen(place: Point): ScreenPoint {
    return place;
  }

  toWorld(point: ScreenPoint): Point {
    return point;
  }

  rename(): void {
    this.#redraw();
  }

  /** It has no camera. */
  drag(): void {}

  letGo(): void {
    this.#steering.letGo(this.#drawn?.world);
  }

  stop(): void {
    this.#loop.stop();
    this.#root.remove();
    this.#options.host.classList.remove("html");
  }
}

export const openStage = (options: StageOptions): MatchStage => new HtmlStage(options);
