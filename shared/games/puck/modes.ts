/** What a player chooses from. The start page has this of the rules, and nothing else. */
export const modes = {
  duel: { title: "Duel", settings: { seats: 2 } },
  doubles: { title: "Doubles", settings: { seats: 4 } },
  trios: { title: "Trios", settings: { seats: 6 } },
  faceoff: {
    title: "Face-off",
    settings: { seats: 2, lobby: 10 },
    queue: {
      players: { min: 2, max: 2 },
      teams: { count: 2, size: 1 },
    },
  },
} as const;
