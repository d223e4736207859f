/** Requests and sockets that were refused, or closed by a limit, by where and why. */
import type { RefusalRow } from "#shared/monitor/index.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { PlainTable } from "./plain-table.ts";
import { agoText } from "./short.ts";
import type { TabOptions } from "./tab-options.ts";

export function refusedList({ feed, since }: TabOptions): ListSpec<RefusalRow> {
  const { store } = feed;
  // In the first moments a rate says nothing.
  const perMinute = (row: RefusalRow, now: number) => store.refusedSince(row) / Math.max(1, (now - since) / 60_000);
  const spec: Omit<ListSpec<RefusalRow>, "table"> = {
    columns: [
      { key: "where", title: "Where", value: ({ where }) => where },
      { key: "reason", title: "Reason", value: ({ reason }) => reason },
      { key: "all", title: "In all", isNumber: true, value: ({ count }) => count },
      { key: "seen", title: "Since you look", isNumber: true, value: (row) => store.refusedSince(row) },
      {
        ...{ key: "minute", title: "A minute", hint: "Since you look", isNumber: true, value: perMinute },
        text: (row, now) => perMinute(row, now).toFixed(1),
      },
      {
        ...{ key: "last", title: "Last", hint: "In filters: minutes ago", isNumber: true },
        value: ({ lastAt }, now) => (now - lastAt) / 60_000,
        text: ({ lastAt }, now) => agoText(now - lastAt),
      },
    ],
    name: "refusal",
    usualSort: { key: "seen", isDown: true },
    example: "socket minute>10",
    keyOf: ({ where, reason }) => `${where} ${reason}`,
    settle: (a, b) => b.count - a.count,
    entries: () => (store.isTold ? store.refusals : undefined),
    now: () => feed.now(),
    empty: () => emptyView("Nothing has been refused: no request over a limit, no malformed message, no wrong token."),
  };
  return { ...spec, table: (options) => new PlainTable("Refused requests", spec, options) };
}
