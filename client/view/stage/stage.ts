/** The stage: Phaser, drawing what the session tells, frame by frame. Nothing here knows a game's rules. */
import { Game, Scale, Scene, WEBGL } from "phaser";
import { logFault } from "#client/faults.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { GameView, NameOf, Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import type { InputDevices } from "../input/input-devices.ts";
import type { Eye } from "../match/eye.ts";
import type { SoundPlayer } from "../sound/sounds.ts";
import { Camera } from "./camera.ts";
import { CanvasSize } from "./canvas-size.ts";
import { watchContext } from "./context.ts";
import type { Crosshair } from "./crosshair.ts";
import type { Rect } from "./free-frame.ts";
import type { Mishaps } from "./mishaps.ts";
import { SceneKeeper, type SceneOptions } from "./scene-keeper.ts";
import { StageFrame, type StageFrameOptions } from "./stage-frame.ts";
import { Steering } from "./steering.ts";
import type { Seen } from "./trail.ts";

export interface StageOptions {
  readonly host: HTMLElement;
  readonly session: Session;
  readonly view: GameView;
  readonly settings: SettingsStore;
  readonly devices: InputDevices;
  readonly eye: Eye;
  readonly sounds: SoundPlayer;
  /** See `SceneOptions`. */
  readonly edgeMarks: NonNullable<SceneOptions["edgeMarks"]>;
  readonly nameOf: NameOf;
  /** See `StageFrameOptions`. */
  readonly again: NonNullable<StageFrameOptions["again"]>;
  /** What lies over the picture just now. */
  readonly covered: () => readonly Rect[];
  /** Whether ghosts are to be drawn. */
  readonly ghosts: () => boolean;
  /** What a player saw, to be drawn over the picture. */
  readonly seen: Seen | undefined;
  /** Called after every drawn frame. */
  readonly drawn: (drawn: Drawn) => void;
  /** Called when the canvas has had no WebGL for a while, and when it has it again. */
  readonly gone: (isGone: boolean) => void;
  /** Takes what is thrown while a frame is drawn. */
  readonly mishaps: Mishaps;
}

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

export class MatchStage {
  readonly #options: StageOptions;
  readonly #game: StageGame;
  readonly #resize: ResizeObserver;
  readonly #end = new AbortController();
  readonly #size: CanvasSize;
  readonly #steering: Steering;
  #parts: Parts | undefined;
  #crosshair: Crosshair | undefined;
  #asksCrosshair = false;

  /** @throws {Error} the browser gives no WebGL */
  constructor(options: StageOptions) {
    this.#options = options;
    const { host, mishaps, gone } = options;
    this.#size = new CanvasSize(host);
    this.#steering = new Steering(options);
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

  /** How many markers there are at the edge of the picture. */
  get edgeMarks(): number {
    return this.#parts?.scenes.edgeMarks ?? 0;
  }

  /** Where the body of this seat is drawn, in pixels of the world. */
  place(seat: number): Point | undefined {
    const drawn = this.#parts?.frame.drawn;
    return drawn && this.#options.view.place(drawn, seat);
  }

  /** Where on the screen a place of the world is drawn; undefined before the first frame. */
  toScreen(place: Point): ScreenPoint | undefined {
    return this.#parts?.camera.toScreen(place);
  }

  /** Which place of the world is drawn there. */
  toWorld(point: ScreenPoint): Point | undefined {
    return this.#parts?.camera.toWorld(point);
  }

  rename(): void {
    this.#parts?.scenes.rename();
  }

  /** CSS pixels that a spectator has dragged the free camera by. */
  drag(byX: number, byY: number): void {
    this.#parts?.camera.drag(byX, byY);
  }

  /** All keys and buttons are let go. */
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

  /** After the first frame, which needs none: until then the browser's own is over the match. */
  async #loadCrosshair(): Promise<void> {
    if (this.#asksCrosshair) return;
    this.#asksCrosshair = true;
    const { host, settings } = this.#options;
    try {
      const { Crosshair } = await import("./crosshair.ts");
      if (!this.#end.signal.aborted) this.#crosshair = new Crosshair(host, settings, this.#end.signal);
    } catch (error) {
      // One plays without it.
      logFault("view_failed", { part: "crosshair" }, error);
    }
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
        crosshair: () => this.#crosshair,
        drawn: (drawn) => {
          this.#options.drawn(drawn);
          void this.#loadCrosshair();
        },
      }),
    };
  }
}
