/** What a player chooses from. The start page has this of the rules, and nothing else. */
export const modes = {
  table: { title: "Table", settings: {} },
  mail: { title: "By mail", settings: { moveTime: 259_200, fillTo: 0, lobby: 60 } },
} as const;
