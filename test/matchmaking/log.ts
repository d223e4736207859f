/**
 * A decision log: a line of JSON for each ticket, with all that pairing knows of it. An operator plays yesterday again under other
 * weights or another policy.
 */
import * as v from "valibot";
import { readInput, UsageError } from "../../scripts/usage.ts";
import type { Wish } from "./outcome.ts";
import type { Person } from "./people.ts";

const Member = v.object({
  player: v.string(),
  mu: v.number(),
  sigma: v.number(),
  rtt: v.record(v.string(), v.number()),
});

const Line = v.object({
  /** When the ticket was made: milliseconds since 1970. */
  since: v.number(),
  members: v.pipe(v.array(Member), v.minLength(1)),
  /** When it was cancelled, if it was. */
  cancelled: v.optional(v.number()),
});

/** A ticket as the log tells of it. */
export interface Logged {
  readonly since: number;
  readonly people: readonly Person[];
  readonly cancelled: number | undefined;
}

/** @throws {UsageError} the file cannot be read, or a line is no ticket: the message names it */
export function readLog(path: string): Logged[] {
  const people = new Map<string, Person>();
  const lines = readInput(path).toString("utf8").split("\n");
  const logged = lines.flatMap((text, n): Logged[] => {
    if (text.trim() === "") return [];
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Line), text);
    if (!parsed.success) throw new UsageError(`${path}: line ${n + 1} is no ticket: ${parsed.issues[0].message}`);
    const { since, members, cancelled } = parsed.output;
    const known = members.map(({ player, mu, sigma, rtt }) => {
      // What a player is rated at first stands for the whole run.
      const person = people.get(player) ?? { id: player, truth: mu, rating: { mu, sigma }, rtt, met: [] };
      people.set(player, person);
      return person;
    });
    return [{ since, people: known, cancelled }];
  });
  if (logged.length === 0) throw new UsageError(`${path}: there is no ticket in it`);
  return logged.sort((a, b) => a.since - b.since);
}

export const writeLog = (wishes: readonly Wish[]): string =>
  wishes
    .map(({ since, people, cancelledAt }) => {
      const members = people.map(({ id, rating, rtt }) => ({ player: id, ...rating, rtt }));
      return `${JSON.stringify({ since, members, cancelled: cancelledAt })}\n`;
    })
    .join("");
