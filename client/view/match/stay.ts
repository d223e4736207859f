/**
 * Keeps a slip of the hand from turning the page while the player plays: the buttons at a mouse's side lie under the
 * thumb, and the keys for back and forward are those for steering, with Alt or Cmd. A player who means to go has a
 * button for it.
 */
import { isTaken } from "../input/keyboard.ts";

/** Numbers of a mouse's side buttons. */
const SIDE: ReadonlySet<number> = new Set([3, 4]);
const TURNS: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "BracketLeft", "BracketRight"]);
const ALWAYS: ReadonlySet<string> = new Set(["Backspace", "BrowserBack", "BrowserForward"]);

const turnsPage = ({ altKey, metaKey, code, key }: KeyboardEvent): boolean =>
  ALWAYS.has(key) || ((altKey || metaKey) && TURNS.has(code));

export function stay(signal: AbortSignal, plays: () => boolean): void {
  const options = { signal, capture: true };
  // A browser goes back when such a button comes up; one of them may heed another of these events.
  for (const type of ["mousedown", "mouseup", "auxclick"] as const) {
    addEventListener(type, (event) => SIDE.has(event.button) && plays() && event.preventDefault(), options);
  }
  addEventListener(
    "keydown",
    (event) => turnsPage(event) && plays() && !isTaken(event) && event.preventDefault(),
    options,
  );
}
