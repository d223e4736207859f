/** All devices together, and the buttons of the page: one controls. */
import type { SettingsStore } from "#client/settings.ts";
import type { Action, Controls, Device, Offset, Reading, ScreenPoint } from "./controls.ts";
import { Fingers } from "./fingers.ts";
import { Gamepads } from "./gamepad.ts";
import { readLayout } from "./key-names.ts";
import { Keyboard } from "./keyboard.ts";
import { watchLosses } from "./losses.ts";
import { Mouse } from "./mouse.ts";
import { Touch } from "./touch.ts";

/** Milliseconds that a button of the page holds its action once it is seen: some ticks, so that one of them is sent. */
const CLICK = 120;

export class InputDevices {
  readonly #devices: readonly Device[];
  readonly #stop = new AbortController();
  /** When the page's buttons were first seen to hold an action; undefined for a click that no frame has seen yet. */
  readonly #clicked = new Map<Action, number | undefined>();
  /** By pointer, the buttons of the page that are held. */
  readonly #held = new Map<number, Action>();
  /** When keys or a stick moved the body last. */
  #movedAt = 0;

  /** @param letGo called when all is let go because the browser may not tell how it ends: see losses.ts */
  constructor(surface: HTMLElement, settings: SettingsStore, letGo: () => void) {
    const touch = new Touch(surface, settings);
    void readLayout();
    this.#devices = [new Keyboard(settings), new Mouse(surface, settings), touch, new Gamepads(settings)];
    const { signal } = this.#stop;
    new Fingers(signal, (pointer) => {
      touch.lift(pointer);
      this.#held.delete(pointer);
    });
    watchLosses(signal, () => {
      for (const device of this.#devices) device.release();
      this.#held.clear();
      this.#clicked.clear();
      letGo();
    });
  }

  /** A press of a button of the page, as long as a tap. A second one while it lasts is the same. */
  click(action: Action): void {
    if (!this.#clicked.has(action)) this.#clicked.set(action, undefined);
  }

  /** The actions that clicks hold. Each is let go for as long as it was held, so that two clicks stay two. */
  #clicks(now: number): Action[] {
    const held: Action[] = [];
    for (const [action, seenAt = now] of this.#clicked) {
      this.#clicked.set(action, seenAt);
      if (now - seenAt < CLICK) held.push(action);
      else if (now - seenAt >= 2 * CLICK) this.#clicked.delete(action);
    }
    return held;
  }

  /** A button of the page goes down, and is held for as long as this pointer is. */
  hold(action: Action, pointer: number): void {
    // A tap may be shorter than a frame.
    this.click(action);
    this.#held.set(pointer, action);
  }

  /**
   * @param body where the player's body is on the screen
   * @param zoom CSS pixels for a pixel of the world
   */
  read(now: number, body: ScreenPoint | undefined, zoom: number): Controls {
    const actions = new Set<Action>([...this.#held.values(), ...this.#clicks(now)]);
    const readings = this.#devices.map((device) => device.read(now, body, (action) => actions.add(action)));
    const x = readings.reduce((sum, { moveX }) => sum + moveX, 0);
    const y = readings.reduce((sum, { moveY }) => sum + moveY, 0);
    const scale = 1 / Math.max(1, Math.hypot(x, y));
    if (x !== 0 || y !== 0) this.#movedAt = now;
    const pointer = pointerOf(readings, this.#movedAt, zoom);
    return { moveX: x * scale, moveY: y * scale, aim: aimOf(readings, x, y), pointer, actions };
  }

  stop(): void {
    this.#stop.abort();
    for (const device of this.#devices) device.stop();
  }
}

/** What points at a place counts once it is used after all that moves the body. */
function pointerOf(readings: readonly Reading[], movedAt: number, zoom: number): Offset | undefined {
  const pointer = readings.find((one) => one.pointer !== undefined && one.usedAt > movedAt)?.pointer;
  return pointer && { dx: pointer.dx / zoom, dy: pointer.dy / zoom };
}

/** The device in hand aims; one that can but does not (a stick at rest) looks where the body goes. */
function aimOf([keyboard, ...aimers]: readonly Reading[], x: number, y: number): number | undefined {
  const last = aimers.reduce((best, one) => (one.usedAt > best.usedAt ? one : best));
  if (last.aim !== undefined) return last.aim;
  const moves = x !== 0 || y !== 0;
  return moves && Math.max(last.usedAt, keyboard.usedAt) > 0 ? Math.atan2(y, x) : undefined;
}
