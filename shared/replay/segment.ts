/** A segment: some seconds of a match, with a world to begin with. */
import { type Frame, type Keyframe, type LogReader, OutOfStep } from "#shared/log/index.ts";
import { DOWN, decodeDown, type RosterEntry } from "#shared/protocol/index.ts";
import { BadReplay } from "./bad.ts";
import { MOST } from "./format.ts";
import { leapsIn } from "./leaps.ts";
import { messagesIn } from "./messages.ts";

export interface Segment {
  /** The tick of its first world. */
  readonly tick: number;
  /** The tick of its last world: the first of the next segment. */
  readonly end: number;
  /**
   * Leads to its first world, and to that world's past. This and the log are messages of the protocol, back to back.
   */
  readonly opening: Uint8Array;
  /** From there on: the inputs of the seats, or the changes of what a spectator may know; and the rosters. */
  readonly log: Uint8Array;
  /**
   * From there on: the changes of the world, in leaps, for builds with other rules. They may end before the segment
   * does.
   */
  readonly states: Uint8Array;
  /** The last roster message before it; undefined where there is none. */
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
    else throw astray("the beginning of a segment");
  }
  if (reached !== tick) throw astray("the beginning of a segment");
}

/** Checks the log. @returns its last roster message */
function checkLog({ log, tick, end, roster }: Segment, isWhole: boolean): Uint8Array | undefined {
  const types = isWhole ? RULES : STATES;
  let reached = tick;
  let rosters = 0;
  for (const { type, ticks, start, end: to } of messagesIn(log)) {
    if (types.has(type)) reached += ticks;
    else if (type === DOWN.roster) {
      roster = log.subarray(start, to);
      rosters += 1;
    } else throw astray("a segment's log");
  }
  if (reached !== end || rosters > end - tick + MOST.rosters) throw astray("a segment's log");
  return roster;
}

function checkStates({ states, tick, end }: Segment): void {
  let reached = tick;
  for (const { ticks } of leapsIn(states)) reached += ticks;
  if (reached > end) throw astray("the states of a segment");
}

/**
 * Checks an untrusted segment: afterwards its parts can be decoded safely, and fit into memory. It does not check that
 * the worlds are true.
 * @param isWhole whether its log holds what the seats do; otherwise, how a spectator's world changes
 * @returns the last roster message up to its end
 * @throws {BadReplay} it is no valid segment
 */
export function checkSegment(segment: Segment, isWhole: boolean): Uint8Array | undefined {
  const { tick, end, opening, log, states } = segment;
  if (!(end >= tick)) throw new BadReplay(`this replay is damaged: a segment goes from tick ${tick} to ${end}`);
  if ([opening, log, states].some(({ length }) => length > MOST.part))
    throw new BadReplay("this replay is damaged: a segment is too large");
  checkOpening(segment);
  checkStates(segment);
  return checkLog(segment, isWhole);
}

/** How much of a replay is stepped. Quiet ticks are skipped, and a match may have weeks of them; what is stepped has a limit. */
export class StepBudget {
  #left: number;

  /** @param most in steps, or skips */
  constructor(most: number) {
    this.#left = most;
  }

  /** One more. @throws {BadReplay} that is more than may be */
  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new BadReplay("this replay is damaged: it goes on for too long");
  }
}

type Step = ({ readonly type: "keyframe" } & Keyframe) | ({ readonly type: "frame" } & Frame);

/**
 * The keyframe and frames of a part.
 * @param part of a checked segment
 */
export function stepsOf(part: Uint8Array): Step[] {
  return decodeDown(part).filter((message) => message.type === "keyframe" || message.type === "frame");
}

/**
 * Brings a reader to the world that an opening leads to, with its past.
 * @param tick the tick of that world
 * @throws {Error} the opening does not lead to such a world
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

/** The entries of a roster message. */
export function seatsOf(roster: Uint8Array): readonly RosterEntry[] {
  return decodeDown(roster).flatMap((message) => (message.type === "roster" ? message.seats : []));
}
