/** One wave: which of the waiting players meet, in which teams and where. Pure: the same tickets and time, the same answer. */
import type { QueueRules } from "#shared/sim/index.ts";
import { exactWave, MOST_EXACT } from "./exact.ts";
import { greedyWave } from "./greedy.ts";
import type { Group } from "./group.ts";
import type { Ticket } from "./ticket.ts";
import { WEIGHTS, type Weights } from "./weights.ts";
import { prepare, type Wave } from "./wish.ts";

/** A match to be made. */
export interface Proposal {
  readonly tickets: readonly Ticket[];
  /** By team, or one entry each where there are no teams: the ids of players. */
  readonly teams: readonly (readonly string[])[];
  readonly region: string;
  /** By how much the likeliest team is ahead of the least likely one in their chances to win, as predicted: 0 to 1. */
  readonly gap: number;
  readonly bots: number;
}

function propose({ wishes, teams, region, gap, bots }: Group, { rules, regions }: Wave): Proposal {
  const tickets = wishes.map(({ ticket }) => ticket);
  const sides: string[][] = Array.from({ length: rules.teams?.count ?? 0 }, () => []);
  tickets.forEach(({ members }, i) => {
    for (const { player } of members) {
      if (teams) sides[teams[i]].push(player);
      else sides.push([player]);
    }
  });
  return { tickets, teams: sides, region: regions[region], gap, bots };
}

/**
 * Tickets that are in no proposal go on waiting. Of a player with two tickets only the older one is looked at.
 * @param now milliseconds since 1970
 */
export function pairWave(
  tickets: readonly Ticket[],
  rules: QueueRules,
  now: number,
  weights: Weights = WEIGHTS,
): readonly Proposal[] {
  const wave = prepare(tickets, rules, now, weights);
  const { wishes } = wave;
  const groups = wishes.length <= MOST_EXACT ? exactWave(wishes, wave) : greedyWave(wave);
  return groups.map((group) => propose(group, wave));
}
