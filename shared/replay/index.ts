/** Replays: a finished match as a file. docs/REPLAYS.md specifies it. */
export { BadReplay } from "./bad.ts";
export { beyond, FIGURES, type FigureName, figuresOf, LIMITS } from "./figures.ts";
export { FORMAT, ReplayHead } from "./format.ts";
export { type InputTrace, InputTraces, inputTraces } from "./input-trace.ts";
export { messagesIn } from "./messages.ts";
export { ReplayPlayer } from "./player.ts";
export { isReplay, type Replay, readReplay } from "./read.ts";
export type { StoredSegment } from "./stored.ts";
export { type SeatTurnout, Turnout, TurnoutData, takeWorld } from "./turnout.ts";
export { isTrue, type Verdict, verify } from "./verify.ts";
export { writeReplay } from "./write.ts";
