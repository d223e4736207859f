/** What a player chooses from. The start page has this of the rules, and nothing else. */
export const MODE = { freeForAll: 0, teams: 1 } as const;

/** `byTurns`: one that is drawn, and the next with each rematch. */
export const MAP = { ruins: 0, glacier: 1, foundry: 2, byTurns: 3 } as const;

export const modes = {
  brawl: { title: "Free-for-all", settings: { mode: MODE.freeForAll, map: MAP.byTurns } },
  teams: { title: "Two teams", settings: { mode: MODE.teams, map: MAP.byTurns } },
} as const;
