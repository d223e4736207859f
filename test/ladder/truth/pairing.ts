/** How players are paired: as the queue of the mode does it, or by chance. */
import type { QueueRules } from "#shared/sim/index.ts";
import type { Dice } from "#test/matchmaking/dice.ts";
import type { Rating, Ticket } from "#worker/pairing/ticket.ts";
import { pairWave } from "#worker/pairing/wave.ts";
import type { Person } from "./people.ts";

/** Teams, or one list each where there are no teams. */
export type Sides = readonly (readonly Person[])[];

export type Pairing = (people: readonly Person[], rules: QueueRules, dice: Dice) => Sides[];

function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  const all = [...list];
  for (let n = all.length - 1; n > 0; n--) {
    const other = dice.below(n + 1);
    [all[n], all[other]] = [all[other], all[n]];
  }
  return all;
}

/** Full matches of players who are drawn. */
export const byChance: Pairing = (people, { players, teams }, dice) => {
  const order = shuffled(people, dice);
  const [count, size] = teams ? [teams.count, teams.size] : [players.max, 1];
  return Array.from({ length: Math.floor(order.length / players.max) }, (_, n) =>
    Array.from({ length: count }, (_, side) => {
      const from = n * players.max + side * size;
      return order.slice(from, from + size);
    }),
  );
};

/** One region: where it is played does not matter here. */
const RTT = { local: 20 } as const;
/** Seconds of waiting at which a wave is made. Those who are left have waited in vain, and try again after the others' round. */
const WAVES_S = [0, 5, 10, 20, 30, 45, 60, 90] as const;

/** All come at once, and are paired in waves while they wait. */
export const byQueue =
  (ratingOf: (player: string) => Rating): Pairing =>
  (people, rules, dice) => {
    const byId = new Map(people.map((person) => [person.id, person]));
    let waiting: readonly Ticket[] = shuffled(people, dice).map(({ id, met }) => ({
      id,
      since: 0,
      members: [{ player: id, rating: ratingOf(id), rtt: RTT, met }],
    }));
    const matches: Sides[] = [];
    for (const wait of WAVES_S) {
      const proposals = pairWave(waiting, rules, wait * 1000);
      const gone = new Set(proposals.flatMap(({ tickets }) => tickets));
      waiting = waiting.filter((ticket) => !gone.has(ticket));
      for (const { teams } of proposals) matches.push(teams.map((team) => team.flatMap((id) => byId.get(id) ?? [])));
    }
    return matches;
  };
