/** What the arena's weapons are called. */
import { DRIVEN_OUT } from "#shared/games/arena/tables.ts";
import { WEAPON } from "#shared/games/arena/tuning.ts";

const NAMES: Readonly<Record<number, string>> = {
  [DRIVEN_OUT]: "drove out",
  [WEAPON.blaster]: "Blaster",
  [WEAPON.scatter]: "Scatter",
  [WEAPON.rocket]: "Rocket",
  [WEAPON.rail]: "Rail",
};

export const weaponName = (weapon: number): string => NAMES[weapon] ?? "";
