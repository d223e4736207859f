/** What pairing weighs against what. docs/decisions/pairing.md tells how they were chosen. */
export interface Weights {
  /** For each player, of a match whose winner is certain. */
  readonly gap: number;
  /** For each player, for each 100 ms that the worst RTT is above what the remotest member has at best. */
  readonly rtt: number;
  /** For each player, of ratings that lie 100 points apart, though the teams be even. */
  readonly spread: number;
  /** For each player, of a match of bots alone. */
  readonly bots: number;
  /** For each player, of a match without players. */
  readonly empty: number;
  /** For each player, of a match in which all tickets have just met; nothing where bots may fill it. */
  readonly met: number;
  /** For each player, of a match half of whose players are newcomers; it is less with fewer, and fades with the wait. */
  readonly newcomers: number;
  /** For each player who is left waiting. */
  readonly left: number;
  /** The same, for each second waited until now. */
  readonly wait: number;
}

export const WEIGHTS: Weights = {
  gap: 1,
  rtt: 0.4,
  spread: 1,
  bots: 0.5,
  empty: 0.5,
  met: 0.6,
  newcomers: 1,
  left: 0.3,
  wait: 1 / 12,
};
