/**
 * Figures of a player's inputs that tell programs from hands: docs/FAIR-PLAY.md, "Figures". Pure, and the same for every game: they
 * go by the kinds of its input columns alone. None of them proves anything: they say where a person should look.
 */
import { TURN } from "#shared/sim/index.ts";
import type { InputTrace } from "./input-trace.ts";

export const FIGURES = ["presses", "loop", "snaps", "beat"] as const;
export type FigureName = (typeof FIGURES)[number];

/** From here on a figure counts as more than hands do. docs/FAIR-PLAY.md says by what they were chosen. */
export const LIMITS: Readonly<Record<FigureName, number>> = { presses: 14, loop: 40, snaps: 12, beat: 0.35 };

/** Presses are counted over so many seconds. */
const PRESS_WINDOW_S = 5;
/** Periods that are looked for, in seconds. */
const PERIOD_S = { from: 0.2, to: 10 } as const;
/** A turn of so much within one tick, after and before so many milliseconds in which the aim rests to the unit. */
const SNAP = TURN / 6;
const REST_MS = 100;
/** A shorter time at the controls counts as a minute. */
const MINUTE_S = 60;

/** Beats that are looked for, in seconds, and how many changes there must be at least. */
const BEAT_S = { from: 0.1, to: 1 } as const;
const LEAST_CHANGES = 60;

type Row = readonly number[];

const isSame = (a: Row | undefined, b: Row | undefined): boolean =>
  a !== undefined && b !== undefined && a.every((value, column) => value === b[column]);

/** How many bits go from 0 to 1. */
function rises(before: number, after: number): number {
  let bits = after & ~before;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count += 1;
  return count;
}

/** Presses of buttons a second, over the five seconds in which there were most. Hands manage some 12 for that long. */
export function presses({ rows, columns, tickRate }: InputTrace): number {
  const buttons = columns.flatMap(({ bits }, column) => (bits ? [column] : []));
  const pressed = rows.map((row, t) => {
    const before = rows[t - 1];
    if (!row || !before) return 0;
    return buttons.reduce((sum, column) => sum + rises(before[column], row[column]), 0);
  });
  const window = PRESS_WINDOW_S * tickRate;
  let [sum, most] = [0, 0];
  pressed.forEach((count, t) => {
    sum += count - (pressed[t - window] ?? 0);
    most = Math.max(most, sum);
  });
  return most / PRESS_WINDOW_S;
}

/**
 * How many changes in a row, of any column, came exactly as they had come one period before, to the tick and the unit, for the
 * period for which there are most. Hands do not repeat themselves to the tick; a macro does.
 */
export function loop({ rows, tickRate }: InputTrace): number {
  const changed = rows.map((row, t) => row !== undefined && rows[t - 1] !== undefined && !isSame(row, rows[t - 1]));
  let most = 0;
  for (let period = Math.ceil(PERIOD_S.from * tickRate); period <= PERIOD_S.to * tickRate; period++) {
    let count = 0;
    for (let t = period; t < rows.length; t++) {
      if (!isSame(rows[t], rows[t - period])) count = 0;
      else if (changed[t] && ++count > most) most = count;
    }
  }
  return most;
}

/** By how much an aim turns, the short way. */
function turned(from: number, to: number): number {
  const way = Math.abs(to - from) % TURN;
  return Math.min(way, TURN - way);
}

/**
 * How often a minute the aim turned by 60 degrees or more within one tick, from rest to rest, with a button down at its end. A hand on
 * a mouse takes several ticks for such a turn, and comes to rest by corrections.
 */
export function snaps({ rows, columns, tickRate }: InputTrace): number {
  const aims = columns.flatMap(({ blend }, column) => (blend === "turn" ? [column] : []));
  const buttons = columns.flatMap(({ bits }, column) => (bits ? [column] : []));
  const rest = Math.max(1, Math.round((REST_MS * tickRate) / 1000));
  const rests = (column: number, from: number, to: number): boolean => {
    for (let t = from + 1; t <= to; t++) if (rows[t]?.[column] !== rows[from]?.[column]) return false;
    return rows[from] !== undefined;
  };
  let count = 0;
  for (let t = rest + 1; t + rest < rows.length; t++) {
    const [before, row] = [rows[t - 1], rows[t]];
    if (!before || !row || !buttons.some((column) => row[column] !== 0)) continue;
    const isSnap = (column: number) =>
      turned(before[column], row[column]) >= SNAP && rests(column, t - 1 - rest, t - 1) && rests(column, t, t + rest);
    if (aims.some(isSnap)) count += 1;
  }
  const seconds = rows.filter((row) => row !== undefined).length / tickRate;
  return seconds === 0 ? 0 : (count * MINUTE_S) / Math.max(MINUTE_S, seconds);
}

/**
 * How much the changes of sticks and buttons keep to one beat: 0 where they come at any tick, 1 where all come at each Nth tick, for
 * the N for which it is most. Hands keep to none; a program that decides each Nth tick does. Aims are left out: they move on all ticks.
 */
export function beat({ rows, columns, tickRate }: InputTrace): number {
  const plain = columns.flatMap(({ blend }, column) => (blend === "turn" ? [] : [column]));
  const at = rows.flatMap((row, t) => {
    const before = rows[t - 1];
    return row && before && plain.some((column) => row[column] !== before[column]) ? [t] : [];
  });
  let most = 0;
  for (let n = Math.max(2, Math.ceil(BEAT_S.from * tickRate)); n <= BEAT_S.to * tickRate; n++) {
    const counts = new Array<number>(n).fill(0);
    for (const t of at) counts[t % n] += 1;
    const share = Math.max(...counts) / Math.max(LEAST_CHANGES, at.length);
    most = Math.max(most, (share - 1 / n) / (1 - 1 / n));
  }
  return most;
}

export const figuresOf = (trace: InputTrace): Readonly<Record<FigureName, number>> => ({
  presses: presses(trace),
  loop: loop(trace),
  snaps: snaps(trace),
  beat: beat(trace),
});

/** Those that are beyond their limit. */
export const beyond = (
  figures: Readonly<Record<FigureName, number>>,
): { readonly name: FigureName; readonly value: number; readonly limit: number }[] =>
  FIGURES.filter((name) => figures[name] >= LIMITS[name]).map((name) => ({
    ...{ name, value: Math.round(figures[name] * 100) / 100, limit: LIMITS[name] },
  }));
