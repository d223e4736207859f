/** How many pixels the canvas has: as its host on the page, the screen, and what the machine can draw, allow. */
import { ResolutionScaler } from "./resolution-scaler.ts";

/** More device pixels than this for a CSS pixel cost much and show little. */
const DENSEST = 2;

export interface CanvasMeasure {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Canvas pixels in a CSS pixel. */
  readonly density: number;
}

export class CanvasSize {
  readonly #host: HTMLElement;
  readonly #scaler = new ResolutionScaler();
  /** The screen's device pixels for a CSS pixel, as they were measured last. */
  #screen = 0;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  get density(): number {
    return Math.min(DENSEST, devicePixelRatio) * this.#scaler.share;
  }

  measure(): CanvasMeasure {
    this.#screen = devicePixelRatio;
    const { clientWidth, clientHeight } = this.#host;
    return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight), density: this.density };
  }

  /** A frame is drawn. @returns whether the canvas must be measured again: a window may move to another screen */
  frame(now: number): boolean {
    return this.#scaler.frame(now) || this.#screen !== devicePixelRatio;
  }
}
