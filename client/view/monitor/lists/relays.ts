/** The relays of all matches: through which spectators watch. */
import type { MonitorStore } from "#client/net/monitor-store.ts";
import { titleOf } from "../../games/index.ts";
import { emptyView, type ListSpec } from "./list.ts";
import { matchLink, PlainTable } from "./plain-table.ts";
import type { TabOptions } from "./tab-options.ts";

export interface RelayRow {
  readonly id: string;
  readonly code: string;
  readonly game: string;
  readonly mode: string;
  readonly relay: number;
  readonly watchers: number;
}

export const relaysOf = (store: MonitorStore): RelayRow[] =>
  [...store.matches.values()].flatMap(({ row: { id, code, game, mode, vitals } }) =>
    (vitals?.relays ?? []).map((watchers, relay) => ({ id, code, game, mode, relay, watchers })),
  );

export function relayList({ feed, go }: TabOptions): ListSpec<RelayRow> {
  const { store } = feed;
  const spec: Omit<ListSpec<RelayRow>, "table"> = {
    columns: [
      { key: "code", title: "Match", value: ({ code }) => code, text: ({ id, code }) => matchLink(id, code, go) },
      { key: "game", title: "Game", value: ({ game, mode }) => titleOf(game, mode) },
      { key: "relay", title: "Relay", hint: "Its number in the match", isNumber: true, value: ({ relay }) => relay },
      { key: "watchers", title: "Watchers", isNumber: true, value: ({ watchers }) => watchers },
    ],
    name: "relay",
    usualSort: { key: "watchers", isDown: true },
    example: "arena watchers>100",
    words: ({ code, game, mode }) => `${code} ${game} ${mode} ${titleOf(game, mode)}`,
    keyOf: ({ id, relay }) => `${id}.${relay}`,
    entries: () => (store.isTold ? relaysOf(store) : undefined),
    now: () => feed.now(),
    empty: () =>
      emptyView("No relay runs. A match gets its first when a spectator comes: watch one, and it stands here."),
  };
  return { ...spec, table: (options) => new PlainTable("Relays", spec, options) };
}
