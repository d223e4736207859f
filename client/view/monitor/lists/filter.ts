/**
 * What an operator types above a list: words and conditions, which all must hold. Pure. docs/MONITOR.md, "Filter"
 *
 *     arena late>50 private -asleep
 */
import { type Column, columnOf } from "./column.ts";

export type Test<T> = (entry: T, now: number) => boolean;

export interface Filter<T> {
  readonly test: Test<T>;
  /** What is wrong with it, in words; empty where nothing is. Then what is right of it holds. */
  readonly problem: string;
}

/** What can be said of a list's entries. */
export interface Language<T> {
  readonly columns: readonly Column<T>[];
  /** Words with a meaning of their own. */
  readonly flags?: ReadonlyMap<string, Test<T>>;
  /** Where other words are looked for; by default in the columns of texts. */
  readonly words?: (entry: T) => string;
}

const CONDITION = /^([a-z]+)(<=|>=|!=|<|>|=)(.*)$/;

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
function condition<T>(columns: readonly Column<T>[], key: string, operator: Operator, text: string): Test<T> | string {
  const column = columnOf(columns, key);
  if (!column) return `There is no column “${key}”. There are: ${columns.map((one) => one.key).join(", ")}.`;
  if (text === "") return `What is ${key} compared with? Such as ${key}${operator}${column.isNumber ? "50" : "x"}.`;
  if (!column.isNumber) {
    if (operator !== "=" && operator !== "!=") return `${key} is a text: it is compared by = or !=.`;
    return (entry, now) => (String(column.value(entry, now) ?? "").toLowerCase() === text) === (operator === "=");
  }
  const number = Number(text);
  if (!Number.isFinite(number)) return `“${text}” is no number.`;
  const compare = COMPARE[operator];
  // An entry of which it is not known fulfils no condition.
  return (entry, now) => {
    const value = column.value(entry, now);
    return typeof value === "number" && compare(value, number);
  };
}

const textsOf = <T>(columns: readonly Column<T>[], entry: T, now: number): string =>
  columns
    .filter(({ isNumber }) => !isNumber)
    .map((column) => column.value(entry, now) ?? "")
    .join(" ");

const contains =
  <T>({ columns, words }: Language<T>, word: string): Test<T> =>
  (entry, now) =>
    (words?.(entry) ?? textsOf(columns, entry, now)).toLowerCase().includes(word);

const isOperator = (text: string): text is Operator => Object.hasOwn(COMPARE, text);

/** @returns the test, or what is wrong with it */
function readWord<T>(word: string, language: Language<T>): Test<T> | string {
  const [, key = "", operator = "", text = ""] = CONDITION.exec(word) ?? [];
  if (isOperator(operator)) return condition(language.columns, key, operator, text);
  return language.flags?.get(word) ?? contains(language, word);
}

const not =
  <T>(test: Test<T>): Test<T> =>
  (entry, now) =>
    !test(entry, now);

export function readFilter<T>(text: string, language: Language<T>): Filter<T> {
  const tests: Test<T>[] = [];
  const problems: string[] = [];
  for (const word of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const isNot = word.startsWith("-") && word.length > 1;
    const read = readWord(isNot ? word.slice(1) : word, language);
    if (typeof read === "string") problems.push(read);
    else tests.push(isNot ? not(read) : read);
  }
  return { test: (entry, now) => tests.every((test) => test(entry, now)), problem: problems[0] ?? "" };
}
