/** All parts of a check, in the order in which they run: what is quick, and explains what comes later, first. */
import type { Part } from "../subject.ts";
import { chaos, sync } from "./chaos.ts";
import { cost } from "./cost.ts";
import { engines } from "./engines.ts";
import { leaks } from "./leaks.ts";
import { lint } from "./lint.ts";
import { quiet } from "./quiet.ts";
import { rounds, settings } from "./rounds.ts";
import { rules } from "./rules.ts";
import { seats } from "./seats.ts";
import { types } from "./types.ts";

export const PARTS: Readonly<Record<string, Part>> = {
  types,
  lint,
  rules,
  quiet,
  leaks,
  rounds,
  settings,
  seats,
  cost: (subject, effort) => cost(subject, effort),
  engines: (subject, effort) => engines(subject, effort),
  sync,
  chaos,
};
