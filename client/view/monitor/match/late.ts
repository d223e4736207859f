/** Why a match is late, or will be, out of what the server tells of it: the worst first. Pure. docs/MONITOR.md, "Why a match is late" */
import type { MatchLook, Moment, SocketRow } from "#shared/monitor/index.ts";
import { ALLOWED } from "#shared/protocol/allowed.ts";
import { bytesText, callOf, countText, msText, shareText } from "./words.ts";

/** `late`: players feel it. `near`: it soon may be. */
export type Weight = "late" | "near";

export interface Cause {
  readonly weight: Weight;
  /** A whole sentence. */
  readonly text: string;
  /** Which socket it is about, by its place in the look's list; missing where it is about none. */
  readonly socket?: number | undefined;
}

/** From this share of the ticks of ten seconds on a timer is late; a tick now and then is what any machine does. */
export const LATE_TICKS = 0.02;
/** From this share of a player's, or of all players', inputs on they count as late. */
export const LATE_INPUTS = 0.05;
/** A round trip that is long, in milliseconds. */
const LONG_RTT_MS = 200;
/** From this share of what a socket may send on it is near its end. An honest client sends half of it. */
const NEAR_ALLOWANCE = 0.9;
/** What a look says has been so many milliseconds ago at most; after that it is old. */
const FRESH_MS = 5000;
/** So many sockets are named at most, of each kind. */
const MOST_NAMED = 3;
/** How many of the last moments say how it is now. */
const LATELY = 10;

export interface Looked {
  readonly look: MatchLook;
  /** When that look came, and what time it is: milliseconds of one clock. */
  readonly at: number;
  readonly now: number;
}

/** Sockets that this is true of, the worst first, with their places. */
function worst(
  sockets: readonly SocketRow[],
  isSo: (socket: SocketRow) => boolean,
  by: (socket: SocketRow) => number,
): readonly (readonly [SocketRow, number])[] {
  return sockets
    .map((socket, i) => [socket, i] as const)
    .filter(([socket]) => isSo(socket))
    .sort(([a], [b]) => by(b) - by(a));
}

/** Some are named, and the others are counted. */
function named(
  found: ReturnType<typeof worst>,
  weight: Weight,
  say: (socket: SocketRow) => string,
  others: string,
): Cause[] {
  const causes: Cause[] = found
    .slice(0, MOST_NAMED)
    .map(([socket, i]) => ({ weight, socket: i, text: `${callOf(socket)} ${say(socket)}` }));
  const more = found.length - MOST_NAMED;
  return more > 0 ? [...causes, { weight, text: `${countText(more, "more", "more")} ${others}` }] : causes;
}

function timer({ vitals, history }: MatchLook): Cause[] {
  const { tickRate, lateMs, lateTicks, asleep } = vitals;
  if (asleep || lateTicks < LATE_TICKS) return [];
  const lately = history.slice(-LATELY);
  const tickMs = 1000 / Math.max(1, tickRate);
  const bad = lately.filter((moment) => moment.lateMs > tickMs).length;
  // The second that is on may be short.
  const whole = lately.slice(0, -1);
  const slowest = whole.length === 0 ? tickRate : Math.min(...whole.map(({ ticks }) => ticks));
  const how = `Its object begins ticks up to ${msText(lateMs)} late (${shareText(lateTicks)} of its ticks come more than a tick late)`;
  if (slowest < 0.9 * tickRate)
    return [
      {
        weight: "late",
        text: `${how}, and makes ${slowest} of ${tickRate} ticks a second: the rules take longer than a tick, or the machine is busy.`,
      },
    ];
  const why =
    bad > LATELY / 2
      ? "and so second after second: the machine is busy, or the rules take long."
      : "now and then: the machine was busy for a moment.";
  return [{ weight: "late", text: `${how}, ${why}` }];
}

/** What makes the inputs of this socket late, in words. */
function whyInputs({ rtt, slack, lateInputs }: SocketRow): string {
  const share = `sends ${shareText(lateInputs)} of the inputs too late`;
  const line =
    rtt === undefined
      ? "its round trip is not known"
      : `round trip ${msText(rtt)}${rtt >= LONG_RTT_MS ? ", a long way" : ""}`;
  if (slack === undefined) return `${share}: ${line}.`;
  return slack < 0
    ? `${share}: ${line}, the tightest came ${msText(-slack)} after its tick. The line varies more than the client allows for.`
    : `${share}: ${line}. By now even the tightest comes ${msText(slack)} early: the line, or the player's machine, stalled for a moment.`;
}

function inputs({ vitals, sockets }: MatchLook): Cause[] {
  const players = sockets.filter(({ role }) => role === "player");
  const late = worst(
    sockets,
    ({ role, lateInputs }) => role === "player" && lateInputs >= LATE_INPUTS,
    ({ lateInputs }) => lateInputs,
  );
  if (late.length === 0)
    return vitals.lateInputs < LATE_INPUTS
      ? []
      : [
          {
            weight: "late",
            text: `${shareText(vitals.lateInputs)} of all inputs came too late, of players who are not here now.`,
          },
        ];
  const all: Cause[] =
    players.length > 2 && late.length > players.length / 2
      ? [
          {
            weight: "late",
            text: `The inputs of ${late.length} of ${players.length} players come too late: look at the match or its region before you look at their lines.`,
          },
        ]
      : [];
  return [...all, ...named(late, "late", whyInputs, "send inputs too late.")];
}

function allowances({ sockets }: MatchLook): Cause[] {
  const near = worst(
    sockets,
    ({ allowance }) => allowance >= NEAR_ALLOWANCE,
    ({ allowance }) => allowance,
  );
  const say = ({ messagesPerS, bytesPerS }: SocketRow): string => {
    const [messages, bytes] = [messagesPerS / ALLOWED.messages, bytesPerS / ALLOWED.bytes];
    return messages >= bytes
      ? `sends ${Math.round(messagesPerS)} of ${ALLOWED.messages} messages a second: beyond that the socket is closed. An honest client sends half of it.`
      : `sends ${bytesText(bytesPerS)} of ${bytesText(ALLOWED.bytes)} a second: beyond that the socket is closed.`;
  };
  return named(near, "near", say, "send nearly all that they may.");
}

function readers({ sockets }: MatchLook): Cause[] {
  const clogged = worst(
    sockets,
    (socket) => socket.clogged,
    ({ backlog }) => backlog ?? 0,
  );
  const say = ({ backlog }: SocketRow): string =>
    `does not read what is sent${backlog ? ` (${bytesText(backlog)} wait)` : ""}: it gets nothing until it does, and then the whole world anew.`;
  return named(clogged, "near", say, "do not read.");
}

function age({ at, now }: Looked): Cause[] {
  if (now - at < FRESH_MS) return [];
  const seconds = Math.round((now - at) / 1000);
  return [{ weight: "late", text: `Nothing has been heard of this match for ${seconds} s: what stands here is old.` }];
}

/** Whether this second of a match was a late one. */
export const isLate = ({ lateMs }: Pick<Moment, "lateMs">, tickRate: number): boolean =>
  lateMs > 1000 / Math.max(1, tickRate);

/** Empty where all is well. */
export function causesOf(looked: Looked): readonly Cause[] {
  const { look } = looked;
  return [...age(looked), ...timer(look), ...inputs(look), ...allowances(look), ...readers(look)];
}
