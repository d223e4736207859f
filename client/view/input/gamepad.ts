/**
 * Gamepads of the standard layout: one stick moves, the other one aims, and the buttons are what they are bound to. What a browser
 * cannot bring into that layout (its `mapping` is empty) may be anything, such as a pedal that rests at -1: it is not
 * read.
 */
import type { SettingsStore } from "#client/settings.ts";
import { bindingsOf } from "./bindings.ts";
import type { PadDevice, Press, Reading, ScreenPoint } from "./controls.ts";
import { Pad } from "./pad.ts";
import { isPadMenu } from "./pad-menu-state.ts";
import { Rumble } from "./rumble.ts";

const isRead = (one: Gamepad | null): one is Gamepad => one?.connected === true && one.mapping === "standard";

const nameOf = ({ index, id }: Gamepad): string => `${index} ${id}`;

export class Gamepads implements PadDevice {
  readonly #rumble = new Rumble();
  readonly #pads = new Map<string, Pad>();
  readonly #stop = new AbortController();
  readonly #settings: SettingsStore;
  #usedAt = 0;
  /** The name of the pad that was used last. */
  #last = "";

  constructor(settings: SettingsStore) {
    this.#settings = settings;
    // One may be taken away and plugged in again between two frames.
    const forget = ({ gamepad }: GamepadEvent) => this.#pads.delete(nameOf(gamepad));
    addEventListener("gamepadconnected", forget, { signal: this.#stop.signal });
    addEventListener("gamepaddisconnected", forget, { signal: this.#stop.signal });
  }

  /** The one that was used last counts. */
  read(now: number, _body: ScreenPoint | undefined, press: Press): Reading {
    let last: Pad | undefined;
    for (const [name, pad] of this.#readAll(now)) {
      if (last !== undefined && pad.usedAt <= last.usedAt) continue;
      last = pad;
      this.#last = name;
    }
    if (last === undefined) return { moveX: 0, moveY: 0, aim: undefined, usedAt: this.#usedAt };
    this.#usedAt = Math.max(this.#usedAt, last.usedAt);
    for (const action of last.held(now, bindingsOf(this.#settings.value))) press(action);
    const { move, aim } = last;
    const aims = aim.x !== 0 || aim.y !== 0;
    return {
      moveX: move.x,
      moveY: move.y,
      aim: aims ? Math.atan2(aim.y, aim.x) : undefined,
      usedAt: this.#usedAt,
    };
  }

  #readAll(now: number): Iterable<readonly [string, Pad]> {
    const states = new Map(
      (navigator.getGamepads?.() ?? []).filter(isRead).map((state) => [nameOf(state), state] as const),
    );
    // Without the focus they are another window's; and what a menu has is not the match's.
    if (!document.hasFocus() || (states.size > 0 && isPadMenu())) {
      this.release();
      return [];
    }
    for (const name of this.#pads.keys()) if (!states.has(name)) this.#pads.delete(name);
    for (const [name, state] of states) {
      const pad = this.#pads.get(name) ?? new Pad();
      this.#pads.set(name, pad);
      pad.read(state, now, this.#settings.value);
    }
    return this.#pads;
  }

  rumble(strength: number): void {
    const pads = (navigator.getGamepads?.() ?? []).filter(isRead);
    this.#rumble.pad(
      pads.find((state) => nameOf(state) === this.#last),
      strength,
    );
  }

  /** When it was used last, in milliseconds; 0 before that. */
  get usedAt(): number {
    return this.#usedAt;
  }

  release(): void {
    for (const pad of this.#pads.values()) pad.release();
  }

  stop(): void {
    this.#stop.abort();
  }
}
