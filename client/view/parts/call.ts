/** Calls a player back to the page, also from another window: a sound, and a notification where that is allowed. */
import { logFault } from "#client/faults.ts";
import type { SettingsStore } from "#client/settings.ts";

/** Why a player is called. */
export interface Reason {
  /** Of the notification: "Match found". */
  readonly title: string;
  /** A newer notification of this tag takes the place of the one before. */
  readonly tag: string;
  /** In Hz, one after the other. */
  readonly notes: readonly number[];
}

/** Seconds from one note to the next. */
const STEP_S = 0.14;

export class Call {
  readonly #settings: SettingsStore;
  readonly #reason: Reason;
  #context: AudioContext | undefined;

  constructor(settings: SettingsStore, reason: Reason) {
    this.#settings = settings;
    this.#reason = reason;
  }

  /** The player has pressed a button: from now on the browser lets the page sound. */
  prepare(): void {
    // After a reload no button was pressed: the call is seen, and notified where that is allowed.
    if (!navigator.userActivation?.hasBeenActive) return;
    try {
      this.#context ??= new AudioContext();
      void this.#context.resume().catch(() => {});
    } catch (error) {
      // No sound device, or a browser that forbids it: the call is seen, not heard.
      logFault("sound_failed", {}, error);
    }
  }

  /** The page goes on without it. */
  stop(): void {
    void this.#context?.close().catch(() => {});
    this.#context = undefined;
  }

  /** Whether the player may be asked for leave to notify them. */
  get canAsk(): boolean {
    return "Notification" in globalThis && isSecureContext && Notification.permission === "default";
  }

  async ask(): Promise<void> {
    await Notification.requestPermission();
  }

  call(text: string): void {
    const { title, tag } = this.#reason;
    this.#sound();
    if (!("Notification" in globalThis) || Notification.permission !== "granted" || document.hasFocus()) return;
    try {
      const shown = new Notification(title, { body: text, tag });
      shown.addEventListener("click", () => {
        window.focus();
        shown.close();
      });
    } catch (error) {
      // Phones let only service workers notify.
      logFault("view_failed", { part: "notification" }, error);
    }
  }

  #sound(): void {
    const context = this.#context;
    const { muted, volume } = this.#settings.value;
    if (context?.state !== "running" || muted) return;
    const level = context.createGain();
    level.gain.value = volume * 0.3;
    level.connect(context.destination);
    for (const [n, note] of this.#reason.notes.entries()) {
      const tone = context.createOscillator();
      const start = context.currentTime + n * STEP_S;
      tone.frequency.value = note;
      tone.connect(level);
      tone.start(start);
      tone.stop(start + STEP_S);
    }
  }
}
