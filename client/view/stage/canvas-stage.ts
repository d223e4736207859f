/** The stage of games that draw on a canvas of their own: camera, input and prediction as on Phaser's, and no byte of Phaser. */
import type { Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import { Camera } from "./camera.ts";
import { CanvasScene } from "./canvas-scene.ts";
import { CanvasSize } from "./canvas-size.ts";
import { CommandDesk } from "./command-desk.ts";
import { watchContext } from "./context.ts";
import { CrosshairLoader } from "./crosshair-loader.ts";
import { FrameLoop } from "./frame-loop.ts";
import type { MatchStage, StageOptions } from "./match-stage.ts";
import { StageFrame } from "./stage-frame.ts";
import { Steering } from "./steering.ts";

class CanvasStage implements MatchStage {
  readonly #options: StageOptions;
  readonly #canvas = document.createElement("canvas");
  readonly #resize: ResizeObserver;
  readonly #end = new AbortController();
  readonly #size: CanvasSize;
  readonly #camera: Camera;
  readonly #steering: Steering;
  readonly #frame: StageFrame;
  readonly #loop: FrameLoop;

  /** @throws {Error} the browser gives no canvas */
  constructor(options: StageOptions) {
    this.#options = options;
    const { host, session, view, settings, eye, mishaps, gone, covered, ghosts, again } = options;
    const { signal } = this.#end;
    // What is below the page need not show through.
    const context = this.#canvas.getContext("2d", { alpha: false });
    if (context === null) throw new Error("this browser gives no canvas to draw on");
    host.append(this.#canvas);
    this.#size = new CanvasSize(host);
    // The scene asks the camera itself: it draws in the middle of a frame, and no lens would be set before its end.
    this.#camera = new Camera({ setZoom: () => {}, centerOn: () => {} }, view.sight);
    this.#steering = new Steering(options);
    const loader = new CrosshairLoader(host, settings, signal);
    const desk = new CommandDesk({ session, now: () => performance.now(), changed: () => {} });
    const scenes = new CanvasScene({
      ...{ context, camera: this.#camera, view, session, desk, mishaps },
      ...{ nameOf: options.nameOf, sounds: options.sounds, seen: options.seen },
      calm: () => settings.value.calm,
      density: () => this.#size.density,
    });
    this.#frame = new StageFrame({
      ...{ session, view, eye, mishaps, covered, ghosts, again, scenes },
      ...{ camera: this.#camera, steering: this.#steering },
      crosshair: () => loader.crosshair,
      resize: (now) => this.#size.frame(now) && this.#fit(),
      drawn: (drawn) => {
        options.drawn(drawn);
        if (view.rivals) loader.drawn();
      },
    });
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(host);
    watchContext(this.#canvas, signal, gone);
    this.#fit();
    this.#loop = new FrameLoop((now, ms) => this.#frame.run(now, ms));
  }

  get fps(): number {
    return this.#loop.fps;
  }

  /** All who have a body: a canvas shows them to the view at once, and none of them for itself. */
  get drawnPlayers(): number {
    const { drawn } = this.#frame;
    if (drawn === undefined) return 0;
    const seats = Array.from({ length: drawn.world.config.seats }, (_, seat) => seat);
    return seats.filter((seat) => this.#options.view.place(drawn, seat) !== undefined).length;
  }

  readonly edgeMarks = 0;

  place(seat: number): Point | undefined {
    const { drawn } = this.#frame;
    return drawn && this.#options.view.place(drawn, seat);
  }

  toScreen(place: Point): ScreenPoint | undefined {
    return this.#frame.drawn && this.#camera.toScreen(place);
  }

  toWorld(point: ScreenPoint): Point | undefined {
    return this.#frame.drawn && this.#camera.toWorld(point);
  }

  /** Each frame asks for the names. */
  rename(): void {}

  drag(byX: number, byY: number): void {
    this.#camera.drag(byX, byY);
  }

  letGo(): void {
    this.#steering.letGo(this.#frame.drawn?.world);
  }

  stop(): void {
    this.#end.abort();
    this.#resize.disconnect();
    this.#loop.stop();
    this.#canvas.remove();
  }

  #fit(): void {
    const { width, height, density } = this.#size.measure();
    const [across, down] = [Math.round(width * density), Math.round(height * density)];
    // A canvas that is given a size is cleared, though it is the same.
    if (this.#canvas.width !== across) this.#canvas.width = across;
    if (this.#canvas.height !== down) this.#canvas.height = down;
    this.#camera.fit({ width, height }, density);
  }
}

/** @throws {Error} the browser gives no canvas */
export const openStage = (options: StageOptions): MatchStage => new CanvasStage(options);
