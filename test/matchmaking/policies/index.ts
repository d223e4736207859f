/** The policies that are compared. */
import { pairWave } from "#worker/pairing/wave.ts";
import { WEIGHTS, type Weights } from "#worker/pairing/weights.ts";
import { firstCome } from "./first-come.ts";
import { lichess } from "./lichess.ts";
import { nakama } from "./nakama.ts";
import type { Policy } from "./policy.ts";

export const ours = (weights: Weights = WEIGHTS): Policy => ({
  wave: (tickets, rules, now) => pairWave(tickets, rules, now, weights),
});

export const POLICIES = {
  ours: () => ours(),
  fcfs: () => firstCome(false),
  "fcfs-even": () => firstCome(true),
  nakama,
  lichess,
} as const satisfies Readonly<Record<string, () => Policy>>;

export type PolicyName = keyof typeof POLICIES;
