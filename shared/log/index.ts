/** A match is a keyframe plus a log of frames. */
export { holdInputs } from "#shared/sim/index.ts";
export { readDelta, writeDelta } from "./delta.ts";
export { type Frame, type Keyframe, keyframe, opening, type Stream } from "./frame.ts";
export { readInputs, writeInputs } from "./inputs.ts";
export { Mask } from "./mask.ts";
export { LogReader, OutOfStep } from "./reader.ts";
export { LogWriter, type WriterOptions } from "./writer.ts";
