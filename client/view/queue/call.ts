/** Calls a player into the match that was found, also from another window: a sound, and a notification where that is allowed. */
import { logFault } from "#client/faults.ts";
import type { SettingsStore } from "#client/settings.ts";

/** Rising notes, in Hz, and the seconds from one to the next. */
const NOTES = [523.25, 659.25, 783.99, 1046.5] as const;
const STEP_S = 0.14;

export class Call {
  readonly #settings: SettingsStore;
  #context: AudioContext | undefined;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
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

  /** Whether the player may be asked for leave to notify them. */
  get canAsk(): boolean {
    return "Notification" in globalThis && isSecureContext && Notification.permission === "default";
  }

  async ask(): Promise<void> {
    await Notification.requestPermission();
  }

  call(text: string): void {
    this.#sound();
    if (!("Notification" in globalThis) || Notification.permission !== "granted" || document.hasFocus()) return;
    try {
      const shown = new Notification("Match found", { body: text, tag: "scrim.queue" });
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
    for (const [n, note] of NOTES.entries()) {
      const tone = context.createOscillator();
      const start = context.currentTime + n * STEP_S;
      tone.frequency.value = note;
      tone.connect(level);
      tone.start(start);
      tone.stop(start + STEP_S);
    }
  }
}
