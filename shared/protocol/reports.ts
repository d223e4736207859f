/** Reports about players: docs/HTTP.md, "Reports", and docs/OPERATIONS.md, "Reports". */
import * as v from "valibot";

/** What a player may be reported for. */
export const REPORT_REASONS = [
  /** Plays as no hands can, or by a program. */
  "cheating",
  /** Plays against the own team, or does not play at all. */
  "sabotage",
  /** Harasses others by signs, marks or names. */
  "abuse",
  /** Has a name that insults. */
  "name",
  "other",
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** How many characters a player may add in their own words. */
export const MOST_WORDS = 300;

const Whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The answer to a player who has reported another. */
export const Reported = v.object({ id: v.string() });
export type Reported = Readonly<v.InferOutput<typeof Reported>>;

/** A measure of a player's inputs: docs/FAIR-PLAY.md, "Figures". */
export const Figure = v.object({
  name: v.string(),
  value: v.number(),
  /** From here on it counts as more than hands can do. */
  limit: v.number(),
});
export type Figure = Readonly<v.InferOutput<typeof Figure>>;

/** A report, or what the server itself has noticed, as the operator sees it. */
export const ReportEntry = v.object({
  id: v.string(),
  /** Milliseconds since 1970. */
  at: v.number(),
  kind: v.picklist(["report", "flag"]),
  code: v.string(),
  /** The match's object, by which an operator's pages know it. A server of before does not say it. */
  match: v.optional(v.string()),
  round: Whole,
  game: v.string(),
  mode: v.string(),
  seat: Whole,
  /** The id of the player it is about, and what they were called then. */
  player: v.string(),
  name: v.string(),
  /** The id of the player who has reported; missing for a flag. */
  reporter: v.optional(v.string()),
  /** "figures" for a flag. */
  reason: v.string(),
  words: v.string(),
  /** Of a flag. */
  figures: v.optional(v.array(Figure)),
  /** The path of the round's replay, at the moment where it is known. */
  replay: v.string(),
  /** The path of the reporter's client trace. */
  trace: v.optional(v.string()),
  /** What the operator has done about it, and when; missing while nothing is. */
  done: v.optional(v.object({ what: v.string(), at: v.number() })),
});
export type ReportEntry = Readonly<v.InferOutput<typeof ReportEntry>>;

/** `GET /api/operator/reports`: the newest first. */
export const ReportPage = v.object({
  reports: v.array(ReportEntry),
  /** Ask again with `before=` this for the next ones; missing on the last page. */
  next: v.optional(v.string()),
});
export type ReportPage = Readonly<v.InferOutput<typeof ReportPage>>;
