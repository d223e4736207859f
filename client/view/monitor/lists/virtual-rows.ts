/** Of a long list only the rows that can be seen are in the page: rows of one height, in a part of the page that scrolls. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";

/** So many rows at least are ready above and below. */
const AHEAD = 6;
/** Rows come and go so many at a time: drawn anew with each row that is scrolled past, the page would run at half its frames. */
const BLOCK = 8;

/**
 * The rows that are in the page: whole blocks.
 * @param start the first that can be seen @param fits so many can be seen at once @param count of all
 */
export function blocksAt(start: number, fits: number, count: number): number[] {
  const first = Math.floor(Math.max(0, start - AHEAD) / BLOCK) * BLOCK;
  const end = Math.min(count, first + BLOCK + AHEAD + fits + AHEAD);
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}

export interface Seen {
  readonly rows: readonly VirtualItem[];
  /** The room of the rows that are not there, in pixels: above and below. */
  readonly above: number;
  readonly below: number;
}

export class VirtualRows {
  readonly #rows: Virtualizer<HTMLElement, HTMLElement>;
  readonly #rem: number;
  #host: HTMLElement | null = null;
  #end: (() => void) | undefined;
  #height: number;
  /** What was drawn last: which rows, and how high. */
  #drawn = "";

  /**
   * @param rem the height of a row, as CSS has it
   * @param redraw other rows are to be seen
   */
  constructor(rem: number, redraw: () => void) {
    this.#rem = rem;
    this.#height = rem * 16;
    this.#rows = new Virtualizer<HTMLElement, HTMLElement>({
      count: 0,
      getScrollElement: () => this.#host,
      estimateSize: () => this.#height,
      scrollToFn: elementScroll,
      observeElementRect: (rows, came) =>
        observeElementRect(rows, (rect) => {
          this.#measure();
          came(rect);
        }),
      observeElementOffset,
      rangeExtractor: ({ startIndex, count }) => blocksAt(startIndex, this.#fits, count),
      onChange: () => this.#asked !== this.#drawn && redraw(),
    });
  }

  /** Of a row, in pixels. */
  get height(): number {
    return this.#height;
  }

  /** The part of the page that scrolls: for `ref`. */
  readonly host = (element: Element | undefined): void => {
    this.#end?.();
    this.#end = undefined;
    this.#host = element instanceof HTMLElement ? element : null;
    if (this.#host === null) return;
    this.#measure();
    this.#end = this.#rows._didMount();
    this.#rows._willUpdate();
  };

  /** Which of so many rows are in the page. */
  seen(count: number): Seen {
    if (count !== this.#rows.options.count) this.#rows.setOptions({ ...this.#rows.options, count });
    const rows = this.#rows.getVirtualItems();
    this.#drawn = this.#asked;
    const total = this.#rows.getTotalSize();
    return { rows, above: rows[0]?.start ?? 0, below: total - (rows.at(-1)?.end ?? 0) };
  }

  /** What is to be drawn, as {@link VirtualRows.#drawn} has it. */
  get #asked(): string {
    const rows = this.#rows.getVirtualIndexes();
    return `${rows[0]} ${rows.at(-1)} ${this.#height}`;
  }

  /** How many rows can be seen at once. */
  get page(): number {
    return Math.max(1, Math.floor(this.#room / this.#height) - 1);
  }

  /** So many rows can be seen at once, parts of them too. */
  get #fits(): number {
    return Math.ceil(this.#room / this.#height) + 1;
  }

  /** The height of what can be seen, in pixels. */
  get #room(): number {
    return this.#rows.scrollRect?.height ?? 0;
  }

  show(index: number): void {
    this.#rows.scrollToIndex(index);
  }

  /** The size of text goes with the window's. */
  #measure(): void {
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = Math.round(this.#rem * size);
    if (!(height > 0) || height === this.#height) return;
    this.#height = height;
    this.#rows.measure();
  }
}
