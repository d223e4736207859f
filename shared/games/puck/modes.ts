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
      // In openskill's points, of which a newcomer has 25; and in milliseconds.
      skill: [
        [0, 5],
        [30, 12],
        [90, 30],
      ],
      rtt: [
        [0, 80],
        [60, 160],
      ],
      never: { rtt: 250 },
    },
  },
} as const;
