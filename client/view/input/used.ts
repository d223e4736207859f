/** What a player has done with the controls, and by which device: hints go by it. */
import type { Action, Controls, Reading } from "./controls.ts";

export type DeviceInHand = "keys" | "touch" | "pad";

/** One thing that a player can learn to do. */
export type Doing = "move" | Action;

const isCoarse = (): boolean => globalThis.matchMedia?.("(pointer: coarse)").matches ?? false;

export class Used {
  /** By device, what has been done once. */
  readonly #done: Readonly<Record<DeviceInHand, Set<Doing>>> = { keys: new Set(), touch: new Set(), pad: new Set() };
  #inHand: DeviceInHand = isCoarse() ? "touch" : "keys";

  get inHand(): DeviceInHand {
    return this.#inHand;
  }

  /** What has been done by the device in hand. */
  get done(): ReadonlySet<Doing> {
    return this.#done[this.#inHand];
  }

  /** The device that was used last is in hand; before any was, what the screen is made for. */
  see(controls: Controls, usedAt: Readonly<Record<DeviceInHand, number>>): void {
    for (const device of ["keys", "touch", "pad"] as const) {
      const isLast = Object.values(usedAt).every((at) => at <= usedAt[device]);
      if (usedAt[device] > 0 && isLast) this.#inHand = device;
    }
    const done = this.#done[this.#inHand];
    if (controls.moveX !== 0 || controls.moveY !== 0 || controls.pointer !== undefined) done.add("move");
    for (const action of controls.actions) done.add(action);
  }
}

/** When each kind of device was used last. */
export const lastUse = (
  keyboard: Reading,
  mouse: Reading,
  touch: Reading,
  pad: Reading,
): Readonly<Record<DeviceInHand, number>> => ({
  keys: Math.max(keyboard.usedAt, mouse.usedAt),
  touch: touch.usedAt,
  pad: pad.usedAt,
});
