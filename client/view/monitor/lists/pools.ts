/** The pools: what runs and who searches in each game, mode and region, and why tickets wait. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { PoolRow, WaitReason } from "#shared/monitor/index.ts";
import { titleOf } from "../../games/index.ts";
import { countText, msText } from "../match/words.ts";
import { emptyView, tableView } from "./plain.ts";
import { agoText, shortAge } from "./short.ts";
import type { TabOptions } from "./tab-options.ts";

const WHY: Readonly<Record<WaitReason, string>> = {
  too_few: "too few players wait",
  skill: "the others are too strong or too weak, so far",
  region: "no region is near enough to all",
  blocked: "one has blocked the other",
  away: "a member's line is lost",
  making: "a match is being made",
  other: "the next wave looks again",
};

/** Why its tickets wait, the commonest first; empty where none waits. */
export const whyText = ({ queue }: Pick<PoolRow, "queue">): string =>
  [...(queue?.reasons ?? [])]
    .sort((a, b) => b.tickets - a.tickets)
    .map(({ reason, tickets }) => `${tickets}: ${WHY[reason]}`)
    .join("; ");

/** A wave is late from here on, in milliseconds: the next should have begun. */
const LATE_WAVE_MS = 1000;

function waveText({ queue }: PoolRow, now: number): string {
  const wave = queue?.wave;
  if (!wave) return "–";
  const { at, lateMs, tickets, matches } = wave;
  const found = `${countText(tickets, "ticket", "tickets")}, ${countText(matches, "match", "matches")}`;
  return `${agoText(now - at)}, ${lateMs >= 1 ? `${msText(lateMs)} late` : "in time"}: ${found}`;
}

export function poolsView({ feed, go }: TabOptions): TemplateResult {
  const rows = [...feed.store.pools].sort((a, b) => b.searching - a.searching || b.matches - a.matches);
  const now = feed.now();
  if (!feed.store.isTold) return emptyView("Asking the server …", nothing);
  if (rows.length === 0)
    return emptyView(
      "No pool has anything in it. One fills with the first match of its game, mode and region, or the first player who searches.",
      html`<a class="button small" href="/" @click=${(event: Event) => {
        event.preventDefault();
        go("/");
      }}>To the start page</a>`,
    );
  const seconds = (s: number | undefined): string => (s === undefined ? "–" : shortAge(1000 * s));
  return tableView<PoolRow>({
    label: "Pools",
    rows,
    key: ({ game, mode, region }) => `${game}/${mode}/${region}`,
    columns: [
      { title: "Pool", cell: ({ game, mode }) => titleOf(game, mode) },
      { title: "Region", cell: ({ region }) => region },
      { title: "Matches", isNumber: true, cell: ({ matches }) => String(matches) },
      { title: "Players", isNumber: true, cell: ({ players }) => String(players) },
      { title: "Open to newcomers", isNumber: true, cell: ({ open }) => String(open) },
      { title: "Searching", isNumber: true, cell: ({ searching }) => String(searching) },
      {
        title: "Oldest waits",
        isNumber: true,
        cell: ({ queue }) => seconds(queue?.tickets ? queue.oldestS : undefined),
      },
      { title: "Waited, half", isNumber: true, cell: ({ queue }) => seconds(queue?.waitedS?.p50) },
      { title: "Waited, 9 of 10", isNumber: true, cell: ({ queue }) => seconds(queue?.waitedS?.p90) },
      {
        ...{ title: "Last wave", cell: (row: PoolRow) => waveText(row, now) },
        isBad: ({ queue }) => (queue?.wave?.lateMs ?? 0) >= LATE_WAVE_MS,
      },
      { title: "Why tickets wait", cell: (row) => whyText(row) || "–" },
    ],
  });
}
