/** Plays short synthetic sounds: few at once, from their place, as loud as was set. */
import { logFault } from "#client/faults.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { SoundBank } from "./bank.ts";
import { buffersOf } from "./buffers.ts";
import { Speaker } from "./speaker.ts";
import { voiceIn } from "./voice.ts";
import { Voices, type Whose } from "./voices.ts";

export interface Hearing {
  /** 0 to 1. */
  readonly loud?: number;
  /** -1 left to 1 right. */
  readonly pan?: number;
  /** By default it is the player's own, or no player's. */
  readonly whose?: Whose;
  /** 0 = at the ear, 1 = so far that little is left of it. */
  readonly far?: number;
}

/** What a game's scene needs of them. */
export interface SoundPlayer {
  play(name: string, hearing?: Hearing): void;
}

export class Sounds implements SoundPlayer {
  readonly #bank: SoundBank;
  readonly #settings: SettingsStore;
  #buffers: ReadonlyMap<string, AudioBuffer> = new Map();
  readonly #voices = new Voices();
  readonly #stop = new AbortController();
  readonly #speaker: Speaker;
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
      this.#buffers = await buffersOf(this.#bank);
    } catch (error) {
      // It did not load, or there is no sound device: the match goes on in silence, until the next try.
      this.#building = false;
      if (!this.#told) logFault("sound_failed", {}, error);
      this.#told = true;
    }
  }

  #level(): void {
    const { muted, volume } = this.#settings.value;
    this.#speaker.level = muted ? 0 : volume * 0.6;
  }

  play(name: string, { loud = 1, pan = 0, whose = "own", far = 0 }: Hearing = {}): void {
    const { line } = this.#speaker;
    const buffer = this.#buffers.get(name);
    if (line === undefined || buffer === undefined || loud < 0.03 || this.#settings.value.muted) return;
    if (this.#on !== line.context) {
      // What played elsewhere never ends.
      this.#voices.clear();
      this.#on = line.context;
    }
    const now = performance.now();
    if (!this.#voices.admit(name, whose, now)) return;
    const pitch = 0.95 + Math.random() * 0.1;
    const { source, stop } = voiceIn(line.context, line.master, buffer, { loud, pan, whose, far }, pitch);
    source.addEventListener("ended", this.#voices.begin(whose, now, stop));
    source.start();
  }

  stop(): void {
    this.#stop.abort();
    this.#speaker.stop();
  }
}
