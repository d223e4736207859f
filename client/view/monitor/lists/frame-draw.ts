/** Many changes, one drawing: at the next frame. A page that is not seen draws nothing. */

export class FrameDraw {
  readonly #draw: () => void;
  #frame: number | undefined;

  /** @param signal ends it */
  constructor(draw: () => void, signal: AbortSignal) {
    this.#draw = draw;
    signal.addEventListener("abort", () => this.#frame !== undefined && cancelAnimationFrame(this.#frame));
  }

  readonly ask = (): void => {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#draw();
    });
  };
}
