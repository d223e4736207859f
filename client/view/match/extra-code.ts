/** What a match has besides, and its first frame does not wait for. */
import "../styles/told.css";
import "../styles/scores.css";

export { Sounds } from "../sound/sounds.ts";
export { EdgeMarks } from "../stage/edge-marks.ts";
export { AfterRound } from "./after-round.ts";
export { boardView } from "./board.ts";
export { Lookbacks } from "./lookback.ts";
export { Notices } from "./notices.ts";
export { resultsView } from "./results.ts";
