/** How a mode's ladder has done, in a line of a table. */
import { round } from "../../bench/statistics.ts";
import type { Truth } from "./truth.ts";

export const summary = ({ mode, people, rounds, fewest, ours, defaults, equal }: Truth) => ({
  mode,
  people,
  rounds,
  "rounds each, least": fewest,
  "rank correlation": round(ours.correlation, 3),
  "defaults'": round(defaults.correlation, 3),
  "log loss": round(ours.logLoss, 4),
  "defaults' log loss": round(defaults.logLoss, 4),
  "all equal": round(equal, 4),
  "of players who stay": round(ours.logLossOfStaying, 4),
  "defaults' of those": round(defaults.logLossOfStaying, 4),
  "predictions off by": round(ours.error, 3),
});
