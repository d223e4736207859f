/** The pools: what runs and who searches in each game, mode and region, and why tickets wait. */
import { html } from "lit-html";
import type { PoolRow, WaitReason } from "#shared/monitor/index.ts";
import { titleOf } from "../../games/index.ts";
import { countText, msText } from "../match/words.ts";
import type { Column } from "./column.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { PlainTable } from "./plain-table.ts";
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

const secondsText = (s: number | undefined): string => (s === undefined ? "–" : shortAge(1000 * s));
const oldest = ({ queue }: PoolRow): number | undefined => (queue?.tickets ? queue.oldestS : undefined);

const COLUMNS: readonly Column<PoolRow>[] = [
  { key: "pool", title: "Pool", value: ({ game, mode }) => titleOf(game, mode) },
  { key: "region", title: "Region", value: ({ region }) => region },
  { key: "matches", title: "Matches", isNumber: true, value: ({ matches }) => matches },
  { key: "players", title: "Players", isNumber: true, value: ({ players }) => players },
  { key: "open", title: "Open", hint: "Matches that take newcomers", isNumber: true, value: ({ open }) => open },
  { key: "searching", title: "Searching", isNumber: true, value: ({ searching }) => searching },
  {
    ...{ key: "oldest", title: "Oldest waits", hint: "In filters: seconds", isNumber: true },
    value: oldest,
    text: (row) => secondsText(oldest(row)),
  },
  {
    ...{ key: "half", title: "Waited, half", hint: "In filters: seconds", isNumber: true },
    value: ({ queue }) => queue?.waitedS?.p50,
    text: ({ queue }) => secondsText(queue?.waitedS?.p50),
  },
  {
    ...{ key: "most", title: "Waited, 9 of 10", hint: "In filters: seconds", isNumber: true },
    value: ({ queue }) => queue?.waitedS?.p90,
    text: ({ queue }) => secondsText(queue?.waitedS?.p90),
  },
  {
    ...{ key: "wave", title: "Last wave", hint: "In filters: by how much it was late, in ms", isNumber: true },
    value: ({ queue }) => queue?.wave?.lateMs,
    text: waveText,
    isBad: ({ queue }) => (queue?.wave?.lateMs ?? 0) >= LATE_WAVE_MS,
  },
  { key: "why", title: "Why tickets wait", value: (row) => whyText(row), text: (row) => whyText(row) || "–" },
];

export function poolList({ feed, go }: TabOptions): ListSpec<PoolRow> {
  const { store } = feed;
  const spec = {
    columns: COLUMNS,
    name: "pool",
    usualSort: { key: "searching", isDown: true },
    example: "arena searching>0 wave>1000",
    words: (row: PoolRow) => `${row.game} ${row.mode} ${row.region} ${titleOf(row.game, row.mode)} ${whyText(row)}`,
    keyOf: ({ game, mode, region }: PoolRow) => `${game}/${mode}/${region}`,
    settle: (a: PoolRow, b: PoolRow) => b.matches - a.matches,
    entries: () => (store.isTold ? store.pools : undefined),
    now: () => feed.now(),
    empty: () =>
      emptyView(
        "No pool has anything in it. One fills with the first match of its game, mode and region, or the first player who searches.",
        html`<a class="button small" href="/" @click=${(event: Event) => {
          event.preventDefault();
          go("/");
        }}>To the start page</a>`,
      ),
  };
  return { ...spec, table: (options) => new PlainTable("Pools", spec, options) };
}
