/**
 * The way out for sounds. A browser opens it at a gesture, and may close it at any time: a phone call interrupts it, a
 * hidden page is silenced, the device that it plays on goes. Every sign that the player is back tries to open it again.
 */

import { logFault } from "#client/faults.ts";
import { connectMix } from "./mix.ts";

/**
 * Milliseconds for which the clock of a way out that runs may stand still. After that it is dead, even if it says
 * that it runs.
 */
const STANDS = 1000;

/** The browser has closed the context already: it is silent, as it should be. */
const closed = (): void => {};

interface Line {
  readonly context: AudioContext;
  readonly master: GainNode;
}

export class Speaker {
  readonly #open: () => AudioContext;
  readonly #woken: () => void;
  readonly #stop = new AbortController();
  #line: Line | undefined;
  #level = 1;
  /** It could not be opened, and that has been logged: each gesture tries again. */
  #told = false;
  /** What the line's clock said, and since when it says so. */
  #stood: { readonly at: number; readonly since: number } | undefined;

  /** @param woken called at every sign at which it is tried to open it */
  constructor(woken: () => void = () => {}, open: () => AudioContext = () => new AudioContext()) {
    this.#open = open;
    this.#woken = woken;
    const { signal } = this.#stop;
    // Browsers let a page sound only after a gesture.
    for (const gesture of ["pointerdown", "pointerup", "keydown", "touchend"]) {
      addEventListener(gesture, () => this.#wake(), { signal, passive: true, capture: true });
    }
    const back = () => this.#line && !document.hidden && this.#wake();
    for (const sign of ["focus", "pageshow"]) addEventListener(sign, back, { signal });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#rest() : back()), { signal });
    // Where the page is not secure there are none to be told of.
    navigator.mediaDevices?.addEventListener("devicechange", back, { signal });
  }

  /** Where sounds go; undefined while nothing would be heard. */
  get line(): Line | undefined {
    return this.#line?.context.state === "running" ? this.#line : undefined;
  }

  /** @param level 0 to 1 */
  set level(level: number) {
    this.#level = level;
    if (this.#line) this.#line.master.gain.value = level;
  }

  #wake(): void {
    try {
      if (this.#line && this.#isDead(this.#line.context)) this.#drop();
      this.#line ??= this.#connect();
      const { context } = this.#line;
      // "suspended", or what an iPhone calls "interrupted". One that may not resume yet does at the next sign.
      if (context.state !== "running") context.resume().catch(() => {});
      this.#woken();
    } catch (error) {
      // No sound device, or a browser that forbids it: the match goes on in silence.
      if (!this.#told) logFault("sound_failed", {}, error);
      this.#told = true;
    }
  }

  #isDead({ state, currentTime }: AudioContext): boolean {
    if (state !== "running") {
      this.#stood = undefined;
      return state === "closed";
    }
    const now = performance.now();
    if (this.#stood?.at !== currentTime) this.#stood = { at: currentTime, since: now };
    return now - this.#stood.since > STANDS;
  }

  #connect(): Line {
    const context = this.#open();
    const master = connectMix(context);
    master.gain.value = this.#level;
    const { signal } = this.#stop;
    // A call has ended; the device has failed.
    context.addEventListener("statechange", () => this.#changed(context), { signal });
    context.addEventListener("error", () => this.#line?.context === context && this.#drop(), { signal });
    return { context, master };
  }

  #changed(context: AudioContext): void {
    const isOurs = this.#line?.context === context;
    if (isOurs && context.state !== "running" && !document.hidden) this.#wake();
  }

  /** The page is hidden: the sound device is given back. */
  #rest(): void {
    if (this.#line?.context.state === "running") this.#line.context.suspend().catch(closed);
  }

  #drop(): void {
    const context = this.#line?.context;
    this.#line = undefined;
    this.#stood = undefined;
    if (context !== undefined && context.state !== "closed") context.close().catch(closed);
  }

  stop(): void {
    this.#stop.abort();
    this.#drop();
  }
}
