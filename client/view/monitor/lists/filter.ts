/**
 * What an operator types above the list of matches: words and conditions, which all must hold. Pure. docs/MONITOR.md, "Filter"
 *
 *     arena late>50 private -asleep
 */
import type { MatchEntry } from "#client/net/monitor-store.ts";
import { COLUMNS, columnOf, stateOf } from "./columns.ts";

export type Test = (entry: MatchEntry, now: number) => boolean;

export interface Filter {
  readonly test: Test;
  /** What is wrong with it, in words; empty where nothing is. Then what is right of it holds. */
  readonly problem: string;
}

const CONDITION = /^([a-z]+)(<=|>=|!=|<|>|=)(.*)$/;

const FLAGS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["private", ({ row }) => !row.listed],
  ["listed", ({ row }) => row.listed],
  ...(["waiting", "live", "asleep", "ended"] as const).map((state): [string, Test] => [
    state,
    (entry) => stateOf(entry) === state,
  ]),
]);

const KEYS = COLUMNS.map(({ key }) => key).join(", ");

type Operator = "<=" | ">=" | "!=" | "<" | ">" | "=";

const COMPARE: Readonly<Record<Operator, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  ">": (a, b) => a > b,
  "<=": (a, b) => a <= b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

/** @returns the test, or what is wrong with it */
function condition(key: string, operator: Operator, text: string): Test | string {
  const column = columnOf(key);
  if (!column) return `There is no column “${key}”. There are: ${KEYS}.`;
  if (text === "") return `What is ${key} compared with? Such as ${key}${operator}${column.isNumber ? "50" : "x"}.`;
  if (!column.isNumber) {
    if (operator !== "=" && operator !== "!=") return `${key} is a text: it is compared by = or !=.`;
    return (entry, now) => (String(column.value(entry, now) ?? "").toLowerCase() === text) === (operator === "=");
  }
  const number = Number(text);
  if (!Number.isFinite(number)) return `“${text}” is no number.`;
  const compare = COMPARE[operator];
  // A match that has told nothing of it fulfils no condition.
  return (entry, now) => {
    const value = column.value(entry, now);
    return typeof value === "number" && compare(value, number);
  };
}

const contains =
  (word: string): Test =>
  ({ row: { code, game, mode, region } }) =>
    `${code} ${game} ${mode} ${region}`.toLowerCase().includes(word);

const isOperator = (text: string): text is Operator => Object.hasOwn(COMPARE, text);

/** @returns the test, or what is wrong with it */
function readWord(word: string): Test | string {
  const [, key = "", operator = "", text = ""] = CONDITION.exec(word) ?? [];
  if (isOperator(operator)) return condition(key, operator, text);
  return FLAGS.get(word) ?? contains(word);
}

const not =
  (test: Test): Test =>
  (entry, now) =>
    !test(entry, now);

export function readFilter(text: string): Filter {
  const tests: Test[] = [];
  const problems: string[] = [];
  for (const word of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const isNot = word.startsWith("-") && word.length > 1;
    const read = readWord(isNot ? word.slice(1) : word);
    if (typeof read === "string") problems.push(read);
    else tests.push(isNot ? not(read) : read);
  }
  return { test: (entry, now) => tests.every((test) => test(entry, now)), problem: problems[0] ?? "" };
}
