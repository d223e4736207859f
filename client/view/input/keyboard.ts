/** The keyboard, by the place of a key and not by its letter, so that every layout works. */
import type { Action, Device, Reading, ScreenPoint } from "./intent.ts";
import { Latch } from "./latch.ts";

type Name = "left" | "right" | "up" | "down" | Action;

const KEYS: Readonly<Record<string, Name>> = {
  KeyA: "left",
  ArrowLeft: "left",
  KeyD: "right",
  ArrowRight: "right",
  KeyW: "up",
  ArrowUp: "up",
  KeyS: "down",
  ArrowDown: "down",
  Space: "secondary",
  ShiftLeft: "secondary",
  ShiftRight: "secondary",
  KeyR: "tertiary",
  Enter: "ready",
};

const ACTIONS: readonly Action[] = ["primary", "secondary", "tertiary", "ready"];

/** Whether a key belongs to what has the focus: a field, or a button that it would press. */
export function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("dialog, input:not([readonly]), textarea, select") !== null) return true;
  return target.closest("button, a, summary") !== null && (event.code === "Enter" || event.code === "Space");
}

export class Keyboard implements Device {
  readonly #latches = new Map<Name, Latch>();
  readonly #stop = new AbortController();
  #usedAt = 0;

  constructor() {
    const { signal } = this.#stop;
    addEventListener("keydown", (event) => this.#down(event), { signal });
    addEventListener("keyup", (event) => this.#up(event), { signal });
  }

  #down(event: KeyboardEvent): void {
    const name = KEYS[event.code];
    if (name === undefined || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    event.preventDefault();
    if (event.repeat) return;
    this.#usedAt = performance.now();
    this.#latch(name).press(event.code);
  }

  #up(event: KeyboardEvent): void {
    const name = KEYS[event.code];
    if (name !== undefined) this.#latch(name).release(event.code);
  }

  #latch(name: Name): Latch {
    let latch = this.#latches.get(name);
    if (latch === undefined) {
      latch = new Latch();
      this.#latches.set(name, latch);
    }
    return latch;
  }

  read(now: number, _body: ScreenPoint | undefined, press: (action: Action) => void): Reading {
    const down = (name: Name): number => (this.#latches.get(name)?.isDown(now) ? 1 : 0);
    for (const action of ACTIONS) if (down(action)) press(action);
    return {
      moveX: down("right") - down("left"),
      moveY: down("down") - down("up"),
      aim: undefined,
      usedAt: this.#usedAt,
    };
  }

  release(): void {
    for (const latch of this.#latches.values()) latch.releaseAll();
  }

  stop(): void {
    this.#stop.abort();
  }
}
