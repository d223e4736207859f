/** The stage: Phaser, drawing what the session tells, frame by frame. Nothing here knows a game's rules. */
import { Game, Scale, Scene, WEBGL } from "phaser";
import type { Drawn, Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { GameScene, GameView, NameOf, Point } from "../games/game-view.ts";
import { AT_REST, type Controls } from "../input/controls.ts";
import type { InputDevices } from "../input/input-devices.ts";
import type { Eye } from "../match/eye.ts";
import type { Sounds } from "../sound/sounds.ts";
import { Camera } from "./camera.ts";
import { watchContext } from "./context.ts";
import type { Covered } from "./frame.ts";
import { Ghosts } from "./ghosts.ts";
import type { Mishaps } from "./mishaps.ts";
import { ResolutionScaler } from "./resolution-scaler.ts";
import { type Seen, Trail } from "./trail.ts";

/** More device pixels than this for a CSS pixel cost much and show little. */
const DENSEST = 2;

/** Art that is drawn at so many times the pixels that it was made for is seen to be blurred. */
const BLURRED = 1.3;

export interface StageOptions {
  readonly host: HTMLElement;
  readonly session: Session;
  readonly view: GameView;
  readonly settings: SettingsStore;
  readonly devices: InputDevices;
  readonly eye: Eye;
  readonly sounds: Sounds;
  readonly nameOf: NameOf;
  /** What lies over the picture just now. */
  readonly covered: () => Covered;
  /** Whether ghosts are to be drawn. */
  readonly ghosts: () => boolean;
  /** What somebody saw, to be drawn over it. */
  readonly seen: Seen | undefined;
  /** Called after every drawn frame. */
  readonly drawn: (drawn: Drawn) => void;
  /** Called when the canvas has had no WebGL for a while, and when it has it again. */
  readonly gone: (isGone: boolean) => void;
  /** Takes what is thrown while a frame is drawn. */
  readonly mishaps: Mishaps;
}

/** A game's scene that has thrown as it was made is tried again after so long, in milliseconds. */
const ANEW_MS = 1000;

/** Phaser's loop ends with the first exception that reaches it, from a listener or the renderer too. */
class StageGame extends Game {
  mishaps: Mishaps | undefined;

  override step(time: number, delta: number): void {
    if (this.mishaps) this.mishaps.guard("loop", () => super.step(time, delta));
    else super.step(time, delta);
  }
}

export class MatchStage {
  readonly #options: StageOptions;
  readonly #game: StageGame;
  readonly #resize: ResizeObserver;
  readonly #end = new AbortController();
  readonly #scaler = new ResolutionScaler();
  /** The screen's device pixels for a CSS pixel, as the canvas was made for them. */
  #screen = 0;
  /** Of the art that there is; see `Stage.sharpness`. */
  #sharpness = 0;
  #camera: Camera | undefined;
  #scene: GameScene | undefined;
  /** When the scene could not be made last. */
  #failedAt = Number.NEGATIVE_INFINITY;
  #ghosts: Ghosts | undefined;
  #trace: Trail | undefined;
  #drawn: Drawn | undefined;
  /** Where the eye's body was drawn last. */
  #place: Point | undefined;

  /** @throws {Error} the browser gives no WebGL */
  constructor(options: StageOptions) {
    this.#options = options;
    const { host } = options;
    const { width, height, density } = this.#size();
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
        // Multisampling halves the frame rate where WebGL is done in software; our art has soft edges of its own.
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
    this.#game.mishaps = options.mishaps;
    this.#resize = new ResizeObserver(() => this.#fit());
    this.#resize.observe(host);
    watchContext(this.#game.canvas, this.#end.signal, options.gone);
  }

  get fps(): number {
    return this.#game.loop.actualFps;
  }

  get drawnPlayers(): number {
    return this.#scene?.drawnPlayers ?? 0;
  }

  /** Where the body of this seat is drawn, in pixels of the world. */
  place(seat: number): Point | undefined {
    return this.#drawn && this.#options.view.place(this.#drawn, seat);
  }

  rename(): void {
    this.#scene?.rename();
  }

  /** CSS pixels that a spectator has dragged the free camera by. */
  drag(byX: number, byY: number): void {
    this.#camera?.drag(byX, byY);
  }

  stop(): void {
    this.#end.abort();
    this.#resize.disconnect();
    this.#game.destroy(true);
  }

  #size() {
    const { host } = this.#options;
    const density = Math.min(DENSEST, devicePixelRatio) * this.#scaler.share;
    return { width: Math.max(1, host.clientWidth), height: Math.max(1, host.clientHeight), density };
  }

  #fit(): void {
    this.#screen = devicePixelRatio;
    const { width, height, density } = this.#size();
    this.#game.scale.resize(Math.round(width * density), Math.round(height * density));
    this.#camera?.fit({ width, height }, density);
  }

  /** Phaser wants a scene; it only tells us when a frame is due. */
  #sceneClass(): Scene {
    const begin = (scene: Scene) => {
      this.#camera = new Camera(scene.cameras.main, this.#options.view.sight);
      this.#fit();
    };
    const frame = (scene: Scene, ms: number) => this.#frame(scene, ms);
    return new (class extends Scene {
      create(): void {
        begin(this);
      }
      override update(_time: number, ms: number): void {
        frame(this, ms);
      }
    })({ key: "match" });
  }

  /** Each part for itself: where a game's view throws in one, the others go on. */
  #frame(scene: Scene, ms: number): void {
    const { session, eye, drawn: tell, mishaps } = this.#options;
    const camera = this.#camera;
    if (camera === undefined) return;
    const now = performance.now();
    mishaps.look();
    // First the hands, by what is on the screen: so what they do shows in this very frame.
    const intent = mishaps.guard("input", () => this.#controls(camera, now)) ?? this.#rest();
    const drawn = mishaps.guard("session", () => session.frame(now));
    if (drawn === undefined) return;
    this.#drawn = drawn;
    eye.settle(drawn.world, session.seat);
    mishaps.guard("camera", () => this.#aim(camera, drawn, intent, ms));
    // A window that moves to another screen may keep its size.
    if (this.#scaler.frame(now) || this.#screen !== devicePixelRatio) this.#fit();
    mishaps.guard("scene", () => this.#draw(scene, camera, drawn, now));
    mishaps.guard("overlay", () => this.#overlay(camera, drawn));
    camera.apply(now, ms);
    tell(drawn);
  }

  #aim(camera: Camera, drawn: Drawn, intent: Controls, ms: number): void {
    const { view, eye, covered } = this.#options;
    camera.within(view.bounds(drawn.world));
    this.#place = eye.seat < 0 ? undefined : view.place(drawn, eye.seat);
    camera.cover(covered(), ms);
    this.#look(camera, drawn, intent, ms);
  }

  #draw(scene: Scene, camera: Camera, drawn: Drawn, now: number): void {
    // Art that was made for a coarser screen, or a smaller one, is made anew.
    if (this.#sharpnessFor(camera) > BLURRED * this.#sharpness) this.#clear(scene);
    if (this.#scene === undefined) {
      if (now - this.#failedAt < ANEW_MS) return;
      this.#scene = this.#make(scene, camera, drawn, now);
    }
    this.#scene.update(drawn, this.#options.eye.seat, now);
  }

  /** A game's scene, or nothing of it. @throws what the game's view throws */
  #make(scene: Scene, camera: Camera, drawn: Drawn, now: number): GameScene {
    const before = new Set(scene.children.list);
    try {
      return this.#gameScene(scene, camera, drawn);
    } catch (error) {
      this.#failedAt = now;
      for (const child of [...scene.children.list]) if (!before.has(child)) child.destroy();
      throw error;
    }
  }

  /** What lies over the game's own picture. */
  #overlay(camera: Camera, drawn: Drawn): void {
    const { session, view, seen } = this.#options;
    if (this.#options.ghosts()) this.#ghosts?.draw(drawn, session.seat, camera.zoom);
    else this.#ghosts?.hide();
    if (seen) this.#trace?.draw(drawn.tick, drawn.world.layout.tickRate, view.place(drawn, seen.seat), camera.zoom);
  }

  /** The game does not say what the hands want: so that nothing goes on, they want nothing. */
  #rest(): Controls {
    const { session } = this.#options;
    const { game } = this.#drawn?.world.layout ?? {};
    if (session.seat >= 0 && game)
      session.setInput(Object.fromEntries(Object.entries(game.input).map(([name, { idle }]) => [name, idle])));
    return AT_REST;
  }

  #controls(camera: Camera, now: number): Controls {
    const { session, view, devices } = this.#options;
    const intent = devices.read(now, this.#place && camera.toScreen(this.#place), camera.zoom);
    if (session.seat >= 0 && this.#drawn) session.setInput(view.input(intent, this.#drawn.world, session.seat));
    return intent;
  }

  #look(camera: Camera, drawn: Drawn, intent: Controls, ms: number): void {
    const { eye, view, session } = this.#options;
    const place = this.#place;
    if (eye.free) camera.pan(intent.moveX, intent.moveY, ms);
    else if (place === undefined) camera.rest(ms);
    else {
      const own = eye.seat === session.seat && intent.aim !== undefined;
      camera.follow(place, own ? (intent.aim ?? 0) : view.gaze(drawn.world, eye.seat), ms);
    }
  }

  #clear(scene: Scene): void {
    for (const child of [...scene.children.list]) child.destroy();
    this.#scene = undefined;
  }

  #sharpnessFor({ largestZoom }: Camera): number {
    return Math.max(1, Math.min(3, largestZoom * this.#size().density));
  }

  #gameScene(scene: Scene, camera: Camera, drawn: Drawn): GameScene {
    const { view, settings, nameOf, sounds, seen } = this.#options;
    this.#ghosts = new Ghosts(scene, view);
    this.#trace = seen && new Trail(scene, seen);
    this.#sharpness = this.#sharpnessFor(camera);
    return view.scene(
      {
        scene,
        sharpness: this.#sharpness,
        nameOf,
        sounds,
        calm: () => settings.value.calm,
        shake: (strength) => {
          if (settings.value.shake && !settings.value.calm) camera.shake(strength);
        },
        get ear() {
          return camera.middle;
        },
      },
      drawn.world,
    );
  }
}
