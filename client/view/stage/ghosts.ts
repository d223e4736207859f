/** Rings over the game that show what the network hides: where bodies are for the server, and for the rules. */
import type { GameObjects, Scene } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import type { GameView, Point } from "../games/game-view.ts";
import { RINGS, type Ring, ringSize } from "./ghost-rings.ts";

/** Above all that a game draws. */
const DEPTH = 1e6;

export class Ghosts {
  readonly #pen: GameObjects.Graphics;
  readonly #view: GameView;
  #shown = false;

  constructor(scene: Scene, view: GameView) {
    this.#view = view;
    this.#pen = scene.add.graphics().setDepth(DEPTH);
  }

  hide(): void {
    if (this.#shown) this.#pen.clear();
    this.#shown = false;
  }

  /**
   * @param own the player's seat; -1 for a spectator, who has no body, and for whom nothing is rewound
   * @param zoom CSS pixels for a pixel of the world
   */
  draw(drawn: Drawn, own: number, zoom: number): void {
    this.#pen.clear();
    this.#shown = true;
    const { known, predicted, world } = drawn;
    const rewound = own < 0 ? undefined : predicted.seen(own);
    for (let seat = 0; seat < world.config.seats; seat++) {
      const place = this.#view.place(drawn, seat);
      if (seat === own) this.#ring(RINGS.known, this.#view.body?.(known, seat), place, zoom);
      else {
        this.#ring(RINGS.real, this.#view.body?.(predicted, seat), place, zoom);
        if (rewound) this.#ring(RINGS.rewound, this.#view.body?.(rewound, seat), undefined, zoom);
      }
    }
  }

  /** A ring, and a line to it from where the body is drawn. */
  #ring({ colour, pieces, radius }: Ring, at: Point | undefined, from: Point | undefined, zoom: number): void {
    if (at === undefined) return;
    const { least, width } = ringSize(zoom);
    const size = Math.max(radius, least);
    const turn = (2 * Math.PI) / pieces;
    const part = pieces === 1 ? turn : turn * 0.6;
    this.#pen.lineStyle(width, colour, 0.95);
    for (let piece = 0; piece < pieces; piece++) {
      this.#pen.beginPath();
      this.#pen.arc(at.x, at.y, size, piece * turn, piece * turn + part);
      this.#pen.strokePath();
    }
    if (from === undefined) return;
    this.#pen.lineStyle(width / 2, colour, 0.6);
    this.#pen.lineBetween(from.x, from.y, at.x, at.y);
  }
}
