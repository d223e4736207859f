/** Plays short synthetic sounds: few at once, from their place, as loud as was set. */
import type { SettingsStore } from "#client/settings.ts";

/** The parameters of a sound, in the order of zzfx: volume, randomness, frequency, attack, sustain, release … */
export type Recipe = readonly (number | undefined)[];
export type SoundBank = Readonly<Record<string, Recipe>>;

/** More at once is only noise. */
const AT_ONCE = 8;
/** The same sound again within this time, in milliseconds, is not heard as a second one. */
const APART = 35;

export interface Hearing {
  /** 0 to 1. */
  readonly loud?: number;
  /** -1 left to 1 right. */
  readonly pan?: number;
}

export class Sounds {
  readonly #bank: SoundBank;
  readonly #settings: SettingsStore;
  readonly #buffers = new Map<string, AudioBuffer>();
  readonly #last = new Map<string, number>();
  readonly #stop = new AbortController();
  #audio: { readonly context: AudioContext; readonly master: GainNode } | undefined;
  #playing = 0;

  constructor(bank: SoundBank, settings: SettingsStore) {
    this.#bank = bank;
    this.#settings = settings;
    const { signal } = this.#stop;
    // Browsers let a page sound only after a gesture.
    for (const gesture of ["pointerdown", "keydown", "touchend"]) {
      addEventListener(gesture, () => void this.#wake(), { signal, passive: true, capture: true });
    }
    const off = settings.watch(() => this.#level());
    signal.addEventListener("abort", off);
  }

  async #wake(): Promise<void> {
    try {
      if (this.#audio === undefined) await this.#build();
      if (this.#audio?.context.state === "suspended") await this.#audio.context.resume();
    } catch {
      // No sound device, or a browser that forbids it: the match goes on in silence.
    }
  }

  async #build(): Promise<void> {
    const { ZZFX } = await import("zzfx");
    if (this.#audio !== undefined || this.#stop.signal.aborted) return;
    const context = ZZFX.audioContext;
    const master = context.createGain();
    const limiter = context.createDynamicsCompressor();
    master.connect(limiter).connect(context.destination);
    for (const [name, recipe] of Object.entries(this.#bank)) {
      const samples = Float32Array.from(ZZFX.buildSamples(...recipe));
      const buffer = context.createBuffer(1, samples.length, ZZFX.sampleRate);
      buffer.copyToChannel(samples, 0);
      this.#buffers.set(name, buffer);
    }
    this.#audio = { context, master };
    this.#level();
  }

  #level(): void {
    const { muted, volume } = this.#settings.value;
    if (this.#audio !== undefined) this.#audio.master.gain.value = muted ? 0 : volume * 0.6;
  }

  play(name: string, { loud = 1, pan = 0 }: Hearing = {}): void {
    const audio = this.#audio;
    const buffer = this.#buffers.get(name);
    if (audio === undefined || buffer === undefined || loud < 0.03 || this.#settings.value.muted) return;
    const now = performance.now();
    if (this.#playing >= AT_ONCE || now - (this.#last.get(name) ?? 0) < APART) return;
    this.#last.set(name, now);
    const source = new AudioBufferSourceNode(audio.context, { buffer, playbackRate: 0.95 + Math.random() * 0.1 });
    const gain = new GainNode(audio.context, { gain: Math.min(1, loud) });
    const panner = new StereoPannerNode(audio.context, { pan: Math.max(-1, Math.min(1, pan)) });
    this.#playing += 1;
    source.addEventListener("ended", () => {
      this.#playing -= 1;
      panner.disconnect();
    });
    source.connect(gain).connect(panner).connect(audio.master);
    source.start();
  }

  stop(): void {
    this.#stop.abort();
    this.#audio?.master.disconnect();
  }
}
