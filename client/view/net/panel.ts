/** What stands in the net graph: loaded when it is opened for the first time. */
import "../styles/net.css";

export { conditionerView, titleOf } from "./conditioner.ts";
export { figures } from "./figures.ts";
export { drawStrip } from "./strip.ts";
