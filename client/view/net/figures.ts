/** What the net graph says in numbers. */
import type { NetStats } from "#client/session/types.ts";

export type Tone = "plain" | "good" | "warn" | "bad";

export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly tone: Tone;
  /** What it means, in one line. */
  readonly about: string;
}

const NONE = "–";
/** A round trip of so many milliseconds is noticed, or is a nuisance. */
const PING = { warn: 150, bad: 300 };
/** As PING, of the deviation of arrivals. */
const JITTER = { warn: 20, bad: 60 };
/** Inputs that are this much late have met no tremor, but the wrong tick. Milliseconds. */
const LATE = 33;
/** Inputs that are this much early make one run further ahead than need be. Milliseconds. */
const EARLY = 60;

const ms = (value: number): string => `${Math.round(value)} ms`;
const rate = (bytes: number): string =>
  bytes < 1000 ? `${Math.round(bytes)} B/s` : `${(bytes / 1024).toFixed(1)} KiB/s`;

function toneOf(value: number, { warn, bad }: { readonly warn: number; readonly bad: number }): Tone {
  if (value >= bad) return "bad";
  return value >= warn ? "warn" : "plain";
}

/** How punctual inputs are; the words say what the colours do. */
function slackOf(slack: number | undefined): Pick<Figure, "value" | "tone"> {
  if (slack === undefined) return { value: NONE, tone: "plain" };
  const text = `${ms(Math.abs(slack))} ${Math.round(slack) < 0 ? "late" : "early"}`;
  if (slack < 0) return { value: text, tone: slack < -LATE ? "bad" : "warn" };
  return { value: text, tone: slack > EARLY ? "warn" : "good" };
}

/** @param plays whether the session has a seat: a spectator does not run ahead, and has no inputs */
export function figures(stats: NetStats, plays: boolean): readonly Figure[] {
  const own = (value: string): string => (plays ? value : NONE);
  const slack = slackOf(plays ? stats.slack : undefined);
  return [
    {
      id: "rtt",
      label: "Ping",
      value: ms(stats.rtt),
      tone: toneOf(stats.rtt, PING),
      about: "The way to the server and back",
    },
    {
      id: "jitter",
      label: "Jitter",
      value: ms(stats.jitter),
      tone: toneOf(stats.jitter, JITTER),
      about: "How unevenly frames arrive",
    },
    {
      id: "ahead",
      label: "Ahead",
      value: own(ms(stats.ahead)),
      tone: "plain",
      about: "How far you run ahead of the newest frame, so that your inputs are in time",
    },
    {
      id: "slack",
      label: "Inputs",
      ...slack,
      about: "By how much your inputs come before their tick, or after it",
    },
    {
      id: "delay",
      label: "Others",
      value: `${ms(stats.delay)} ago`,
      tone: "plain",
      about: "How far behind the newest frame others are shown",
    },
    {
      id: "corrections",
      label: "Corrected",
      value: own(`${stats.corrections} in 10 s`),
      tone: plays && stats.corrections > 0 ? "warn" : "plain",
      about: "How often your own movement was not as predicted",
    },
    {
      id: "correction",
      label: "Most by",
      value: own(stats.correction === 0 ? NONE : String(Math.round(stats.correction))),
      tone: "plain",
      about: "The greatest of these corrections, in the game's own units",
    },
    { id: "down", label: "Down", value: rate(stats.down), tone: "plain", about: "What comes from the server" },
    { id: "up", label: "Up", value: rate(stats.up), tone: "plain", about: "What goes to the server" },
    {
      id: "messages",
      label: "Sent",
      value: `${Math.round(stats.messages)} a second`,
      tone: "plain",
      about: "Messages to the server",
    },
  ];
}
