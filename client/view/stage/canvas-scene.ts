/** What the stage of a canvas draws: the game's own picture by its view, and over it ghosts and what a player saw. */
import type { Drawn } from "#client/session/types.ts";
import type { GameView, NameOf } from "../games/game-view.ts";
import type { SoundPlayer } from "../sound/sounds.ts";
import type { Camera } from "./camera.ts";
import { drawGhosts, drawSeen } from "./canvas-ghosts.ts";
import type { CommandDesk } from "./command-desk.ts";
import type { Mishaps } from "./mishaps.ts";
import type { Seen } from "./trail.ts";

export interface CanvasSceneOptions {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  /** Canvas pixels in a CSS pixel. */
  density(): number;
  readonly view: GameView;
  readonly session: { readonly seat: number };
  readonly nameOf: NameOf;
  readonly sounds: SoundPlayer;
  readonly desk: CommandDesk;
  readonly seen: Seen | undefined;
  readonly mishaps: Mishaps;
  calm(): boolean;
}

export class CanvasScene {
  readonly #options: CanvasSceneOptions;
  readonly #sounds: SoundPlayer;

  constructor(options: CanvasSceneOptions) {
    const { mishaps, sounds } = options;
    this.#options = options;
    // A sound that can't be played costs no picture.
    this.#sounds = { play: (name, hearing) => void mishaps.guard("sound", () => sounds.play(name, hearing)) };
  }

  /** @param eye the seat that is followed, -1 for none. @throws what the game's view throws */
  draw(drawn: Drawn, eye: number, now: number): void {
    const { context, camera, view, session, nameOf, desk, calm } = this.#options;
    const { world } = drawn;
    context.reset();
    context.fillStyle = view.background;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    this.#toWorld();
    desk.look(drawn);
    view.canvas?.({
      ...{ context, drawn, world, eye, now, nameOf, ...view.bounds(world), zoom: camera.zoom },
      ...{ seat: session.seat, calm: calm(), sounds: this.#sounds },
      command: (name, args) => desk.command(name, args),
      refusal: (name, args) => desk.refusal(name, args),
      refused: (name) => desk.refused(name),
      awaits: (name) => desk.awaits(name),
    });
  }

  /** From here on the context's unit is a pixel of the world: as the camera stands in this frame. */
  #toWorld(): void {
    const { context, camera, density } = this.#options;
    const origin = camera.toScreen({ x: 0, y: 0 });
    const scale = camera.zoom * density();
    context.setTransform(scale, 0, 0, scale, origin.x * density(), origin.y * density());
  }

  /** Only Phaser's stage marks what is out of sight. */
  mark(): void {}

  /** What lies over the game's own picture: ghosts, and what a player saw. @param own the player's seat */
  overlay(drawn: Drawn, own: number, ghosts: boolean): void {
    const { context, camera, view, seen } = this.#options;
    if (!ghosts && seen === undefined) return;
    context.save();
    this.#toWorld();
    if (ghosts) drawGhosts(context, view, drawn, own, camera.zoom);
    if (seen) drawSeen(context, seen.at(drawn.tick), view.place(drawn, seen.seat), camera.zoom);
    context.restore();
  }
}
