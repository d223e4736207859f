/** Keeps the game's scene: makes it, makes it anew where it is blurred or could not be made, and draws it. */
import type { Scene } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import type { Layout } from "#shared/sim/world.ts";
import type { GameScene, GameView, NameOf } from "../games/game-view.ts";
import type { SoundPlayer } from "../sound/sounds.ts";
import type { Camera } from "./camera.ts";
import type { EdgeMarks } from "./edge-marks.ts";
import { Ghosts } from "./ghosts.ts";
import type { Mishaps } from "./mishaps.ts";
import { type Seen, Trail } from "./trail.ts";

/** Art that is drawn at so many times the pixels that it was made for is seen to be blurred. */
const BLURRED = 1.3;
/** A game's scene that has thrown as it was made is tried again after so long, in milliseconds. */
const ANEW_MS = 1000;

export interface SceneOptions {
  readonly scene: Scene;
  readonly camera: Camera;
  readonly view: GameView;
  readonly nameOf: NameOf;
  readonly sounds: SoundPlayer;
  readonly seen: Seen | undefined;
  readonly mishaps: Mishaps;
  /** Draws markers at the edge; undefined until it has been loaded. */
  edgeMarks?(): typeof EdgeMarks | undefined;
  /** Canvas pixels in a CSS pixel. */
  density(): number;
  /** Less motion is wanted; the picture may shake. */
  calm(): boolean;
  shakes(): boolean;
  /** Something is felt of this strength, 0 to 1. */
  rumble(strength: number): void;
}

interface Made {
  readonly scene: GameScene;
  /** Once there is something to be marked. */
  edges: EdgeMarks | undefined;
  readonly ghosts: Ghosts;
  readonly trail: Trail | undefined;
}

export class SceneKeeper {
  readonly #options: SceneOptions;
  /** Of the art that there is; see `Stage.sharpness`. */
  #sharpness = 0;
  #made: Made | undefined;
  /** Of the match that it was made for. */
  #layout: Layout | undefined;
  /** When the scene could not be made last. */
  #failedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SceneOptions) {
    this.#options = options;
  }

  get drawnPlayers(): number {
    return this.#made?.scene.drawnPlayers ?? 0;
  }

  /** How many markers there are at the edge of the picture. */
  get edgeMarks(): number {
    return this.#made?.edges?.shown ?? 0;
  }

  rename(): void {
    this.#made?.scene.rename();
  }

  /** @param eye the seat that is followed, -1 for none. @throws what the game's view throws */
  draw(drawn: Drawn, eye: number, now: number): void {
    // Art that was made for a coarser screen, or a smaller one, is made anew; and a scene, for a match with other settings.
    const isOther = this.#layout !== drawn.world.layout;
    if (isOther || this.#sharpnessNow() > BLURRED * this.#sharpness) this.#clear();
    this.#layout = drawn.world.layout;
    if (this.#made === undefined) {
      if (now - this.#failedAt < ANEW_MS) return;
      this.#make(drawn, now);
    }
    this.#made?.scene.update(drawn, eye, now);
  }

  /** Markers for what is out of sight of this seat, once the camera stands. @throws what the game's view throws */
  mark(drawn: Drawn, eye: number): void {
    const { scene, camera, view, density } = this.#options;
    const made = this.#made;
    const Marks = this.#options.edgeMarks?.();
    if (made === undefined || view.beacons === undefined || Marks === undefined) return;
    if (eye < 0) {
      made.edges?.hide();
      return;
    }
    made.edges ??= new Marks(scene, density(), camera.largestZoom);
    made.edges.draw(view.beacons(drawn, eye), camera);
  }

  /** What lies over the game's own picture: ghosts, and what a player saw. @param own the player's seat */
  overlay(drawn: Drawn, own: number, ghosts: boolean): void {
    const { camera, view, seen } = this.#options;
    if (ghosts) this.#made?.ghosts.draw(drawn, own, camera.zoom);
    else this.#made?.ghosts.hide();
    if (!seen) return;
    const { tickRate } = drawn.world.layout;
    this.#made?.trail?.draw(drawn.tick, tickRate, view.place(drawn, seen.seat), camera.zoom);
  }

  /** A game's scene, or nothing of it. @throws what the game's view throws */
  #make(drawn: Drawn, now: number): void {
    const { scene, view, seen } = this.#options;
    const before = new Set(scene.children.list);
    try {
      const ghosts = new Ghosts(scene, view);
      const trail = seen && new Trail(scene, seen);
      this.#sharpness = this.#sharpnessNow();
      this.#made = { scene: this.#gameScene(drawn), edges: undefined, ghosts, trail };
    } catch (error) {
      this.#failedAt = now;
      for (const child of [...scene.children.list]) if (!before.has(child)) child.destroy();
      throw error;
    }
  }

  #clear(): void {
    for (const child of [...this.#options.scene.children.list]) child.destroy();
    this.#made = undefined;
  }

  #sharpnessNow(): number {
    const { camera, density } = this.#options;
    return Math.max(1, Math.min(3, camera.largestZoom * density()));
  }

  #gameScene(drawn: Drawn): GameScene {
    const { scene, camera, view, nameOf, sounds, mishaps, calm, shakes, rumble } = this.#options;
    if (view.scene === undefined) throw new TypeError("this view draws no scene");
    return view.scene(
      {
        scene,
        sharpness: this.#sharpness,
        nameOf,
        // A sound that can't be played costs no picture.
        sounds: { play: (name, hearing) => void mishaps.guard("sound", () => sounds.play(name, hearing)) },
        calm,
        shake: (strength) => {
          if (shakes()) camera.shake(strength);
          rumble(strength);
        },
        get zoom() {
          return camera.zoom;
        },
        get ear() {
          return camera.middle;
        },
      },
      drawn.world,
    );
  }
}
