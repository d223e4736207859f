/** What a player chooses from. The start page has this of the rules, and nothing else. */
export const modes = {
  duel: { title: "Duel", settings: { seats: 2 } },
  doubles: { title: "Doubles", settings: { seats: 4 } },
  trios: { title: "Trios", settings: { seats: 6 } },
} as const;
