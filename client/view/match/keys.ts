/**
 * Keys of the match that are no game's: scores, sound, the net graph, and a spectator's: which player and which
 * moment to watch.
 */
import type { SettingsStore } from "#client/settings.ts";
import { ACTIONS, type ActionId } from "../input/actions.ts";
import { actionsAt, actionsNamed, isTaken, labelOf } from "../input/keyboard.ts";
import { watchLosses } from "../input/losses.ts";
import type { Eye } from "./eye.ts";
import type { Scrubber } from "./scrubber.ts";

export interface KeyOptions {
  readonly settings: SettingsStore;
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

/** What is done when a key goes down that stands for this; `scores` are shown for as long as it is held. */
type Deeds = Readonly<Partial<Record<ActionId, () => void>>>;

export function watchKeys(signal: AbortSignal, surface: HTMLElement, options: KeyOptions): void {
  const { settings, eye, spectates, scrubber, mute, net, ghosts, report, scores, drag } = options;
  let showsScores = false;
  const show = (held: boolean) => {
    if (held === showsScores) return;
    showsScores = held;
    scores(held);
  };
  const deeds: Deeds = {
    ...{ mute, net, ghosts, report },
    previous: () => eye.step(-1),
    next: () => eye.step(1),
    free: () => eye.toggleFree(),
    director: () => eye.toggleDirected(),
  };
  const counts = (action: ActionId) => ACTIONS[action].when !== (spectates() ? "play" : "watch");
  /** What the key stands for just now: where it steers, nothing else, though a letter that a text names may stand on it. */
  const meaning = (event: KeyboardEvent): readonly ActionId[] => {
    const placed = spectates() && !eye.free ? [] : actionsAt(event, settings.value).filter(counts);
    return placed.length > 0 ? placed : actionsNamed(event, settings.value).filter(counts);
  };
  const steers = (event: KeyboardEvent) => meaning(event).some((action) => ACTIONS[action].by === "place");
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const actions = meaning(event);
      if (actions.includes("scores") && !isMenu(event)) {
        event.preventDefault();
        if (!event.repeat) show(true);
      }
      const name = steers(event) ? event.code : labelOf(event);
      // A key that is held goes on and on, but for the one that stops.
      const repeats = !event.repeat || name !== "Space";
      if (repeats && spectates() && scrubber()?.key(name, eye.free)) event.preventDefault();
      if (event.repeat) return;
      for (const action of actions) deeds[action]?.();
    },
    { signal },
  );
  addEventListener("keyup", (event) => actionsNamed(event, settings.value).includes("scores") && show(false), {
    signal,
  });
  watchLosses(signal, () => show(false));
  surface.addEventListener(
    "pointermove",
    (event) => {
      if (eye.free && event.buttons !== 0) drag(event.movementX, event.movementY);
    },
    { signal },
  );
}

/** Whether a key, which is Tab at first, must go on moving the focus: in the menus, and with Shift, the way into them by keyboard alone. */
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
