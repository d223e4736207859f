/** The ladders: how many play for a rating, and what was refused. */
import { html } from "lit-html";
import type { LadderRow } from "#shared/monitor/index.ts";
import { titleOf } from "../../games/index.ts";
import { countText } from "../match/words.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { PlainTable } from "./plain-table.ts";
import { agoText } from "./short.ts";
import type { TabOptions } from "./tab-options.ts";

export function ladderList({ feed }: TabOptions): ListSpec<LadderRow> {
  const spec: Omit<ListSpec<LadderRow>, "table"> = {
    columns: [
      {
        ...{ key: "ladder", title: "Ladder", value: ({ game, mode }) => titleOf(game, mode) },
        text: ({ game, mode }) => html`<a href="/top/${game}/${mode}">${titleOf(game, mode)}</a>`,
      },
      { key: "season", title: "Season", value: ({ season }) => season },
      { key: "players", title: "Players", isNumber: true, value: ({ players }) => players },
      { key: "rounds", title: "Rounds", isNumber: true, value: ({ rounds }) => rounds },
      {
        ...{ key: "last", title: "Last round", hint: "In filters: minutes ago", isNumber: true },
        value: ({ lastAt }, now) => lastAt && (now - lastAt) / 60_000,
        text: ({ lastAt }, now) => (lastAt === undefined ? "–" : agoText(now - lastAt)),
      },
      {
        ...{ key: "refused", title: "Refused rounds", isNumber: true, value: ({ refused }) => refused },
        isBad: ({ refused }) => refused > 0,
      },
      {
        ...{ key: "paused", title: "May not queue", hint: "Players who have left rounds", isNumber: true },
        value: ({ paused }) => paused,
        text: ({ paused }) => countText(paused, "player", "players"),
      },
    ],
    name: "ladder",
    usualSort: { key: "rounds", isDown: true },
    example: "arena refused>0",
    words: ({ game, mode, season }) => `${game} ${mode} ${season} ${titleOf(game, mode)}`,
    keyOf: ({ game, mode, season }) => `${game}/${mode}/${season}`,
    entries: () => feed.store.ladders,
    now: () => feed.now(),
    empty: () =>
      emptyView("No ladder has a round yet. One begins with the first round that counts of a competitive mode."),
  };
  return { ...spec, table: (options) => new PlainTable("Ladders", spec, options) };
}
