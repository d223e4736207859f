/** The stage of games that draw by Phaser: it draws what the session tells, frame by frame. Nothing here knows a game's rules. */
import { Game, Scale, Scene, WEBGL } from "phaser";
import type { Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import { Camera } from "./camera.ts";
import { CanvasSize } from "./canvas-size.ts";
import { watchContext } from "./context.ts";
import { CrosshairLoader } from "./crosshair-loader.ts";
import type { MatchStage, StageOptions } from "./match-stage.ts";
import type { Mishaps } from "./mishaps.ts";
import { SceneKeeper } from "./scene-keeper.ts";
import { StageFrame } from "./stage-frame.ts";
import { Steering } from "./steering.ts";

/** Phaser's loop ends with the first exception that reaches it, from a listener or the renderer too. */
class StageGame extends Game {
  mishaps: Mishaps | undefined;

  override step(time: number, delta: number): void {
    if (this.mishaps) this.mishaps.guard("loop", () => super.step(time, delta));
    else super.step(time, delta);
  }
}

/** What there is once Phaser has made its scene. */
interface Parts {
  readonly camera: Camera;
  readonly scenes: SceneKeeper;
  readonly frame: StageFrame;
}

class PhaserStage implements MatchStage {
  readonly #options: StageOptions;
  readonly #game: StageGame;
  readonly #resize: ResizeObserver;
  readonly #end = new AbortController();
  readonly #size: CanvasSize;
  readonly #steering: Steering;
  #parts: Parts | undefined;
  readonly #crosshair: CrosshairLoader;

  /** @throws {Error} the browser gives no WebGL */
  constructor(options: StageOptions) {
    this.#options = options;
    const { host, mishaps, gone } = options;
    this.#size = new CanvasSize(host);
    this.#steering = new Steering(options);
    this.#crosshair = new CrosshairLoader(host, options.settings, this.#end.signal);
    const { width, height, density } = this.#size.measure();
    this.#game = new StageGame({
      type: WEBGL,
      parent: host,
      width: width * density,
      height: height * density,
      backgroundColor: options.view.background,
      banner: false,
      audio: { noAudio: true },
      input: { keyboard: false, mouse: false, touch: false, gamepad: false },
      // The page's style stretches the canvas over its host, however many pixels it has.
      scale: { mode: Scale.ScaleModes.NONE },
      render: {
        // Multisampling halves the frame rate where WebGL is done in software; the art has soft edges of its own.
        antialiasGL: new URLSearchParams(location.search).get("msaa") === "1",
        // Nothing here is masked: a buffer less to clear.
        stencil: false,
        // All that moves is in one texture: a shader that chooses between many costs more than it saves.
        maxTextures: 1,
        powerPreference: "high-performance",
      },
      disableContextMenu: true,
      scene: this.#sceneClass(),
    });
    this.#game.mishaps = mishaps;
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(host);
    watchContext(this.#game.canvas, this.#end.signal, gone);
  }

  get fps(): number {
    return this.#game.loop.actualFps;
  }

  get drawnPlayers(): number {
    return this.#parts?.scenes.drawnPlayers ?? 0;
  }

  get edgeMarks(): number {
    return this.#parts?.scenes.edgeMarks ?? 0;
  }

  place(seat: number): Point | undefined {
    const drawn = this.#parts?.frame.drawn;
    return drawn && this.#options.view.place(drawn, seat);
  }

  toScreen(place: Point): ScreenPoint | undefined {
    return this.#parts?.camera.toScreen(place);
  }

  toWorld(point: ScreenPoint): Point | undefined {
    return this.#parts?.camera.toWorld(point);
  }

  rename(): void {
    this.#parts?.scenes.rename();
  }

  drag(byX: number, byY: number): void {
    this.#parts?.camera.drag(byX, byY);
  }

  letGo(): void {
    this.#steering.letGo(this.#parts?.frame.drawn?.world);
  }

  stop(): void {
    this.#end.abort();
    this.#resize.disconnect();
    this.#game.destroy(true);
  }

  #fit(): void {
    const { width, height, density } = this.#size.measure();
    this.#game.scale.resize(Math.round(width * density), Math.round(height * density));
    this.#parts?.camera.fit({ width, height }, density);
  }

  /** Phaser wants a scene; it only tells when a frame is due. */
  #sceneClass(): Scene {
    const begin = (scene: Scene) => {
      this.#parts = this.#build(scene);
      this.#fit();
    };
    const frame = (ms: number) => this.#parts?.frame.run(performance.now(), ms);
    return new (class extends Scene {
      create(): void {
        begin(this);
      }
      override update(_time: number, ms: number): void {
        frame(ms);
      }
    })({ key: "match" });
  }

  #build(scene: Scene): Parts {
    const { view, settings, session, devices } = this.#options;
    const camera = new Camera(scene.cameras.main, view.sight);
    const scenes = new SceneKeeper({
      ...this.#options,
      scene,
      camera,
      density: () => this.#size.density,
      calm: () => settings.value.calm,
      shakes: () => settings.value.shake,
      rumble: (strength) => session.seat >= 0 && devices.rumble(strength),
    });
    const resize = (now: number) => {
      if (this.#size.frame(now)) this.#fit();
    };
    return {
      camera,
      scenes,
      frame: new StageFrame({
        ...{ ...this.#options, camera, scenes, steering: this.#steering, resize },
        crosshair: () => this.#crosshair.crosshair,
        drawn: (drawn) => {
          this.#options.drawn(drawn);
          this.#crosshair.drawn();
        },
      }),
    };
  }
}

/** @throws {Error} the browser gives no WebGL */
export const openStage = (options: StageOptions): MatchStage => new PhaserStage(options);
