/** Gamepads of the standard layout: left stick moves, right stick aims, RT or R1 fires, A or L1 dashes. */
import type { Action, Device, Reading, ScreenPoint } from "./intent.ts";
import { Latch } from "./latch.ts";

/** Below this deflection a stick rests. */
const DEAD = 0.22;

/** Numbers of the standard layout: A 0, X 2, L1 4, R1 5, RT 7, start 9. */
const BUTTONS: readonly (readonly [action: Action, button: number])[] = [
  ["primary", 7],
  ["primary", 5],
  ["secondary", 0],
  ["secondary", 4],
  ["tertiary", 2],
  ["ready", 9],
];

export class Gamepads implements Device {
  readonly #latches: Readonly<Record<Action, Latch>> = {
    primary: new Latch(),
    secondary: new Latch(),
    tertiary: new Latch(),
    ready: new Latch(),
  };
  #usedAt = 0;

  read(now: number, _body: ScreenPoint | undefined, press: (action: Action) => void): Reading {
    const pad = navigator.getGamepads?.().find((one) => one?.connected);
    if (!pad) return { moveX: 0, moveY: 0, aim: undefined, usedAt: this.#usedAt };
    const [leftX, leftY] = this.#stick(pad.axes[0], pad.axes[1], now);
    const [rightX, rightY] = this.#stick(pad.axes[2], pad.axes[3], now);
    for (const [action, button] of BUTTONS) {
      const latch = this.#latches[action];
      const holder = String(button);
      if (!pad.buttons[button]?.pressed) {
        latch.release(holder);
        continue;
      }
      latch.press(holder);
      this.#usedAt = now;
    }
    for (const action of ["primary", "secondary", "tertiary", "ready"] as const) {
      if (this.#latches[action].isDown(now)) press(action);
    }
    const aim = rightX === 0 && rightY === 0 ? undefined : Math.atan2(rightY, rightX);
    return { moveX: leftX, moveY: leftY, aim, usedAt: this.#usedAt };
  }

  #stick(x = 0, y = 0, now: number): readonly [number, number] {
    const length = Math.hypot(x, y);
    if (length < DEAD) return [0, 0];
    this.#usedAt = now;
    const scale = Math.min(1, (length - DEAD) / (0.95 - DEAD)) / length;
    return [x * scale, y * scale];
  }

  release(): void {
    for (const latch of Object.values(this.#latches)) latch.releaseAll();
  }

  stop(): void {}
}
