/** Gamepads, whose code is loaded when the first one is seen: most players have none. */
import { logFault } from "#client/faults.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { PadDevice, Press, Reading, ScreenPoint } from "./controls.ts";

const hasPad = (): boolean => (navigator.getGamepads?.() ?? []).some((pad) => pad !== null);

export class LatePads implements PadDevice {
  readonly #stop = new AbortController();
  readonly #settings: SettingsStore;
  #pads: PadDevice | undefined;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
    if (hasPad()) void this.#load();
    else addEventListener("gamepadconnected", () => void this.#load(), { once: true, signal: this.#stop.signal });
  }

  async #load(): Promise<void> {
    try {
      const { Gamepads } = await import("./gamepad.ts");
      if (!this.#stop.signal.aborted) this.#pads = new Gamepads(this.#settings);
    } catch (error) {
      logFault("view_failed", { part: "pad" }, error);
    }
  }

  get usedAt(): number {
    return this.#pads?.usedAt ?? 0;
  }

  read(now: number, body: ScreenPoint | undefined, press: Press): Reading {
    return this.#pads?.read(now, body, press) ?? { moveX: 0, moveY: 0, aim: undefined, usedAt: 0 };
  }

  rumble(strength: number): void {
    this.#pads?.rumble(strength);
  }

  release(): void {
    this.#pads?.release();
  }

  stop(): void {
    this.#stop.abort();
    this.#pads?.stop();
  }
}
