/** The mouse: aims at its pointer, and has buttons: the left one fires at first. */
import type { SettingsStore } from "#client/settings.ts";
import type { ActionId } from "./actions.ts";
import { bindingsOf } from "./bindings.ts";
import type { Device, Press, Reading, ScreenPoint } from "./controls.ts";
import { Latch } from "./latch.ts";
import { isField } from "./losses.ts";

/** By `MouseEvent.button`, its bit in `buttons`. */
const BITS: readonly number[] = [1, 4, 2, 8, 16];
/** Those that go back and on in the browser's history. */
const HISTORY: ReadonlySet<number> = new Set([3, 4]);

export class Mouse implements Device {
  readonly #surface: HTMLElement;
  readonly #stop = new AbortController();
  readonly #settings: SettingsStore;
  readonly #latches = BITS.map(() => new Latch());
  #at: ScreenPoint | undefined;
  #usedAt = 0;

  /** @param surface where presses count; movement counts everywhere, but for dialogs */
  constructor(surface: HTMLElement, settings: SettingsStore) {
    this.#surface = surface;
    this.#settings = settings;
    const { signal } = this.#stop;
    const types = ["pointermove", "pointerdown", "pointerup", "pointercancel"] as const;
    for (const type of types) addEventListener(type, (event) => this.#seen(event), { signal, capture: true });
    const forbid = (event: Event) => event.preventDefault();
    surface.addEventListener("contextmenu", forbid, { signal });
    surface.addEventListener("dragstart", forbid, { signal });
    // The middle button would scroll, and while it does no button is told to go up.
    surface.addEventListener("mousedown", (event) => event.button === 1 && forbid(event), { signal });
    // One that stands for an action does not leave the match as well.
    const history = (event: MouseEvent) => HISTORY.has(event.button) && this.#actionsOf(event.button).length > 0;
    for (const type of ["mousedown", "mouseup"] as const)
      surface.addEventListener(type, (event) => history(event) && forbid(event), { signal });
  }

  #seen(event: PointerEvent): void {
    if (event.pointerType !== "mouse") return;
    this.#press(event);
    if (isField(event.target)) return;
    const { clientX: x, clientY: y } = event;
    // A browser may tell that it moved when the page did.
    if (event.type === "pointermove" && event.button < 0 && this.#at?.x === x && this.#at.y === y) return;
    this.#at = { x, y };
    this.#usedAt = performance.now();
  }

  /**
   * The second button that goes down comes as a move that names it. What is no longer down is let go at any event:
   * it may have gone up outside of the window, or over a menu.
   */
  #press({ type, button, buttons, target }: PointerEvent): void {
    const isOn = target instanceof Node && this.#surface.contains(target);
    for (const [which, bit] of BITS.entries()) {
      const latch = this.#latches[which];
      if ((buttons & bit) === 0 || type === "pointercancel") latch.release("button");
      else if (button === which && isOn) latch.press("button");
    }
  }

  #actionsOf(button: number): readonly ActionId[] {
    return bindingsOf(this.#settings.value).actionsOf("mouse", String(button));
  }

  read(now: number, body: ScreenPoint | undefined, press: Press): Reading {
    for (const [button, latch] of this.#latches.entries()) {
      if (latch.isDown(now)) for (const action of this.#actionsOf(button)) press(action);
    }
    const pointer = this.#at && body && { dx: this.#at.x - body.x, dy: this.#at.y - body.y };
    const aim = pointer && Math.atan2(pointer.dy, pointer.dx);
    return { moveX: 0, moveY: 0, aim, pointer, usedAt: this.#usedAt };
  }

  /** When it was used last, in milliseconds; 0 before that. */
  get usedAt(): number {
    return this.#usedAt;
  }

  /** Where it points counts again once it moves. */
  release(): void {
    this.#at = undefined;
    for (const latch of this.#latches) latch.drop();
  }

  stop(): void {
    this.#stop.abort();
  }
}
