/** What a player chooses from. The start page has this of the rules, and nothing else. */
export const MODE = { freeForAll: 0, teams: 1 } as const;

export const modes = {
  brawl: { title: "Free-for-all", settings: { mode: MODE.freeForAll } },
  teams: { title: "Two teams", settings: { mode: MODE.teams } },
} as const;
