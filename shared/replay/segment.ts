/** A chapter: some seconds of a match, from a world that one can begin with. */
import { type Frame, type Keyframe, type LogReader, OutOfStep } from "#shared/log/index.ts";
import { DOWN, decodeDown, type RosterEntry } from "#shared/protocol/index.ts";
import { BadReplay } from "./bad.ts";
import { MOST } from "./format.ts";
import { leapsIn } from "./leaps.ts";
import { messagesIn } from "./messages.ts";

export interface Segment {
  /** Of the world that it begins with. */
  readonly tick: number;
  /** Of the world that it ends with: the next one's first. */
  readonly end: number;
  /** Leads to its first world, and to that world's past. This and the log are messages of the protocol, back to back. */
  readonly opening: Uint8Array;
  /** From there on: what the seats did, and who was there. */
  readonly log: Uint8Array;
  /** From there on: how the world changed, in leaps, for those who have other rules. Possibly not up to the end. */
  readonly states: Uint8Array;
  /** The message that told last before it who was there; undefined where nothing has. */
  readonly roster: Uint8Array | undefined;
}

const STATES: ReadonlySet<number> = new Set([DOWN.state, DOWN.checkedState]);
const RULES: ReadonlySet<number> = new Set([DOWN.rules, DOWN.checkedRules]);

const astray = (part: string) => new BadReplay(`this replay is damaged: ${part} does not lead where it should`);

function checkOpening({ opening, tick }: Segment): void {
  let reached: number | undefined;
  for (const { type, ticks } of messagesIn(opening)) {
    if (reached === undefined && type === DOWN.keyframe) reached = ticks;
    else if (reached !== undefined && STATES.has(type)) reached += ticks;
    else throw astray("the beginning of a chapter");
  }
  if (reached !== tick) throw astray("the beginning of a chapter");
}

/** Answers the message that tells last who was there. */
function checkLog({ log, tick, end, roster }: Segment): Uint8Array | undefined {
  let reached = tick;
  let rosters = 0;
  for (const { type, ticks, start, end: to } of messagesIn(log)) {
    if (RULES.has(type)) reached += ticks;
    else if (type === DOWN.roster) {
      roster = log.subarray(start, to);
      rosters += 1;
    } else throw astray("a chapter's log");
  }
  if (reached !== end || rosters > end - tick + MOST.rosters) throw astray("a chapter's log");
  return roster;
}

function checkStates({ states, tick, end }: Segment): void {
  let reached = tick;
  for (const { ticks } of leapsIn(states)) reached += ticks;
  if (reached > end) throw astray("what a chapter shows");
}

/**
 * Looks through a chapter that anybody can have made up: afterwards its parts can be decoded without harm, into no more
 * than fits into memory. Whether the worlds are true is not known by that.
 * @param tickRate ticks a second
 * @returns the message that tells last, by its end, who was there
 * @throws {BadReplay} it is not what a chapter is
 */
export function checkSegment(chapter: Segment, tickRate: number): Uint8Array | undefined {
  const { tick, end, opening, log, states } = chapter;
  if (!(end >= tick && end - tick <= MOST.chapter * tickRate))
    throw new BadReplay(`this replay is damaged: a chapter goes from tick ${tick} to ${end}`);
  if ([opening, log, states].some(({ length }) => length > MOST.part))
    throw new BadReplay("this replay is damaged: a chapter is too large");
  checkOpening(chapter);
  checkStates(chapter);
  return checkLog(chapter);
}

type Step = ({ readonly type: "keyframe" } & Keyframe) | ({ readonly type: "frame" } & Frame);

/**
 * The keyframe and frames of a part.
 * @param part one of a checked chapter's
 */
export function stepsOf(part: Uint8Array): Step[] {
  return decodeDown(part).filter((message) => message.type === "keyframe" || message.type === "frame");
}

/**
 * Brings a reader to the world that an opening leads to, with its past.
 * @param tick that world's
 * @throws {Error} it does not lead to such a world of the reader's layout
 */
export function open(reader: LogReader, opening: Uint8Array, tick: number): void {
  for (const step of stepsOf(opening)) {
    if (step.type === "keyframe") reader.begin(step);
    else reader.apply(step);
  }
  if (reader.world.tick !== tick) throw new OutOfStep(tick);
}

/** The frames of a part. */
export const framesOf = (part: Uint8Array): Frame[] => stepsOf(part).filter((step) => step.type === "frame");

/** Those whom a roster's message names. */
export function seatsOf(roster: Uint8Array): readonly RosterEntry[] {
  return decodeDown(roster).flatMap((message) => (message.type === "roster" ? message.seats : []));
}
