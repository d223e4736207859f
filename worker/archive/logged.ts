/** What the archive needs to know of a match and its log. A match's header and pages, as they are stored, are of this form. */
import type { ReplayHead, TurnoutData } from "#shared/replay/index.ts";

export interface LoggedMatch {
  readonly spec: Pick<ReplayHead, "game" | "settings"> & { readonly code: string };
  readonly gameVersion: number;
  readonly tickRate: number;
  readonly schema: ReplayHead["schema"];
}

/** A stretch of a log, and what it has led to. */
export interface LoggedPage {
  /** Leads to the world before this page: messages of the protocol, back to back. Undefined in most pages. */
  readonly opening: Uint8Array | undefined;
  /** Frames and rosters: messages of the protocol, back to back. */
  readonly log: Uint8Array;
  /** Worlds on its way, the last one at its end: messages of keyframes, back to back. */
  readonly images: Uint8Array;
  readonly stand: { readonly standings: ReplayHead["result"] };
  readonly turnout?: Pick<TurnoutData, "resumed"> | undefined;
}

/** A log's pages in their order, each read when it is asked for: the log of a match with many seats exceeds the memory. */
export interface LoggedPages<P extends LoggedPage = LoggedPage> {
  readonly length: number;
  /** The numbers of the pages with an opening; the first page is one. */
  readonly begins: readonly number[];
  /** @throws {Error} the page has been overwritten */
  page(number: number): P;
}
