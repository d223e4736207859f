/** The list of all matches; each leads to its own page. */
import { html } from "lit-html";
import type { MatchEntry } from "#client/net/monitor-store.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { MATCH_LANGUAGE } from "./match-columns.ts";
import { MatchTable } from "./match-table.ts";
import type { Sort } from "./order.ts";
import type { TabOptions } from "./tab-options.ts";

/** The late ones first. */
export const LATE_FIRST: Sort = { key: "share", isDown: true };

export function matchList({ feed, go }: TabOptions): ListSpec<MatchEntry> {
  const { store } = feed;
  return {
    ...MATCH_LANGUAGE,
    name: "match",
    usualSort: LATE_FIRST,
    example: "arena late>50 private -asleep",
    keyOf: ({ row }) => row.id,
    // The older one.
    settle: ({ row: a }, { row: b }) => (a.vitals?.made ?? 0) - (b.vitals?.made ?? 0),
    entries: () => (store.isTold ? [...store.matches.values()] : undefined),
    now: () => feed.now(),
    empty: () =>
      emptyView(
        "No match runs. Open one from the start page, or let bots play: npm run load.",
        html`<a class="button small" href="/" data-testid="open-match" @click=${(event: Event) => {
          event.preventDefault();
          go("/");
        }}>Play or open one</a>`,
      ),
    table: (options) => new MatchTable({ ...options, feed, go }),
  };
}
