/** The lines of a decision log: a JSON object for each ticket, with all that pairing knows of it. A pool's own has more fields. */
import * as v from "valibot";
import type { Person } from "./people.ts";

const Member = v.object({
  player: v.string(),
  mu: v.number(),
  sigma: v.number(),
  rtt: v.record(v.string(), v.number()),
  rounds: v.optional(v.number()),
});

const Line = v.object({
  /** When the ticket was made: milliseconds since 1970. */
  since: v.number(),
  members: v.pipe(v.array(Member), v.minLength(1)),
  /** When it was cancelled, if it was. */
  cancelled: v.optional(v.number()),
});

/** A row of the dataset DECISIONS, as Workers Analytics Engine exports it: docs/METRICS.md, "Decisions". */
const Exported = v.pipe(
  v.object({
    /** How the ticket ended, and its members. */
    blob4: v.string(),
    blob7: v.pipe(v.string(), v.parseJson(), Line.entries.members),
    /** Seconds waited; how many members it had, when it was made, and how many of them are told of. */
    double1: v.number(),
    double2: v.number(),
    double9: v.number(),
    double10: v.number(),
  }),
  v.check(({ double2, double10 }) => double2 === double10, "its party was too large to be told of whole"),
  v.transform(
    ({ blob4: how, blob7: members, double1: waited, double9: since }): v.InferOutput<typeof Line> => ({
      ...{ since, members },
      ...(how !== "matched" && { cancelled: since + waited * 1000 }),
    }),
  ),
);

const isExported = (line: unknown): boolean => typeof line === "object" && line !== null && "blob7" in line;

/** A ticket as the log tells of it. */
export interface Logged {
  readonly since: number;
  readonly people: readonly Person[];
  readonly cancelled: number | undefined;
}

/** @throws {RangeError} a line is no ticket: the message names it */
export function parseLog(text: string): Logged[] {
  const people = new Map<string, Person>();
  const logged = text.split("\n").flatMap((line, n): Logged[] => {
    if (line.trim() === "") return [];
    const parsed = v.safeParse(
      v.pipe(
        v.string(),
        v.parseJson(),
        v.lazy((line) => (isExported(line) ? Exported : Line)),
      ),
      line,
    );
    if (!parsed.success) throw new RangeError(`line ${n + 1} is no ticket: ${parsed.issues[0].message}`);
    const { since, members, cancelled } = parsed.output;
    const known = members.map(({ player, mu, sigma, rtt, rounds }) => {
      // What a player is rated at first stands for the whole run.
      const person = people.get(player) ?? { id: player, truth: mu, rating: { mu, sigma }, rounds, rtt, met: [] };
      people.set(player, person);
      return person;
    });
    return [{ since, people: known, cancelled }];
  });
  if (logged.length === 0) throw new RangeError("there is no ticket in it");
  return logged.sort((a, b) => a.since - b.since);
}

/** How long its tickets took to come, in hours. */
export const hoursOf = (log: readonly Logged[]): number =>
  (log[log.length - 1].since - log[0].since) / 3_600_000 + 0.001;
