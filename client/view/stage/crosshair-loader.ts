/** Loads the crosshair after the first frame, which needs none: until then the browser's own is over the match. */
import { logFault } from "#client/faults.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { Crosshair } from "./crosshair.ts";

export class CrosshairLoader {
  readonly #host: HTMLElement;
  readonly #settings: SettingsStore;
  readonly #signal: AbortSignal;
  #asked = false;
  #crosshair: Crosshair | undefined;

  constructor(host: HTMLElement, settings: SettingsStore, signal: AbortSignal) {
    this.#host = host;
    this.#settings = settings;
    this.#signal = signal;
  }

  /** Undefined while it is not loaded. */
  get crosshair(): Crosshair | undefined {
    return this.#crosshair;
  }

  /** A frame has been drawn. */
  drawn(): void {
    if (!this.#asked) void this.#load();
    this.#asked = true;
  }

  async #load(): Promise<void> {
    try {
      const { Crosshair } = await import("./crosshair.ts");
      if (!this.#signal.aborted) this.#crosshair = new Crosshair(this.#host, this.#settings, this.#signal);
    } catch (error) {
      // One plays without it.
      logFault("view_failed", { part: "crosshair" }, error);
    }
  }
}
