/**
 * Moments after which the browser may keep the end of a press to itself: keys and buttons that go up while another
 * window, a menu or the system has the input are not told to the page.
 */

const FIELD = "dialog, input:not([readonly]), textarea, select, [contenteditable]";

/** Whether this has the keyboard for itself: a field to type in, or what stands in a dialog. */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest(FIELD) !== null;

/**
 * Whether a key of the system (Cmd, the Windows key) takes part: macOS is silent about keys that go up while it is
 * held.
 */
const isOfSystem = ({ metaKey, key }: KeyboardEvent): boolean => metaKey || key === "Meta" || key === "OS";

/** @param lost called at each such moment: all that is held counts as let go */
export function watchLosses(signal: AbortSignal, lost: () => void): void {
  const ofSystem = (event: KeyboardEvent) => isOfSystem(event) && lost();
  // The last to hear of it: what the page forbids takes nothing from it.
  const unlessForbidden = (event: Event) => event.defaultPrevented || lost();
  addEventListener("keydown", ofSystem, { signal, capture: true });
  addEventListener("keyup", ofSystem, { signal, capture: true });
  addEventListener("focusin", ({ target }) => isField(target) && lost(), { signal });
  addEventListener("contextmenu", unlessForbidden, { signal });
  addEventListener("dragstart", unlessForbidden, { signal });
  for (const away of ["blur", "pagehide", "beforeprint", "orientationchange"]) addEventListener(away, lost, { signal });
  for (const away of ["freeze", "fullscreenchange"]) document.addEventListener(away, lost, { signal });
  document.addEventListener("visibilitychange", () => document.hidden && lost(), { signal });
}
