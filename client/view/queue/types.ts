/** The search for a match as pages have it. */
export interface QueueOfPages {
  /** Waits for a match of this competitive mode, on this page and on those after it. Ends a search for another one. */
  search(game: string, mode: string): void;
  /** Whether the player waits, or is about to. */
  readonly isOn: boolean;
  /** What they wait for, while that is known. */
  readonly wanted: { readonly game: string; readonly mode: string } | undefined;
  /** Leads the keyboard and the screen reader to the bar of the search. */
  show(): void;
  /** The player does not want to wait any longer. */
  cancel(): void;
}
