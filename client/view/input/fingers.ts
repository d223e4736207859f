/**
 * Which fingers and pens are on the screen. The system may take one away without a word (a swipe from the edge, a
 * palm, a call): every event about the others tells which fingers are still there.
 */
export class Fingers {
  readonly #gone: (pointer: number) => void;
  readonly #down = new Map<number, string>();

  /** @param gone called for each that has left the screen, by its `pointerId` */
  constructor(signal: AbortSignal, gone: (pointer: number) => void) {
    this.#gone = gone;
    const options = { signal, capture: true };
    addEventListener("pointerdown", (event) => this.#came(event), options);
    for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
      addEventListener(type, ({ pointerId }) => this.#lift(pointerId), options);
    }
    // A pen may go on in the air, and a mouse without its button.
    const hovers = ({ pointerType, buttons }: PointerEvent) => pointerType !== "touch" && buttons === 0;
    addEventListener("pointermove", (event) => hovers(event) && this.#lift(event.pointerId), options);
    for (const type of ["touchend", "touchcancel"] as const) {
      addEventListener(type, ({ touches }) => touches.length === 0 && this.#liftTouches(), options);
    }
  }

  #came({ pointerId, pointerType, isPrimary }: PointerEvent): void {
    // The first finger on an empty screen.
    if (pointerType === "touch" && isPrimary) this.#liftTouches(pointerId);
    this.#down.set(pointerId, pointerType);
  }

  #liftTouches(but?: number): void {
    for (const [pointer, type] of [...this.#down]) if (type === "touch" && pointer !== but) this.#lift(pointer);
  }

  #lift(pointer: number): void {
    if (this.#down.delete(pointer)) this.#gone(pointer);
  }
}
