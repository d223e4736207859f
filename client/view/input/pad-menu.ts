/**
 * Gamepads in menus: the cross or a stick moves the focus, A presses what has it, B goes back, Menu presses the main button. Loaded when the first pad is seen.
 * What the page does with a press it does for a click: there is nothing here that only a pad can do.
 */
import { nextIn, type Way } from "./focus-mover.ts";
import { enterPadMenu, isPadMenu, padMovesFocus } from "./pad-menu-state.ts";

/** Numbers of the standard layout. */
const [A, B, MENU] = [0, 1, 9];
const CROSS: readonly (readonly [button: number, way: Way])[] = [
  [12, "up"],
  [13, "down"],
  [14, "left"],
  [15, "right"],
];
/** A stick that is pushed so far points. */
const PUSHED = 0.6;
/** Milliseconds until a way that is held goes on, and between its steps then. */
const FIRST = 400;
const NEXT = 130;
/** Milliseconds between two looks at the pads. */
const LOOK = 30;

const FOCUSABLE =
  'button:not([disabled]), a[href], input:not([disabled]), select:not([disabled]), summary, [tabindex]:not([tabindex="-1"])';
/** What lies on top has the focus for itself: the first of these that is there, with what stands beside it. */
const LAYERS: readonly (readonly [top: string, all: string])[] = [
  ["dialog[open]", "dialog[open]"],
  [".overlay, .results", ".overlay, .results, .toolbar"],
  [".toolbar", ".lobby, .toolbar"],
];

interface Said {
  readonly ways: ReadonlySet<Way>;
  readonly a: boolean;
  readonly b: boolean;
  readonly menu: boolean;
}

function read(): Said {
  const pads = document.hasFocus() ? (navigator.getGamepads?.() ?? []) : [];
  const ways = new Set<Way>();
  let [a, b, menu] = [false, false, false];
  for (const pad of pads) {
    if (pad?.connected !== true || pad.mapping !== "standard") continue;
    const down = (button: number) => pad.buttons[button]?.pressed === true;
    for (const [button, way] of CROSS) if (down(button)) ways.add(way);
    const [x = 0, y = 0] = pad.axes;
    if (Math.abs(x) > PUSHED) ways.add(x < 0 ? "left" : "right");
    else if (Math.abs(y) > PUSHED) ways.add(y < 0 ? "up" : "down");
    a ||= down(A);
    b ||= down(B);
    menu ||= down(MENU);
  }
  return { ways, a, b, menu };
}

const layers = (): readonly Element[] => {
  const [, all] = LAYERS.find(([top]) => document.querySelector(top) !== null) ?? ["", "body"];
  return [...document.querySelectorAll(all)];
};

const isSeen = (element: HTMLElement): boolean => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: false });
};

/** A radio button, whose own box may be of no size, is where its label is. */
const boxOf = (element: HTMLElement): DOMRect => (element.closest("label") ?? element).getBoundingClientRect();

const focusable = (): readonly HTMLElement[] =>
  layers()
    .flatMap((layer) => [...layer.querySelectorAll<HTMLElement>(FOCUSABLE)])
    .filter((element) => isSeen(element.closest<HTMLElement>("label") ?? element));

/** A slider and a list change with left and right, as they do by the keyboard. @returns whether it is one */
function changes(element: Element, way: Way): boolean {
  if (way === "up" || way === "down") return false;
  const by = way === "right" ? 1 : -1;
  if (element instanceof HTMLInputElement && element.type === "range") {
    element.stepUp(by * (Number(element.step) > 0 ? 1 : 0));
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }
  if (!(element instanceof HTMLSelectElement)) return false;
  const to = element.selectedIndex + by;
  if (to < 0 || to >= element.options.length) return true;
  element.selectedIndex = to;
  element.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function move(way: Way): void {
  const all = focusable();
  const { activeElement } = document;
  const own = all.find((element) => element === activeElement);
  if (own === undefined) {
    focus(mainOf(all) ?? all[0]);
    return;
  }
  if (changes(own, way)) return;
  const others = all.filter((element) => element !== own);
  const at = nextIn(others.map(boxOf), boxOf(own), way);
  if (at !== undefined) focus(others[at]);
}

const mainOf = (all: readonly HTMLElement[]): HTMLElement | undefined => all.find((one) => one.matches(".primary"));

function focus(element: HTMLElement | undefined): void {
  // As by the keyboard: it is seen which one has it.
  element?.focus({ focusVisible: true });
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function press(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && focusable().includes(activeElement)) activeElement.click();
  else move("down");
}

/** Out of what is on top: a dialog is closed; of a match's buttons the match has the pad again. */
function back(): void {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[open]");
  if (dialog) dialog.close();
  else {
    enterPadMenu(false);
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  }
}

export class PadMenu {
  #before: Said = { ways: new Set(), a: true, b: true, menu: true };
  #wasMenu = false;
  /** When a way that is held goes on. */
  #nextAt = Number.POSITIVE_INFINITY;

  /** Looks at the pads, for as long as the page lives. */
  constructor() {
    const timer = setInterval(() => this.look(performance.now()), LOOK);
    addEventListener("pagehide", () => clearInterval(timer));
    addEventListener("pageshow", (event) => event.persisted && new PadMenu());
    // A match that is left takes its buttons along.
    addEventListener("popstate", () => enterPadMenu(false));
  }

  look(now: number): void {
    const before = this.#before;
    const said = read();
    this.#before = said;
    const isMenu = isPadMenu();
    // What is down as a menu opens was meant for the match.
    const opens = isMenu && !this.#wasMenu;
    this.#wasMenu = isMenu;
    if (opens || !padMovesFocus()) {
      this.#nextAt = Number.POSITIVE_INFINITY;
      return;
    }
    for (const way of said.ways) {
      if (before.ways.has(way) && now < this.#nextAt) continue;
      this.#nextAt = now + (before.ways.has(way) ? NEXT : FIRST);
      move(way);
    }
    if (said.a && !before.a) press();
    if (said.b && !before.b) back();
    // "Play", "Rematch", "Done".
    if (said.menu && !before.menu) mainOf(focusable())?.click();
  }
}
