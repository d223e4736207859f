/** What operators have done on this server. */
import type { ActRow } from "#shared/monitor/index.ts";
import { timeText } from "../match/words.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { matchLink, PlainTable } from "./plain-table.ts";
import type { TabOptions } from "./tab-options.ts";

export function actList({ feed, go }: TabOptions): ListSpec<ActRow> {
  const { store } = feed;
  const spec: Omit<ListSpec<ActRow>, "table"> = {
    columns: [
      {
        ...{ key: "ago", title: "When", hint: "In filters: minutes ago", isNumber: true },
        value: ({ at }, now) => (now - at) / 60_000,
        text: ({ at }, now) => timeText(at, now),
      },
      { key: "by", title: "Operator", value: ({ by }) => by },
      { key: "act", title: "Act", value: ({ act }) => act },
      { key: "code", title: "Match", value: ({ code }) => code, text: ({ match, code }) => matchLink(match, code, go) },
      { key: "what", title: "What", value: ({ detail }) => detail },
    ],
    name: "act",
    usualSort: { key: "ago", isDown: false },
    example: "kick ago<60",
    keyOf: ({ id }) => id,
    entries: () => (store.isTold ? store.acts : undefined),
    now: () => feed.now(),
    empty: () =>
      emptyView("No operator has done anything yet. What you do in a match stands here, with your name, for a year."),
  };
  return { ...spec, table: (options) => new PlainTable("Acts of operators", spec, options) };
}
