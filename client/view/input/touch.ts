/**
 * Touch: two floating sticks. A thumb on the left half moves; one on the right half aims, and fires when it
 * is pushed far enough. Where a thumb lands is the middle of its stick. One that rests there, as a palm does, gives
 * way to another that comes.
 */
import type { SettingsStore } from "#client/settings.ts";
import type { Device, Press, Reading, ScreenPoint } from "./controls.ts";
import { Latch } from "./latch.ts";

/** CSS pixels from a stick's middle to its rim. */
const RIM = 56;
const REST = 0.15;
/** CSS pixels from the sides of the page within which a browser sees a swipe. */
const EDGE = 36;

const isAtRim = ({ clientX }: globalThis.Touch): boolean => clientX < EDGE || clientX > innerWidth - EDGE;

interface Stick {
  readonly pointer: number;
  readonly originX: number;
  readonly originY: number;
  x: number;
  y: number;
}

/** What is drawn of a stick; the page's style does the rest. */
class Knob {
  readonly #base = document.createElement("div");
  readonly #thumb = document.createElement("div");

  constructor(surface: HTMLElement, side: string) {
    this.#base.className = `stick ${side}`;
    this.#base.setAttribute("aria-hidden", "true");
    this.#base.append(this.#thumb);
    surface.append(this.#base);
  }

  show(stick: Stick | undefined): void {
    this.#base.classList.toggle("held", stick !== undefined);
    if (stick === undefined) return;
    this.#base.style.transform = `translate(${stick.originX}px, ${stick.originY}px)`;
    this.#thumb.style.transform = `translate(${stick.x * RIM}px, ${stick.y * RIM}px)`;
  }

  remove(): void {
    this.#base.remove();
  }
}

export class Touch implements Device {
  readonly #stop = new AbortController();
  readonly #settings: SettingsStore;
  readonly #surface: HTMLElement;
  readonly #fire = new Latch();
  readonly #knobs: readonly [Knob, Knob];
  readonly #sticks: [Stick | undefined, Stick | undefined] = [undefined, undefined];
  #usedAt = 0;

  constructor(surface: HTMLElement, settings: SettingsStore) {
    this.#settings = settings;
    this.#surface = surface;
    this.#knobs = [new Knob(surface, "left"), new Knob(surface, "right")];
    const { signal } = this.#stop;
    surface.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    addEventListener("pointermove", (event) => this.#move(event), { signal, capture: true });
    // A thumb that lands at the rim of the screen would else swipe back to the page before.
    const forbid = (event: TouchEvent) => [...event.changedTouches].some(isAtRim) && event.preventDefault();
    surface.addEventListener("touchstart", forbid, { signal, passive: false });
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === "mouse") return;
    const { left, top, width } = this.#surface.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const side = x < width / 2 ? 0 : 1;
    const holder = this.#sticks[side];
    if (holder !== undefined && Math.hypot(holder.x, holder.y) >= REST) return;
    this.#usedAt = performance.now();
    this.#sticks[side] = { pointer: event.pointerId, originX: x, originY: y, x: 0, y: 0 };
    this.#knobs[side].show(this.#sticks[side]);
  }

  #move(event: PointerEvent): void {
    const side = this.#sideOf(event.pointerId);
    const stick = side === undefined ? undefined : this.#sticks[side];
    if (side === undefined || stick === undefined) return;
    const { left, top } = this.#surface.getBoundingClientRect();
    const x = (event.clientX - left - stick.originX) / RIM;
    const y = (event.clientY - top - stick.originY) / RIM;
    const scale = 1 / Math.max(1, Math.hypot(x, y));
    stick.x = x * scale;
    stick.y = y * scale;
    this.#usedAt = performance.now();
    this.#knobs[side].show(stick);
    if (side === 1) this.#pull(stick);
  }

  /** A setting of 1 fires at a touch, 0 at the rim alone. */
  #pull(stick: Stick): void {
    const threshold = 0.95 - 0.7 * this.#settings.value.stick;
    if (Math.hypot(stick.x, stick.y) >= threshold) this.#fire.press("stick");
    else this.#fire.release("stick");
  }

  /** @param pointer what has left the screen */
  lift(pointer: number): void {
    const side = this.#sideOf(pointer);
    if (side === undefined) return;
    this.#sticks[side] = undefined;
    this.#knobs[side].show(undefined);
    if (side === 1) this.#fire.release("stick");
  }

  /** Which stick this pointer holds. */
  #sideOf(pointer: number): 0 | 1 | undefined {
    if (this.#sticks[0]?.pointer === pointer) return 0;
    return this.#sticks[1]?.pointer === pointer ? 1 : undefined;
  }

  read(now: number, _body: ScreenPoint | undefined, press: Press): Reading {
    if (this.#fire.isDown(now)) press("primary");
    const [move, aim] = this.#sticks;
    const resting = move === undefined || Math.hypot(move.x, move.y) < REST;
    const aiming = aim !== undefined && Math.hypot(aim.x, aim.y) >= REST;
    return {
      moveX: resting ? 0 : move.x,
      moveY: resting ? 0 : move.y,
      aim: aiming ? Math.atan2(aim.y, aim.x) : undefined,
      usedAt: this.#usedAt,
    };
  }

  release(): void {
    for (const side of [0, 1] as const) {
      this.#sticks[side] = undefined;
      this.#knobs[side].show(undefined);
    }
    this.#fire.drop();
  }

  stop(): void {
    this.#stop.abort();
    for (const knob of this.#knobs) knob.remove();
  }
}
