/**
 * Colours after Okabe and Ito, which people with any colour vision tell apart, made lighter for a dark floor.
 * None is alone in saying something: a team also has its shape, a player a number.
 */
import { MODE } from "#shared/games/arena/settings.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Mark } from "../game-view.ts";

const PLAYERS = ["#f0a818", "#5cb8ee", "#22c393", "#f2e64e", "#6f8cff", "#f4743b", "#e792c4", "#dfe5ee"] as const;

export const TEAMS = [
  { title: "Amber", colour: "#f0a818", shape: "round" },
  { title: "Sky", colour: "#5cb8ee", shape: "hexagon" },
] as const;

export const hex = (colour: string): number => Number.parseInt(colour.slice(1), 16);

export const isTeams = (world: ArenaWorld): boolean => world.config.mode === MODE.teams;

/** A seat's mark. `shape` is also its body's. */
export function markOf(world: ArenaWorld, seat: number): Mark {
  const sign = String(seat + 1);
  if (isTeams(world)) {
    const { colour, shape } = TEAMS[world.scores.team[seat]] ?? TEAMS[0];
    return { colour, sign, shape };
  }
  return { colour: PLAYERS[seat % PLAYERS.length], sign, shape: "round" };
}

export const teamMark = (team: number): Mark => {
  const { colour, shape, title } = TEAMS[team];
  return { colour, sign: title[0], shape };
};

/** Whether two seats are on one side, and not the same. */
export const friends = (world: ArenaWorld, a: number, b: number): boolean =>
  a !== b && a >= 0 && b >= 0 && isTeams(world) && world.scores.team[a] === world.scores.team[b];

/** The floor, which is the stage's background. */
export const FLOOR = "#0b111d";
