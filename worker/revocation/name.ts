/** How revocations are spread over objects: one holds those of the players whose ids begin alike. */

/** @returns the name of the object: a hexadecimal digit */
export const shardOf = (player: string): string => /^[0-9a-f]/.exec(player)?.[0] ?? "0";
