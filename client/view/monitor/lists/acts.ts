/** What operators have done on this server: the newest first. */
import { nothing, type TemplateResult } from "lit-html";
import type { ActRow } from "#shared/monitor/index.ts";
import { timeText } from "../match/words.ts";
import { emptyView, matchLink, tableView } from "./plain.ts";
import type { TabOptions } from "./tab-options.ts";

export function actsView({ feed, go }: TabOptions): TemplateResult {
  const { acts } = feed.store;
  const now = feed.now();
  if (acts.length === 0)
    return emptyView(
      "No operator has done anything yet. What you do in a match stands here, with your name, for a year.",
      nothing,
    );
  return tableView<ActRow>({
    label: "Acts of operators",
    rows: acts,
    key: ({ id }) => id,
    columns: [
      { title: "When", cell: ({ at }) => timeText(at, now) },
      { title: "Operator", cell: ({ by }) => by },
      { title: "Act", cell: ({ act }) => act },
      { title: "Match", cell: ({ match, code }) => matchLink(match, code, go) },
      { title: "What", cell: ({ detail }) => detail },
    ],
  });
}
