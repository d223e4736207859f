/** The keys of the match that are no game's, and a spectator's dragging of the free camera. */
import { type ActionId, HELD } from "../input/actions.ts";
import { actionsAt, actionsNamed, isTaken } from "../input/keyboard.ts";
import { watchLosses } from "../input/losses.ts";
import { type PageActionOptions, PageActions } from "./page-actions.ts";

export interface KeyOptions extends PageActionOptions {
  /** The free camera was dragged by so many CSS pixels. */
  drag(byX: number, byY: number): void;
}

/** Answers what does the same for buttons of other devices. */
export function watchKeys(signal: AbortSignal, surface: HTMLElement, options: KeyOptions): PageActions {
  const { settings, eye, spectates, drag } = options;
  const actions = new PageActions(options);
  const counts = (action: ActionId) => actions.counts(action);
  /** What the key stands for just now: where it steers, nothing else, though a letter that a text names may stand on it. */
  const meaning = (event: KeyboardEvent): readonly ActionId[] => {
    const placed = spectates() && !eye.free ? [] : actionsAt(event, settings.value).filter(counts);
    return placed.length > 0 ? placed : actionsNamed(event, settings.value).filter(counts);
  };
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event) || movesFocus(event)) return;
      for (const action of meaning(event)) {
        if (!HELD.has(action) && actions.run(action, true, event.repeat)) event.preventDefault();
      }
    },
    { signal },
  );
  const up = (event: KeyboardEvent) => {
    for (const action of [...actionsAt(event, settings.value), ...actionsNamed(event, settings.value)])
      if (!HELD.has(action)) actions.run(action, false);
  };
  addEventListener("keyup", up, { signal });
  watchLosses(signal, () => actions.release());
  surface.addEventListener(
    "pointermove",
    (event) => {
      if (eye.free && event.buttons !== 0) drag(event.movementX, event.movementY);
    },
    { signal },
  );
  return actions;
}

/** Whether this is Tab, and must go on moving the focus: in the menus, and with Shift, the way into them by keyboard alone. */
function movesFocus(event: KeyboardEvent): boolean {
  if (event.key !== "Tab") return false;
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
  // A dialog that the click has opened has the focus by now, and keeps it.
  if (event.detail > 0 && (isButton || isSlider) && !activeElement.closest("dialog")) activeElement.blur();
}
