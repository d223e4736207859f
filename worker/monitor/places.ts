/** Which pools and ladders a server of these games has. */
import { CUSTOM, type Games } from "#shared/sim/index.ts";
import type { LadderPlace } from "../ladder/rpc.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { Region } from "../regions.ts";

/** Matches with settings of their own are in the pool of the mode `CUSTOM`. @param here the regions that have pools */
export const poolsOf = (games: Games, here: readonly Region[]): readonly PoolPlace[] =>
  [...games.values()].flatMap(({ name: game, modes }) =>
    [...Object.keys(modes), CUSTOM].flatMap((mode) => here.map((region) => ({ game, mode, region }))),
  );

/** @param season the one that is on */
export const laddersOf = (games: Games, season: string): readonly LadderPlace[] =>
  [...games.values()].flatMap(({ name: game, modes }) =>
    Object.keys(modes).flatMap((mode) => (modes[mode].queue ? [{ game, mode, season }] : [])),
  );
