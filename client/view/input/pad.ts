/**
 * One gamepad of the standard layout, read frame by frame. What it says counts only from where it rests: a stick or a
 * button acts once it has been seen at rest, for a pad may come with a trigger held, stand on its stick, or be worn.
 */
import type { ActionId } from "./actions.ts";
import type { Bindings } from "./bindings.ts";
import { Latch } from "./latch.ts";

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

/** How many buttons are read: the standard layout has 17, and some pads have a few more. */
const BUTTONS = 24;

/** How a player wants a stick to answer. */
export interface StickSettings {
  /** Below this deflection it rests. */
  readonly padDead: number;
  /** And from this one on it says all that it can. */
  readonly padFull: number;
  /** 0 = it answers in a line, 1 = as the square: gently around its middle. */
  readonly padCurve: number;
}

export interface PadSettings extends StickSettings {
  /** The left stick aims, and the right one moves. */
  readonly padSwap: boolean;
}

/** What is read of a browser's `Gamepad`. */
export interface PadState {
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean; readonly value: number }[];
}

const number = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;

/** How much a stick says that is pushed so far, both 0 to 1. */
export function answer(length: number, { padDead, padFull, padCurve }: StickSettings): number {
  const share = Math.max(0, Math.min(1, (length - padDead) / (padFull - padDead)));
  return share * (1 - padCurve) + share * share * padCurve;
}

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
  read(x: number, y: number, now: number, settings: StickSettings): boolean {
    this.#settle(x, y, now);
    const [dx, dy] = [x - this.#restX, y - this.#restY];
    const length = Math.hypot(dx, dy);
    if (length < settings.padDead) this.#isReady = true;
    const scale = this.#isReady && length > 0 ? answer(length, settings) / length : 0;
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
  readonly #left = new Stick();
  readonly #right = new Stick();
  readonly #latches = Array.from({ length: BUTTONS }, () => new Latch());
  /** The buttons that have been seen up, and those that act. */
  readonly #ready = new Set<number>();
  readonly #down = new Set<number>();
  #swapped = false;
  /** When it was used last, in milliseconds. */
  usedAt = 0;
  #said = "";
  #saidAt = 0;

  get move(): Stick {
    return this.#swapped ? this.#right : this.#left;
  }

  get aim(): Stick {
    return this.#swapped ? this.#left : this.#right;
  }

  read({ axes, buttons }: PadState, now: number, settings: PadSettings): void {
    const said = `${axes.join()} ${buttons.map(({ value, pressed }) => `${pressed}${value}`).join()}`;
    if (said !== this.#said) {
      this.#said = said;
      this.#saidAt = now;
    }
    if (now - this.#saidAt > ASLEEP) this.release();
    this.#swapped = settings.padSwap;
    const moved = this.#left.read(number(axes[0]), number(axes[1]), now, settings);
    const aimed = this.#right.read(number(axes[2]), number(axes[3]), now, settings);
    if (moved || aimed) this.usedAt = now;
    for (const [button, latch] of this.#latches.entries()) this.#button(button, latch, buttons[button], now);
  }

  #button(button: number, latch: Latch, state: PadState["buttons"][number] | undefined, now: number): void {
    const isDown = state?.pressed === true && !(state.value > 0 && state.value < PULL);
    if (!isDown) {
      this.#ready.add(button);
      this.#down.delete(button);
      latch.release("button");
    } else if (this.#ready.has(button) && !this.#down.has(button)) {
      this.#down.add(button);
      latch.press("button");
      this.usedAt = now;
    }
  }

  /** What its buttons hold. */
  held(now: number, bindings: Bindings): ReadonlySet<ActionId> {
    const down = this.#latches.flatMap((latch, button) => (latch.isDown(now) ? [String(button)] : []));
    return new Set(down.flatMap((button) => bindings.actionsOf("pad", button)));
  }

  /** Lets go of everything, until it has been seen at rest. */
  release(): void {
    this.#ready.clear();
    this.#down.clear();
    this.#left.release();
    this.#right.release();
    for (const latch of this.#latches) latch.drop();
  }
}
