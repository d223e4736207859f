/** What a player chooses from. The start page has this of the rules, and nothing else. */
export const MODE = { freeForAll: 0, teams: 1 } as const;

/** `byTurns`: one that is drawn, and the next with each rematch. */
export const MAP = { ruins: 0, glacier: 1, foundry: 2, byTurns: 3 } as const;

export const modes = {
  brawl: { title: "Free-for-all", settings: { mode: MODE.freeForAll, map: MAP.byTurns } },
  teams: { title: "Two teams", settings: { mode: MODE.teams, map: MAP.byTurns } },
  pairs: {
    title: "Pairs",
    // Pages of players who were called away from a warm-up take a moment to load.
    settings: { mode: MODE.teams, map: MAP.byTurns, seats: 4, lobby: 10 },
    queue: {
      players: { min: 2, max: 4, minAfter: 60 },
      teams: { count: 2, size: 2 },
      botsAfter: 20,
    },
  },
} as const;
