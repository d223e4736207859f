/** Keys of the match that are no game's: scores, sound, and a spectator's. */
import { isTaken } from "../input/keyboard.ts";
import type { Eye } from "./eye.ts";

export interface KeyOptions {
  readonly eye: Eye;
  spectates(): boolean;
  mute(): void;
  scores(held: boolean): void;
  /** The free camera was dragged by so many CSS pixels. */
  drag(byX: number, byY: number): void;
}

export function watchKeys(
  signal: AbortSignal,
  surface: HTMLElement,
  { eye, spectates, mute, scores, drag }: KeyOptions,
): void {
  const spectator: Readonly<Record<string, () => void>> = {
    KeyQ: () => eye.step(-1),
    KeyE: () => eye.step(1),
    ArrowLeft: () => !eye.free && eye.step(-1),
    ArrowRight: () => !eye.free && eye.step(1),
    KeyF: () => eye.toggleFree(),
  };
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      if (event.code === "Tab" && !isMenu(event)) {
        event.preventDefault();
        if (!event.repeat) scores(true);
      }
      if (event.repeat) return;
      if (event.code === "KeyM") mute();
      if (spectates()) spectator[event.code]?.();
    },
    { signal },
  );
  addEventListener("keyup", (event) => event.code === "Tab" && scores(false), { signal });
  addEventListener("blur", () => scores(false), { signal });
  surface.addEventListener(
    "pointermove",
    (event) => {
      if (eye.free && event.buttons !== 0) drag(event.movementX, event.movementY);
    },
    { signal },
  );
}

/** Whether Tab must go on moving the focus: in the menus, and with Shift for those who need a way into them. */
function isMenu(event: KeyboardEvent): boolean {
  const { target } = event;
  const inMenu = target instanceof HTMLElement && target.closest("button, a, input, dialog") !== null;
  const menuOpen = document.querySelector(".lobby, .results, .overlay, dialog[open]") !== null;
  return inMenu || menuOpen || event.shiftKey;
}
