/** The mouse: aims at its pointer, fires with the left button. */
import type { Action, Device, Reading, ScreenPoint } from "./intent.ts";
import { Latch } from "./latch.ts";

export class Mouse implements Device {
  readonly #stop = new AbortController();
  readonly #left = new Latch();
  readonly #right = new Latch();
  #at: ScreenPoint | undefined;
  #usedAt = 0;

  /** @param surface where presses count; movement counts everywhere */
  constructor(surface: HTMLElement) {
    const { signal } = this.#stop;
    const seen = (event: PointerEvent): boolean => {
      if (event.pointerType !== "mouse") return false;
      this.#at = { x: event.clientX, y: event.clientY };
      this.#usedAt = performance.now();
      return true;
    };
    addEventListener("pointermove", seen, { signal });
    // A second button of a mouse comes as a pointermove: only mouse events tell of each.
    surface.addEventListener("pointerdown", seen, { signal });
    surface.addEventListener(
      "mousedown",
      (event) => {
        if (this.#at === undefined) return;
        if (event.button === 0) this.#left.press("left");
        if (event.button === 2) this.#right.press("right");
      },
      { signal },
    );
    addEventListener(
      "mouseup",
      (event) => {
        if (event.button === 0) this.#left.release("left");
        if (event.button === 2) this.#right.release("right");
      },
      { signal },
    );
    surface.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  read(now: number, body: ScreenPoint | undefined, press: (action: Action) => void): Reading {
    if (this.#left.isDown(now)) press("primary");
    if (this.#right.isDown(now)) press("secondary");
    const pointer = this.#at && body && { dx: this.#at.x - body.x, dy: this.#at.y - body.y };
    const aim = pointer && Math.atan2(pointer.dy, pointer.dx);
    return { moveX: 0, moveY: 0, aim, pointer, usedAt: this.#usedAt };
  }

  /** Where it points counts again once it moves. */
  release(): void {
    this.#at = undefined;
    this.#left.releaseAll();
    this.#right.releaseAll();
  }

  stop(): void {
    this.#stop.abort();
  }
}
