/** What stands in the net graph: loaded when it is opened for the first time. */
export { conditionerView, titleOf } from "./conditioner.ts";
export { figures } from "./figures.ts";
export { drawStrip } from "./strip.ts";
