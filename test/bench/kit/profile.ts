/**
 * What a tick of a full match costs the match itself, part by part and function by function: the plain `Match` in
 * Node, without workerd and without sockets.
 */

import { keep, show } from "../results.ts";
import { median, round } from "../statistics.ts";
import { GARBAGE, type PartOf, type Share, sample, shares, together } from "./cpu-profile.ts";
import { FullMatch } from "./full-match.ts";

/** Players of a match. */
const SIZES = [16, 50, 100, 200, 400] as const;
/** The match whose functions are listed, in players. */
const LISTED = 200;
const FUNCTIONS = 15;
/** Longer than the lobby and the countdown, and until the code is hot. */
const WARM_UP_TICKS = 600;
/** 5 s of play: what is planned ahead, and then played without a pause. */
const ROUND_TICKS = 150;
const ROUNDS = 12;

/** The parts of a tick: the functions that each begins with, and what its work is done once for. */
const PARTS: Readonly<Record<string, { readonly begins: readonly string[]; readonly once: string }>> = {
  receive: { begins: ["match.ts receive"], once: "a message" },
  "decode inputs": { begins: ["match.ts #hearAll"], once: "a message" },
  "seats, backfill, inputs": {
    begins: ["seats.ts expire", "backfill.ts update", "input-buffer.ts fill", "seats.ts seen"],
    once: "a seat",
  },
  step: { begins: ["advance.ts advance"], once: "the world" },
  "code the frame": { begins: ["channel.ts write"], once: "the world" },
  send: { begins: ["connection.ts flush"], once: "a socket" },
  "the rest of the tick": { begins: ["match.ts tick"], once: "a socket" },
  [GARBAGE]: { begins: [], once: "" },
};

const beginnings = new Map(
  Object.entries(PARTS).flatMap(([part, { begins }]) => begins.map((spot) => [spot, part] as const)),
);
const partOf: PartOf = ({ name, file }) => beginnings.get(`${file} ${name}`);

/** Plays all rounds; the mean time of a tick in each, in microseconds. */
function playRounds(match: FullMatch): readonly number[] {
  return Array.from({ length: ROUNDS }, () => {
    const plan = match.plan(ROUND_TICKS);
    const start = performance.now();
    match.play(plan);
    return ((performance.now() - start) * 1000) / ROUND_TICKS;
  });
}

async function sampled(players: number): Promise<readonly Share[]> {
  const match = new FullMatch(players);
  const warmUp = () => match.play(match.plan(WARM_UP_TICKS));
  return shares(await sample(warmUp, () => void playRounds(match)), partOf);
}

/** The median of the rounds' mean ticks without the profiler, in microseconds. */
function timed(players: number): number {
  const match = new FullMatch(players);
  match.play(match.plan(WARM_UP_TICKS));
  return median(playRounds(match));
}

/** Of one tick, from the sum of all sampled ones. */
const aTick = (microseconds: number): number => round(microseconds / ROUNDS / ROUND_TICKS, 1);

const columnOf = (players: number): string => `${players} players`;

function showParts(found: readonly (readonly Share[])[], ticks: readonly number[]): void {
  const parts = found.map((all) => together(all, ({ part }) => part));
  const row = (part: string, once: string, values: readonly number[]) => ({
    part,
    "once for": once,
    ...Object.fromEntries(SIZES.map((size, i) => [columnOf(size), values[i]])),
  });
  const rows = Object.entries(PARTS).map(([part, { once }]) => {
    const values = parts.map((sums) => aTick(sums.find((sum) => sum.part === part)?.microseconds ?? 0));
    return row(part, once, values);
  });
  const whole = row("a tick, not sampled", "", ticks);
  show("Microseconds of a tick by its parts: the match alone, in Node, without sockets", [...rows, whole]);
}

function showFunctions(found: readonly Share[]): void {
  const total = found.reduce((sum, { microseconds }) => sum + microseconds, 0);
  const functions = together(found, ({ part, file, line, name }) => [part, file, line, name].join());
  const rows = functions.slice(0, FUNCTIONS).map(({ part, name, file, line, microseconds }) => ({
    part,
    function: name,
    at: file === "" ? "" : `${file}:${line}`,
    "µs a tick": aTick(microseconds),
    share: `${round((100 * microseconds) / total, 1)}%`,
  }));
  show(`A tick of ${LISTED} players by its functions' own time: the match alone, in Node, without sockets`, rows);
}

export async function profile(): Promise<void> {
  const found: (readonly Share[])[] = [];
  for (const size of SIZES) found.push(await sampled(size));
  const ticks = SIZES.map((size) => round(timed(size), 1));
  for (const [i, players] of SIZES.entries()) keep(`tick.${players}.us`, ticks[i]);
  showParts(found, ticks);
  showFunctions(found[SIZES.indexOf(LISTED)]);
}
