/** How a competitive mode pairs players who wait: declared by the mode, and checked as the game is declared. */

/** `[wait, width]`: from so many seconds of waiting on, the search is so wide. */
export type WidthPoint = readonly [wait: number, width: number];

/** What a group of waiting players must be for a match of this mode. Every rule is at least as lenient the longer the oldest ticket waits. */
export interface QueueRules {
  /**
   * How many players a match has. `max` are wanted at first; with the wait fewer will do, down to `min` after `minAfter`
   * seconds (30 if left out). Bots count as players, where they may fill.
   */
  readonly players: { readonly min: number; readonly max: number; readonly minAfter?: number };
  /** The number of teams and how many players each has; without it each plays alone. */
  readonly teams?: { readonly count: number; readonly size: number };
  /**
   * How far the ratings of a match may lie apart, by the wait of its oldest ticket. Between two points the width grows evenly,
   * and after the last one it goes on as between the last two, up to `never`. One point: always so wide.
   */
  readonly skill: readonly WidthPoint[];
  /** The same for the RTT to the match's region, in milliseconds. A player's own best region is always near enough, up to `never`. */
  readonly rtt: readonly WidthPoint[];
  /** What no wait widens beyond. */
  readonly never?: { readonly skill?: number; readonly rtt?: number };
  /** Bots fill a match that lacks players when its oldest ticket has waited so many seconds; without it they never do. */
  readonly botsAfter?: number;
  /**
   * How skilled a bot is for the ratings, in openskill's points, of which a newcomer has 25: μ, and by how much it may be off, σ. Without
   * it bots are as skilled as newcomers seem. Change it together with the bots, in a new version of the rules.
   */
  readonly botRating?: { readonly mu: number; readonly sigma: number };
}

/** As a mode declares it: what is left out of the widths is as most games want it. */
export type QueueDeclaration = Omit<QueueRules, "skill" | "rtt"> & Partial<Pick<QueueRules, "skill" | "rtt">>;

/** In openskill's points, of which a newcomer has 25. */
const SKILL: readonly WidthPoint[] = [
  [0, 5],
  [30, 12],
  [90, 30],
];
/** Milliseconds, and what no wait widens beyond. */
const RTT: readonly WidthPoint[] = [
  [0, 80],
  [60, 160],
];
const MOST_RTT = 250;

/** The rules of a mode's queue, whole. */
export function queueRules({ skill = SKILL, rtt, never, ...rules }: QueueDeclaration): QueueRules {
  if (rtt === undefined) return { ...rules, skill, rtt: RTT, never: { rtt: MOST_RTT, ...never } };
  return { ...rules, skill, rtt, ...(never && { never }) };
}

/** What of a mode its queue must agree with. */
export interface QueueSeats {
  readonly seats: number;
  /** How many seats each team has; undefined where the game has no teams. */
  readonly teams?: readonly number[];
}

const isWhole = (n: unknown, min: number): n is number => typeof n === "number" && Number.isInteger(n) && n >= min;
const isLong = (n: unknown): boolean => typeof n === "number" && Number.isFinite(n) && n >= 0;

function checkPlayers(what: string, { players, teams }: QueueRules, { seats }: QueueSeats): void {
  if (!isWhole(players?.min, 2) || !isWhole(players.max, players.min)) {
    throw new RangeError(`${what}.players must be { min, max }: whole numbers, min from 2 up, max not below min`);
  }
  const { min, max, minAfter } = players;
  if (max > seats) throw new RangeError(`${what}.players.max is ${max}, and a match of this mode has ${seats} seats`);
  if (minAfter !== undefined && !isLong(minAfter)) {
    throw new RangeError(`${what}.players.minAfter is ${minAfter}: use a number of seconds from 0 up`);
  }
  if (teams === undefined) return;
  if (!isWhole(teams.count, 2) || !isWhole(teams.size, 1)) {
    throw new RangeError(`${what}.teams must be { count, size }: whole numbers, count from 2 up, size from 1 up`);
  }
  if (teams.count * teams.size !== max) {
    throw new RangeError(
      `${what}.players.max is ${max}, and ${teams.count} teams of ${teams.size} are ${teams.count * teams.size}: use that`,
    );
  }
  if (min % teams.count !== 0) {
    throw new RangeError(
      `${what}.players.min is ${min}: use a multiple of the ${teams.count} teams, which are of equal size`,
    );
  }
}

function checkTeams(what: string, { teams }: QueueRules, { teams: seats }: QueueSeats): void {
  if (teams === undefined) return;
  if (seats === undefined)
    throw new RangeError(`${what}.teams: the game has no teamOf, so a match has no teams: leave it out`);
  if (seats.length !== teams.count || seats.some((size) => size < teams.size)) {
    const has = seats.length === 0 ? "no teams" : `teams of ${seats.join(", ")} seats`;
    throw new RangeError(`${what}.teams asks for ${teams.count} of ${teams.size}, and a match of this mode has ${has}`);
  }
}

function checkWidths(what: string, points: readonly WidthPoint[]): void {
  if (!Array.isArray(points) || points.length === 0) {
    throw new RangeError(`${what} must be a list of [wait, width], with one at least`);
  }
  let [before, narrower] = [-1, 0];
  for (const point of points) {
    const [wait, width] = Array.isArray(point) ? point : [];
    if (!isLong(wait) || !isLong(width) || width === 0) {
      throw new RangeError(
        `${what} has ${JSON.stringify(point)}: use [wait, width], seconds from 0 up and a width above 0`,
      );
    }
    if (wait <= before)
      throw new RangeError(`${what} has ${wait} s after ${before} s: put the shorter wait first, and each once`);
    if (width < narrower) {
      throw new RangeError(`${what} narrows from ${narrower} to ${width} at ${wait} s: a search never gets stricter`);
    }
    [before, narrower] = [wait, width];
  }
}

function checkBotRating(what: string, rating: QueueRules["botRating"]): void {
  if (rating === undefined) return;
  const { mu, sigma } = rating ?? {};
  if (!Number.isFinite(mu) || !Number.isFinite(sigma) || !(sigma > 0))
    throw new RangeError(`${what} must be { mu, sigma }: numbers, sigma above 0; or leave it out`);
}

/**
 * @param what the declaration, as error messages name it
 * @throws {RangeError} no match could follow these rules; the message names the field and the remedy
 */
export function checkQueue(what: string, declared: QueueDeclaration, seats: QueueSeats): void {
  if (typeof declared !== "object" || declared === null) {
    throw new RangeError(`${what} must be an object, or left out: such a mode is casual`);
  }
  const rules = queueRules(declared);
  checkPlayers(what, rules, seats);
  checkTeams(what, rules, seats);
  checkWidths(`${what}.skill`, rules.skill);
  checkWidths(`${what}.rtt`, rules.rtt);
  for (const name of ["skill", "rtt"] as const) {
    const limit = rules.never?.[name];
    if (limit === undefined) continue;
    if (!isLong(limit))
      throw new RangeError(`${what}.never.${name} is ${limit}: use a number from 0 up, or leave it out`);
    const [, width] = rules[name][0];
    if (limit < width) {
      throw new RangeError(`${what}.never.${name} is ${limit}, and ${name} begins at ${width}: use that or more`);
    }
  }
  checkBotRating(`${what}.botRating`, rules.botRating);
  if (rules.botsAfter !== undefined && !isLong(rules.botsAfter)) {
    throw new RangeError(`${what}.botsAfter is ${rules.botsAfter}: use a number of seconds from 0 up, or leave it out`);
  }
}
