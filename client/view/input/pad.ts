/**
 * One gamepad of the standard layout, read frame by frame. What it says counts only from where it rests: a stick or a
 * button acts once it has been seen at rest, for a pad may come with a trigger held, stand on its stick, or be worn.
 */
import type { Action } from "./controls.ts";
import { Latch } from "./latch.ts";

/** Below this deflection a stick rests. */
const DEAD = 0.22;
/** And from this one on it says all that it can. */
const FULL = 0.95;
/** A stick that lies still for `SETTLED` milliseconds within `STILL`, and no further out than `WORN`, rests there. */
const STILL = 0.04;
const SETTLED = 1500;
const WORN = 0.45;
/** The least pull of a trigger. */
const PULL = 0.25;
/** A change of a stick that says that it is in use. */
const USED = 0.08;
/** Milliseconds without any change after which a pad that holds something is asleep, or out of reach. */
const ASLEEP = 15_000;

/** Numbers of the standard layout: A 0, X 2, L1 4, R1 5, RT 7, start 9. */
const BUTTONS: readonly (readonly [action: Action, button: number])[] = [
  ["primary", 7],
  ["primary", 5],
  ["secondary", 0],
  ["secondary", 4],
  ["tertiary", 2],
  ["ready", 9],
];
const ACTIONS: readonly Action[] = ["primary", "secondary", "tertiary", "ready"];

/** What is read of a browser's `Gamepad`. */
export interface PadState {
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean; readonly value: number }[];
}

const number = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;

class Stick {
  x = 0;
  y = 0;
  /** Where it rests. */
  #restX = 0;
  #restY = 0;
  #isReady = false;
  /** Where it lies, and since when. */
  #liesX = 0;
  #liesY = 0;
  #since = Number.POSITIVE_INFINITY;
  #usedX = 0;
  #usedY = 0;

  /** @returns whether it is in use: it does something else than when this was last so */
  read(x: number, y: number, now: number): boolean {
    this.#settle(x, y, now);
    const [dx, dy] = [x - this.#restX, y - this.#restY];
    const length = Math.hypot(dx, dy);
    if (length < DEAD) this.#isReady = true;
    const scale = this.#isReady && length >= DEAD ? Math.min(1, (length - DEAD) / (FULL - DEAD)) / length : 0;
    this.x = dx * scale;
    this.y = dy * scale;
    if (Math.hypot(this.x - this.#usedX, this.y - this.#usedY) < USED) return false;
    this.#usedX = this.x;
    this.#usedY = this.y;
    return true;
  }

  #settle(x: number, y: number, now: number): void {
    if (Math.hypot(x - this.#liesX, y - this.#liesY) > STILL || now < this.#since) {
      this.#liesX = x;
      this.#liesY = y;
      this.#since = now;
    } else if (now - this.#since >= SETTLED && Math.hypot(x, y) <= WORN) {
      this.#restX = x;
      this.#restY = y;
    }
  }

  release(): void {
    this.#isReady = false;
    this.x = this.y = this.#usedX = this.#usedY = 0;
  }
}

export class Pad {
  readonly move = new Stick();
  readonly aim = new Stick();
  readonly #latches: Readonly<Record<Action, Latch>> = {
    primary: new Latch(),
    secondary: new Latch(),
    tertiary: new Latch(),
    ready: new Latch(),
  };
  /** The buttons that have been seen up, and those that act. */
  readonly #ready = new Set<number>();
  readonly #down = new Set<number>();
  /** When it was used last, in milliseconds. */
  usedAt = 0;
  #said = "";
  #saidAt = 0;

  read({ axes, buttons }: PadState, now: number): void {
    const said = `${axes.join()} ${buttons.map(({ value, pressed }) => `${pressed}${value}`).join()}`;
    if (said !== this.#said) {
      this.#said = said;
      this.#saidAt = now;
    }
    if (now - this.#saidAt > ASLEEP) this.release();
    const moves = this.move.read(number(axes[0]), number(axes[1]), now);
    const aims = this.aim.read(number(axes[2]), number(axes[3]), now);
    if (moves || aims) this.usedAt = now;
    for (const [action, button] of BUTTONS) this.#button(action, button, buttons[button], now);
  }

  #button(action: Action, button: number, state: PadState["buttons"][number] | undefined, now: number): void {
    const isDown = state?.pressed === true && !(state.value > 0 && state.value < PULL);
    const holder = String(button);
    if (!isDown) {
      this.#ready.add(button);
      this.#down.delete(button);
      this.#latches[action].release(holder);
    } else if (this.#ready.has(button) && !this.#down.has(button)) {
      this.#down.add(button);
      this.#latches[action].press(holder);
      this.usedAt = now;
    }
  }

  /** The actions that it holds. */
  actions(now: number): readonly Action[] {
    return ACTIONS.filter((action) => this.#latches[action].isDown(now));
  }

  /** Lets go of everything, until it has been seen at rest. */
  release(): void {
    this.#ready.clear();
    this.#down.clear();
    this.move.release();
    this.aim.release();
    for (const action of ACTIONS) this.#latches[action].drop();
  }
}
