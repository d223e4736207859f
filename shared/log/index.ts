/** A match is a keyframe plus a log of frames. */
export { readDelta, writeDelta } from "./delta.ts";
export { type Frame, type Keyframe, keyframe, LogReader, LogWriter, OutOfStep } from "./log.ts";
