/** The small lists of the monitor, by tab. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { MonitorStore } from "#client/net/monitor-store.ts";
import type { LadderRow, RefusalRow } from "#shared/monitor/index.ts";
import { titleOf } from "../../games/index.ts";
import { countText } from "../match/words.ts";
import { actsView } from "./acts.ts";
import { faultsView } from "./faults.ts";
import { emptyView, matchLink, tableView } from "./plain.ts";
import { poolsView } from "./pools.ts";
import { agoText } from "./short.ts";
import type { TabOptions } from "./tab-options.ts";

export interface Tab {
  /** In addresses. */
  readonly key: string;
  readonly title: string;
  /** How many there are; undefined where a number says nothing. */
  count(store: MonitorStore): number | undefined;
  /** Undefined for the list of matches, which keeps a state. */
  view?(options: TabOptions): TemplateResult;
}

interface RelayRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly relay: number;
  readonly watchers: number;
}

const relaysOf = (store: MonitorStore): RelayRow[] =>
  [...store.matches.values()].flatMap(({ row: { id, code, game, mode, vitals } }) =>
    (vitals?.relays ?? []).map((watchers, relay) => ({ id, code, title: titleOf(game, mode), relay, watchers })),
  );

function relaysView({ feed, go }: TabOptions): TemplateResult {
  const rows = relaysOf(feed.store).sort((a, b) => b.watchers - a.watchers);
  if (rows.length === 0)
    return emptyView(
      "No relay runs. A match gets its first when a spectator comes: watch one, and it stands here.",
      nothing,
    );
  return tableView<RelayRow>({
    label: "Relays",
    rows,
    key: ({ id, relay }) => `${id}.${relay}`,
    columns: [
      { title: "Match", cell: ({ id, code }) => matchLink(id, code, go) },
      { title: "Game", cell: ({ title }) => title },
      { title: "Relay", isNumber: true, cell: ({ relay }) => String(relay) },
      { title: "Watchers", isNumber: true, cell: ({ watchers }) => String(watchers) },
    ],
  });
}

function laddersView({ feed }: TabOptions): TemplateResult {
  const rows = feed.store.ladders;
  const now = feed.now();
  if (rows === undefined) return emptyView("Asking the ladders …", nothing);
  if (rows.length === 0)
    return emptyView(
      "No ladder has a round yet. One begins with the first round that counts of a competitive mode.",
      nothing,
    );
  return tableView<LadderRow>({
    label: "Ladders",
    rows,
    key: ({ game, mode, season }) => `${game}/${mode}/${season}`,
    columns: [
      { title: "Ladder", cell: ({ game, mode }) => html`<a href="/top/${game}/${mode}">${titleOf(game, mode)}</a>` },
      { title: "Season", cell: ({ season }) => season },
      { title: "Players", isNumber: true, cell: ({ players }) => String(players) },
      { title: "Rounds", isNumber: true, cell: ({ rounds }) => String(rounds) },
      { title: "Last round", cell: ({ lastAt }) => (lastAt === undefined ? "–" : agoText(now - lastAt)) },
      {
        ...{ title: "Refused rounds", isNumber: true, cell: ({ refused }: LadderRow) => String(refused) },
        isBad: ({ refused }) => refused > 0,
      },
      { title: "May not queue", isNumber: true, cell: ({ paused }) => countText(paused, "player", "players") },
    ],
  });
}

function refusedView({ feed, since }: TabOptions): TemplateResult {
  const { store } = feed;
  const now = feed.now();
  // In the first moments a rate says nothing.
  const minutes = Math.max(1, (now - since) / 60_000);
  const rows = [...store.refusals].sort((a, b) => store.refusedSince(b) - store.refusedSince(a) || b.count - a.count);
  if (rows.length === 0)
    return emptyView(
      "Nothing has been refused: no request over a limit, no malformed message, no wrong token.",
      nothing,
    );
  return tableView<RefusalRow>({
    label: "Refused requests",
    rows,
    key: ({ where, reason }) => `${where} ${reason}`,
    columns: [
      { title: "Where", cell: ({ where }) => where },
      { title: "Reason", cell: ({ reason }) => reason },
      { title: "In all", isNumber: true, cell: ({ count }) => String(count) },
      { title: "Since you look", isNumber: true, cell: (row) => String(store.refusedSince(row)) },
      { title: "A minute", isNumber: true, cell: (row) => (store.refusedSince(row) / minutes).toFixed(1) },
      { title: "Last", cell: ({ lastAt }) => agoText(now - lastAt) },
    ],
  });
}

export const TABS: readonly Tab[] = [
  { key: "matches", title: "Matches", count: ({ matches }) => matches.size },
  { key: "pools", title: "Pools", count: ({ pools }) => pools.length, view: poolsView },
  { key: "relays", title: "Relays", count: (store) => relaysOf(store).length, view: relaysView },
  { key: "ladders", title: "Ladders", count: ({ ladders }) => ladders?.length, view: laddersView },
  { key: "faults", title: "Faults", count: ({ faults }) => faults.length, view: faultsView },
  { key: "refused", title: "Refused", count: ({ refusals }) => refusals.length, view: refusedView },
  { key: "acts", title: "Acts", count: ({ acts }) => acts.length, view: actsView },
];
