/**
 * Checks the ratings that a ladder tells, round by round: each is what the facts make of the ones before, and each player begins a
 * round with what the last one left them. If every step is true, so are all ratings; a false one is found where it is, and not in all
 * rounds after it.
 */
import type { AppliedRound } from "#worker/ladder/applied-round.ts";
import { rateRound } from "#worker/ladder/rate.ts";
import { unratedWhy } from "#worker/ladder/rated.ts";
import type { Rating } from "#worker/pairing/ticket.ts";
import { broughtBy, type Carried, mayBring } from "./carry.ts";

const same = (a: Rating, b: Rating): boolean => a.mu === b.mu && a.sigma === b.sigma;

const inWords = ({ mu, sigma }: Rating): string => `${mu.toFixed(4)} ± ${sigma.toFixed(4)}`;

/** Enough of an id to find it again. */
const brief = (player: string): string => `${player.slice(0, 4)}…${player.slice(-4)}`;

export class RatingsCheck {
  /** What each player has after the rounds so far, as told. */
  readonly #ratings = new Map<string, Rating>();
  readonly #carried: Carried;
  readonly #seen = new Set<string>();
  #number = 0;

  /** @param carried what players may bring from the seasons before */
  constructor(carried: Carried = new Map()) {
    this.#carried = carried;
  }

  #known(player: string): Rating {
    return this.#ratings.get(player) ?? broughtBy(player, this.#carried);
  }

  /** Whether a player may come into a round with this rating. */
  #mayBring(player: string, rating: Rating, at: number): boolean {
    const known = this.#ratings.get(player);
    return (known ? [known] : mayBring(player, at, this.#carried)).some((one) => same(one, rating));
  }

  /** Takes the next round of the list. @returns what is wrong with it, in words */
  next({ number, facts, ratings }: AppliedRound): string[] {
    const faults: string[] = [];
    const key = `${facts.code}-${facts.round}`;
    if (number !== this.#number + 1) faults.push(`it has the number ${number}, after ${this.#number}`);
    if (this.#seen.has(key)) faults.push("it is in the list twice");
    this.#number = number;
    this.#seen.add(key);
    const why = unratedWhy(facts);
    if (why !== undefined) faults.push(`it should not be rated: ${why}`);
    const before = new Map(ratings.map((one) => [one.player, one.before]));
    for (const [player, rating] of before) {
      if (this.#mayBring(player, rating, facts.at)) continue;
      faults.push(`${brief(player)} comes into it with ${inWords(rating)}, and had ${inWords(this.#known(player))}`);
    }
    // Also of those who lost the round by a fault of the server: they are not rated, and the others played with them.
    const all = facts.seats.flatMap(({ player }) =>
      player === undefined ? [] : [[player, this.#known(player)] as const],
    );
    const found = new Map(rateRound(facts, new Map([...all, ...before])).map(({ player, after }) => [player, after]));
    for (const { player, after } of ratings) {
      const right = found.get(player);
      if (!right) faults.push(`${brief(player)} is rated, and has not taken part`);
      else if (!same(right, after)) {
        faults.push(`${brief(player)} goes out of it with ${inWords(after)}: its facts make ${inWords(right)}`);
      }
      this.#ratings.set(player, after);
    }
    for (const player of found.keys()) {
      if (!before.has(player)) faults.push(`${brief(player)} has taken part, and is not rated`);
    }
    return faults;
  }
}
