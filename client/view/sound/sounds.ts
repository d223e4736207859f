/** Plays short synthetic sounds: few at once, from their place, as loud as was set. */
import { logFault } from "#client/faults.ts";
import type { SettingsStore } from "#client/settings.ts";
import { Speaker } from "./speaker.ts";

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

/** What a game's scene needs of them. */
export interface SoundPlayer {
  play(name: string, hearing?: Hearing): void;
}

export class Sounds implements SoundPlayer {
  readonly #bank: SoundBank;
  readonly #settings: SettingsStore;
  readonly #buffers = new Map<string, AudioBuffer>();
  readonly #last = new Map<string, number>();
  readonly #stop = new AbortController();
  readonly #speaker: Speaker;
  readonly #playing = new Set<AudioBufferSourceNode>();
  /** Where those play. */
  #on: AudioContext | undefined;
  #building = false;
  /** The sounds could not be made, and that has been logged: each gesture tries again. */
  #told = false;

  constructor(bank: SoundBank, settings: SettingsStore) {
    this.#bank = bank;
    this.#settings = settings;
    this.#speaker = new Speaker(() => void this.#build());
    this.#stop.signal.addEventListener(
      "abort",
      settings.watch(() => this.#level()),
    );
    this.#level();
  }

  async #build(): Promise<void> {
    if (this.#building) return;
    this.#building = true;
    try {
      await this.#fill();
    } catch (error) {
      // It did not load, or there is no sound device: the match goes on in silence, until the next try.
      this.#building = false;
      if (!this.#told) logFault("sound_failed", {}, error);
      this.#told = true;
    }
  }

  async #fill(): Promise<void> {
    const { ZZFX } = await import("zzfx");
    for (const [name, recipe] of Object.entries(this.#bank)) {
      const samples = Float32Array.from(ZZFX.buildSamples(...recipe));
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: ZZFX.sampleRate });
      buffer.copyToChannel(samples, 0);
      this.#buffers.set(name, buffer);
    }
    // It opens a way out of its own.
    if (ZZFX.audioContext.state !== "closed") await ZZFX.audioContext.close();
  }

  #level(): void {
    const { muted, volume } = this.#settings.value;
    this.#speaker.level = muted ? 0 : volume * 0.6;
  }

  play(name: string, { loud = 1, pan = 0 }: Hearing = {}): void {
    const { line } = this.#speaker;
    const buffer = this.#buffers.get(name);
    if (line === undefined || buffer === undefined || loud < 0.03 || this.#settings.value.muted) return;
    const now = performance.now();
    if (this.#on !== line.context) {
      // What played elsewhere never ends.
      this.#playing.clear();
      this.#on = line.context;
    }
    if (this.#playing.size >= AT_ONCE || now - (this.#last.get(name) ?? 0) < APART) return;
    this.#last.set(name, now);
    const source = new AudioBufferSourceNode(line.context, { buffer, playbackRate: 0.95 + Math.random() * 0.1 });
    const gain = new GainNode(line.context, { gain: Math.min(1, loud) });
    const panner = new StereoPannerNode(line.context, { pan: Math.max(-1, Math.min(1, pan)) });
    this.#playing.add(source);
    source.addEventListener("ended", () => {
      this.#playing.delete(source);
      panner.disconnect();
    });
    source.connect(gain).connect(panner).connect(line.master);
    source.start();
  }

  stop(): void {
    this.#stop.abort();
    this.#speaker.stop();
  }
}
