/**
 * What lies over the picture: all parts of the page that say so by the attribute `data-over`. The camera shows the followed
 * body, or the whole of a world, in what they leave free. With `data-over="body"` it makes room for a body alone: a world that
 * is seen whole would grow and shrink with what stands there for a moment.
 */
import type { Sight } from "../games/game-view.ts";
import { type Rect, touch } from "../stage/free-frame.ts";

/** A part of the page, and where over the picture it lies. */
export interface Over {
  readonly part: HTMLElement;
  readonly rect: Rect;
}

const isSame = (a: Rect, b: Rect): boolean =>
  a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;

/** In CSS pixels, from the picture's corner. What is not shown is left out. Looks at the page, so not for every frame. */
export function partsOver(host: HTMLElement, sight: Sight): readonly Over[] {
  const { left, top, width, height } = host.getBoundingClientRect();
  const screen: Rect = { left: 0, top: 0, right: width, bottom: height };
  const over = sight === "whole" ? '[data-over=""]' : "[data-over]";
  return [...document.querySelectorAll<HTMLElement>(over)]
    .map((part) => {
      const rect = part.getBoundingClientRect();
      const [x, y] = [rect.left - left, rect.top - top];
      return { part, rect: { left: x, top: y, right: x + rect.width, bottom: y + rect.height } };
    })
    .filter(({ rect }) => rect.right > rect.left && rect.bottom > rect.top && touch(rect, screen));
}

/** The places of what lies over the picture: the same array for as long as they are the same. */
export class Covered {
  #rects: readonly Rect[] = [];

  get rects(): readonly Rect[] {
    return this.#rects;
  }

  see(parts: readonly Over[]): void {
    const rects = parts.map(({ rect }) => rect);
    const same = rects.length === this.#rects.length && rects.every((rect, i) => isSame(rect, this.#rects[i]));
    if (!same) this.#rects = rects;
  }
}
