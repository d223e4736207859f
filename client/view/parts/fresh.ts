/**
 * Holds a panel back that appears while a player plays: `<section ${fresh()}>`. For its first half second, and as long
 * as the player goes on pressing, it is inert: a press that was meant for the match goes on to the match, and none that
 * began before can press a button. docs/decisions/menus.md
 */
import { noChange } from "lit-html";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit-html/directive.js";

/** For how long at least, and how long after the last press meanwhile, in milliseconds. */
export const FRESH_MS = 500;
/** However often the player presses, it is no longer than this. */
export const MOST_MS = 1500;

/** Keys that press a button. */
const PRESSES: ReadonlySet<string> = new Set(["Enter", " "]);

/** Makes an element inert until it has stood there for a while. */
export function holdBack(element: HTMLElement, now: () => number = () => performance.now()): void {
  const since = now();
  let until = since + FRESH_MS;
  const done = new AbortController();
  const listen = { signal: done.signal, capture: true };
  const press = () => {
    until = Math.min(since + MOST_MS, now() + FRESH_MS);
  };
  const wait = () => {
    const left = until - now();
    // It was taken away again meanwhile: its listeners go as well.
    if (left > 0) setTimeout(wait, left);
    else {
      done.abort();
      element.removeAttribute("inert");
    }
  };
  element.setAttribute("inert", "");
  addEventListener("pointerdown", press, listen);
  addEventListener("keydown", (event) => PRESSES.has(event.key) && !event.repeat && press(), listen);
  // A script's click, such as a gamepad's, reaches also what is inert.
  const swallow = (event: Event) => {
    if (!(event.target instanceof Node) || !element.contains(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("click", swallow, listen);
  setTimeout(wait, FRESH_MS);
}

class FreshDirective extends Directive {
  #known: Element | undefined;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError("fresh() stands in an element's tag");
  }

  render(): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart): typeof noChange {
    if (this.#known !== element && element instanceof HTMLElement) holdBack(element);
    this.#known = element;
    return noChange;
  }
}

export const fresh = directive(FreshDirective);
