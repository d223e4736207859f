/**
 * Keys of the match that are no game's: scores, sound, the net graph, and a spectator's: which player and which
 * moment to watch.
 */
import { isTaken, labelOf, steers } from "../input/keyboard.ts";
import { watchLosses } from "../input/losses.ts";
import type { Eye } from "./eye.ts";
import type { Scrubber } from "./scrubber.ts";

export interface KeyOptions {
  readonly eye: Eye;
  spectates(): boolean;
  /** What a spectator looks back with; undefined while there is nothing to look back at. */
  scrubber(): Scrubber | undefined;
  mute(): void;
  /** Shows or hides the net graph; ghosts. */
  net(): void;
  ghosts(): void;
  /** Keeps what the player saw of the last minute. */
  report(): void;
  scores(held: boolean): void;
  /** The free camera was dragged by so many CSS pixels. */
  drag(byX: number, byY: number): void;
}

export function watchKeys(
  signal: AbortSignal,
  surface: HTMLElement,
  { eye, spectates, scrubber, mute, net, ghosts, report, scores, drag }: KeyOptions,
): void {
  let showsScores = false;
  const show = (held: boolean) => {
    if (held === showsScores) return;
    showsScores = held;
    scores(held);
  };
  const keys: Readonly<Record<string, () => void>> = { KeyM: mute, KeyN: net, KeyG: ghosts, F8: report };
  const spectator: Readonly<Record<string, () => void>> = {
    KeyQ: () => eye.step(-1),
    KeyE: () => eye.step(1),
    KeyF: () => eye.toggleFree(),
    KeyC: () => eye.toggleDirected(),
  };
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      // On some keyboards a letter that stands in a label is a steering key by its place.
      const name = steers(event) && (!spectates() || eye.free) ? event.code : labelOf(event);
      if (name === "Tab" && !isMenu(event)) {
        event.preventDefault();
        if (!event.repeat) show(true);
      }
      // A key that is held goes on and on, but for the one that stops.
      const repeats = !event.repeat || name !== "Space";
      if (repeats && spectates() && scrubber()?.key(name, eye.free)) event.preventDefault();
      if (event.repeat) return;
      keys[name]?.();
      if (spectates()) spectator[name]?.();
    },
    { signal },
  );
  addEventListener("keyup", (event) => labelOf(event) === "Tab" && show(false), { signal });
  watchLosses(signal, () => show(false));
  surface.addEventListener(
    "pointermove",
    (event) => {
      if (eye.free && event.buttons !== 0) drag(event.movementX, event.movementY);
    },
    { signal },
  );
}

/** Whether Tab must go on moving the focus: in the menus, and with Shift, the way into them by keyboard alone. */
function isMenu(event: KeyboardEvent): boolean {
  const { target } = event;
  const inMenu = target instanceof HTMLElement && target.closest("button, a, input, select, dialog") !== null;
  const menuOpen = document.querySelector(".lobby, .results, .overlay, dialog[open]") !== null;
  return inMenu || menuOpen || event.shiftKey;
}

/** After a click of a pointer the keys belong to the match again; a player who uses the keyboard keeps the focus. */
export function unfocus(event: MouseEvent): void {
  const { activeElement } = document;
  const isButton = activeElement instanceof HTMLButtonElement;
  const isSlider = activeElement instanceof HTMLInputElement && activeElement.type === "range";
  if (event.detail > 0 && (isButton || isSlider)) activeElement.blur();
}
