/** The lists of the monitor, by tab. */
import type { MonitorStore } from "#client/net/monitor-store.ts";
import { actList } from "./acts.ts";
import { faultList } from "./faults.ts";
import { ladderList } from "./ladders.ts";
import { type AnyList, List, type ListOptions, type ListSpec } from "./list.ts";
import { matchList } from "./matches.ts";
import { poolList } from "./pools.ts";
import { refusedList } from "./refused.ts";
import { relayList, relaysOf } from "./relays.ts";
import type { TabOptions } from "./tab-options.ts";

export interface Tab {
  /** In addresses. */
  readonly key: string;
  readonly title: string;
  /** How many there are; undefined where that is not known. */
  count(store: MonitorStore): number | undefined;
  list(of: TabOptions, options: ListOptions): AnyList;
}

const listOf =
  <T>(specOf: (of: TabOptions) => ListSpec<T>): Tab["list"] =>
  (of, options) =>
    new List(specOf(of), options);

export const TABS: readonly [Tab, ...Tab[]] = [
  { key: "matches", title: "Matches", count: ({ matches }) => matches.size, list: listOf(matchList) },
  { key: "pools", title: "Pools", count: ({ pools }) => pools.length, list: listOf(poolList) },
  { key: "relays", title: "Relays", count: (store) => relaysOf(store).length, list: listOf(relayList) },
  { key: "ladders", title: "Ladders", count: ({ ladders }) => ladders?.length, list: listOf(ladderList) },
  { key: "faults", title: "Faults", count: ({ faults }) => faults.length, list: listOf(faultList) },
  { key: "refused", title: "Refused", count: ({ refusals }) => refusals.length, list: listOf(refusedList) },
  { key: "acts", title: "Acts", count: ({ acts }) => acts.length, list: listOf(actList) },
];
