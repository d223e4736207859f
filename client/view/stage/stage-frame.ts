/**
 * One drawn frame, in its order: input, session, camera, scene. Each part for itself: where one throws, the others go
 * on, and so does the next frame.
 */
import type { Drawn, Session } from "#client/session/types.ts";
import type { GameView, Point } from "../games/game-view.ts";
import type { Controls, ScreenPoint } from "../input/controls.ts";
import type { Eye } from "../match/eye.ts";
import type { Camera } from "./camera.ts";
import type { Crosshair } from "./crosshair.ts";
import type { Rect } from "./free-frame.ts";
import type { Mishaps } from "./mishaps.ts";
import { nearestRival } from "./nearest.ts";
import type { SceneKeeper } from "./scene-keeper.ts";
import type { Steering } from "./steering.ts";

export interface StageFrameOptions {
  readonly session: Pick<Session, "seat" | "frame">;
  readonly view: Pick<GameView, "bounds" | "place" | "gaze" | "rivals">;
  readonly eye: Eye;
  readonly camera: Camera;
  readonly steering: Steering;
  readonly scenes: Pick<SceneKeeper, "draw" | "mark" | "overlay">;
  /** Undefined while it is not loaded. */
  crosshair(): Pick<Crosshair, "show"> | undefined;
  readonly mishaps: Mishaps;
  /** What is drawn in place of what is on, and through whose eyes; undefined = what is on. */
  again?(drawn: Drawn, controls: Controls, now: number): { readonly drawn: Drawn; readonly eye: number } | undefined;
  /** What lies over the picture just now: the same array as long as nothing changes. */
  covered(): readonly Rect[];
  /** Whether ghosts are to be drawn. */
  ghosts(): boolean;
  /** Gives the canvas the size that it should have by now. */
  resize(now: number): void;
  /** Called after every drawn frame. */
  drawn(drawn: Drawn): void;
}

export class StageFrame {
  readonly #options: StageFrameOptions;
  #drawn: Drawn | undefined;
  /** Where the followed body was drawn last. */
  #place: Point | undefined;

  constructor(options: StageFrameOptions) {
    this.#options = options;
  }

  /** What was drawn last. */
  get drawn(): Drawn | undefined {
    return this.#drawn;
  }

  /** @param ms since the last frame */
  run(now: number, ms: number): void {
    const { session, eye, camera, steering, scenes, mishaps, ghosts, resize, drawn: tell } = this.#options;
    mishaps.look();
    // First the input, by what is on the screen: so that the player's input shows in this very frame.
    const body = this.#place && camera.toScreen(this.#place);
    const controls = steering.steer(now, this.#drawn?.world, body, camera.zoom, () => this.#nearest());
    const drawn = mishaps.guard("session", () => session.frame(now));
    if (drawn === undefined) return;
    this.#drawn = drawn;
    mishaps.guard("eye", () => eye.settle(drawn.world, session.seat));
    const again = mishaps.guard("again", () => this.#options.again?.(drawn, controls, now));
    const shown = again?.drawn ?? drawn;
    const seat = again?.eye ?? eye.seat;
    mishaps.guard("camera", () => this.#aim(shown, seat, controls, ms));
    mishaps.guard("canvas", () => resize(now));
    mishaps.guard("scene", () => scenes.draw(shown, seat, now));
    mishaps.guard("markers", () => scenes.mark(shown, again ? -1 : seat));
    mishaps.guard("overlay", () => scenes.overlay(drawn, session.seat, ghosts()));
    mishaps.guard("camera", () => camera.apply(now, ms));
    mishaps.guard("crosshair", () => this.#point(controls));
    mishaps.guard("page", () => tell(drawn));
  }

  /** Where keys or a stick aim there is a crosshair, in a game in which one aims at rivals. */
  #point({ heading }: Controls): void {
    const { view, session, eye, camera, crosshair } = this.#options;
    const isOwn = view.rivals !== undefined && session.seat >= 0 && eye.seat === session.seat;
    const body = isOwn && this.#place ? camera.toScreen(this.#place) : undefined;
    crosshair()?.show(body, heading, camera.zoom);
  }

  #nearest(): ScreenPoint | undefined {
    const { view, session, camera } = this.#options;
    const [drawn, place] = [this.#drawn, this.#place];
    if (!drawn || !place) return undefined;
    return nearestRival(view.rivals?.(drawn, session.seat) ?? [], place, (at) => camera.toScreen(at), camera.screen);
  }

  #aim(drawn: Drawn, seat: number, controls: Controls, ms: number): void {
    const { view, camera, covered } = this.#options;
    camera.within(view.bounds(drawn.world));
    this.#place = seat < 0 ? undefined : view.place(drawn, seat);
    camera.cover(covered(), ms);
    this.#look(drawn, seat, controls, ms);
  }

  #look(drawn: Drawn, seat: number, { moveX, moveY, aim }: Controls, ms: number): void {
    const { eye, view, session, camera } = this.#options;
    if (eye.free) camera.pan(moveX, moveY, ms);
    else if (this.#place === undefined) camera.rest(ms);
    else {
      const own = seat === session.seat && aim !== undefined;
      camera.follow(this.#place, own ? aim : view.gaze(drawn.world, seat), ms);
    }
  }
}
