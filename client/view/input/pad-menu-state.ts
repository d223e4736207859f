/** Whether gamepads move the focus of the page just now, or are the match's, or are asked for a button. */

let suspensions = 0;
let entered = false;

/** What covers the match, or stands in its place. */
const MENUS = "dialog[open], .results, .overlay, .centred, .start";

/** The page is left to the pads' menu, or given back to the match. */
export function enterPadMenu(isIn: boolean): void {
  entered = isIn;
}

/** Pads move no focus until what this answers is called. */
export function suspendPadMenu(): () => void {
  suspensions += 1;
  let over = false;
  return () => {
    if (!over) suspensions -= 1;
    over = true;
  };
}

/** Whether pads are the match's no more, because a menu has them. */
export const isPadMenu = (): boolean =>
  (entered && document.activeElement !== document.body) || document.querySelector(MENUS) !== null;

/** Whether they move the focus. */
export const padMovesFocus = (): boolean => suspensions === 0 && isPadMenu();
