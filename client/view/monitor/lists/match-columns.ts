/** The columns of the list of matches: what each says, and by what it is sorted and filtered. Pure. docs/MONITOR.md, "Lists" */
import type { MatchEntry } from "#client/net/monitor-store.ts";
import { LATE_INPUTS, LATE_TICKS } from "../match/late.ts";
import { codeText, dollarsText, msText, shareText } from "../match/words.ts";
import type { Column } from "./column.ts";
import type { Language, Test } from "./filter.ts";
import { shortAge } from "./short.ts";

export type State = "waiting" | "live" | "asleep" | "ended";

export const stateOf = ({ row: { status, vitals } }: MatchEntry): State =>
  vitals?.asleep && status !== "ended" ? "asleep" : status;

const isAwake = ({ row: { vitals } }: MatchEntry): boolean => vitals?.asleep === false;

const hasLateTicks = (entry: MatchEntry): boolean => isAwake(entry) && (entry.row.vitals?.lateTicks ?? 0) >= LATE_TICKS;
const hasLateInputs = (entry: MatchEntry): boolean =>
  isAwake(entry) && (entry.row.vitals?.lateInputs ?? 0) >= LATE_INPUTS;

/** Its players feel it: by the same measure by which the match's own page names a cause. */
export const isLate = (entry: MatchEntry): boolean => hasLateTicks(entry) || hasLateInputs(entry);

const orDash = (value: number | undefined, text: (value: number) => string): string =>
  value === undefined ? "–" : text(value);
/** What a match that sleeps does at present is nothing. */
const awake = (entry: MatchEntry, value: number | undefined): number | undefined =>
  entry.row.vitals?.asleep ? 0 : value;
const percent = (share: number | undefined): number | undefined => share && 100 * share;
const kbText = (kb: number): string => (kb >= 100 ? kb.toFixed(0) : kb.toFixed(1));

const kbs = (entry: MatchEntry): number | undefined => {
  const bytes = awake(entry, entry.pace.bytesPerS);
  return bytes && bytes / 1000;
};
const hour = (entry: MatchEntry): number | undefined => awake(entry, entry.pace.dollarsPerH);

const names: readonly Column<MatchEntry>[] = [
  {
    ...{ key: "code", title: "Match", hint: "The beginning of its code", tier: 1, isNumber: false },
    value: ({ row }) => row.code,
    text: ({ row }) => codeText(row.code),
  },
  { key: "game", title: "Game", hint: "", tier: 1, isNumber: false, value: ({ row }) => row.game },
  { key: "mode", title: "Mode", hint: "", tier: 2, isNumber: false, value: ({ row }) => row.mode },
  {
    ...{ key: "region", title: "Region", hint: "Where its object runs", tier: 3, isNumber: false },
    value: ({ row }) => row.region,
  },
  {
    ...{ key: "access", title: "Access", hint: "Listed to players, or private", tier: 3, isNumber: false },
    value: ({ row }) => (row.listed ? "listed" : "private"),
  },
  { key: "state", title: "State", hint: "", tier: 2, isNumber: false, value: stateOf },
];

const people: readonly Column<MatchEntry>[] = [
  {
    ...{ key: "age", title: "Age", hint: "Since it was made; in filters: minutes", tier: 2, isNumber: true },
    value: ({ row: { vitals } }, now) => vitals && Math.max(0, now - vitals.made) / 60_000,
    text: ({ row: { vitals } }, now) => orDash(vitals?.made, (made) => shortAge(now - made)),
  },
  {
    ...{ key: "players", title: "Players", hint: "Of so many seats", tier: 1, isNumber: true },
    value: ({ row }) => row.players,
    text: ({ row }) => `${row.players}/${row.seats}`,
  },
  { key: "bots", title: "Bots", hint: "", tier: 3, isNumber: true, value: ({ row }) => row.bots },
  {
    ...{ key: "watchers", title: "Watchers", hint: "Through its relays too", tier: 2, isNumber: true },
    value: ({ row }) => row.spectators,
  },
];

const lateness: readonly Column<MatchEntry>[] = [
  {
    ...{ key: "late", title: "Late by", hint: "Its worst tick of ten seconds, in ms", tier: 2, isNumber: true },
    value: (entry) => awake(entry, entry.row.vitals?.lateMs),
    text: (entry) => orDash(awake(entry, entry.row.vitals?.lateMs), msText),
    isBad: hasLateTicks,
  },
  {
    ...{ key: "share", title: "Late ticks", hint: "More than a tick late, in %", tier: 1, isNumber: true },
    value: (entry) => percent(awake(entry, entry.row.vitals?.lateTicks)),
    text: (entry) => orDash(awake(entry, entry.row.vitals?.lateTicks), shareText),
    isBad: hasLateTicks,
  },
  {
    ...{ key: "inputs", title: "Late inputs", hint: "After their tick, in %", tier: 2, isNumber: true },
    value: (entry) => percent(awake(entry, entry.row.vitals?.lateInputs)),
    text: (entry) => orDash(awake(entry, entry.row.vitals?.lateInputs), shareText),
    isBad: hasLateInputs,
  },
];

const costs: readonly Column<MatchEntry>[] = [
  {
    ...{ key: "kbs", title: "KB/s", hint: "Sent at present, in 1000 bytes a second", tier: 3, isNumber: true },
    value: kbs,
    text: (entry) => orDash(kbs(entry), kbText),
  },
  {
    ...{ key: "cost", title: "$ so far", hint: "US dollars at list prices", tier: 3, isNumber: true },
    value: ({ row }) => row.vitals?.dollars,
    text: ({ row }) => orDash(row.vitals?.dollars, dollarsText),
  },
  {
    ...{ key: "hour", title: "$ an hour", hint: "US dollars, at its present pace", tier: 1, isNumber: true },
    value: hour,
    text: (entry) => orDash(hour(entry), dollarsText),
  },
  {
    ...{ key: "heard", title: "Heard", hint: "Since its last report; in filters: seconds", tier: 3, isNumber: true },
    value: ({ row }, now) => Math.max(0, now - row.heard) / 1000,
    text: ({ row }, now) => shortAge(now - row.heard),
  },
];

export const COLUMNS: readonly Column<MatchEntry>[] = [...names, ...people, ...lateness, ...costs];

const FLAGS: ReadonlyMap<string, Test<MatchEntry>> = new Map<string, Test<MatchEntry>>([
  ["private", ({ row }) => !row.listed],
  ["listed", ({ row }) => row.listed],
  ...(["waiting", "live", "asleep", "ended"] as const).map((state): [string, Test<MatchEntry>] => [
    state,
    (entry) => stateOf(entry) === state,
  ]),
]);

export const MATCH_LANGUAGE: Language<MatchEntry> = {
  columns: COLUMNS,
  flags: FLAGS,
  words: ({ row: { code, game, mode, region } }) => `${code} ${game} ${mode} ${region}`,
};
