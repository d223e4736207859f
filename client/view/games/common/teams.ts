/**
 * Two teams for the eyes. The colours are after Okabe and Ito, which people with any colour vision tell apart, made
 * lighter for a dark floor; a shape says the same without them.
 */
import type { Mark } from "../game-view.ts";

export const TEAMS = [
  { title: "Amber", colour: "#f0a818", shape: "round" },
  { title: "Sky", colour: "#5cb8ee", shape: "hexagon" },
] as const;

/** A CSS colour of six digits as a number, for tints. */
export const hex = (colour: string): number => Number.parseInt(colour.slice(1), 16);

/** The same, half way to white: for text, which must be read. */
export function lit(colour: string): number {
  const all = hex(colour);
  const half = (shift: number) => (((all >> shift) & 255) + 255) >> 1;
  return (half(16) << 16) | (half(8) << 8) | half(0);
}

export const teamTitle = (team: number): string => `Team ${TEAMS[team].title}`;

export const teamMark = (team: number): Mark => {
  const { colour, shape, title } = TEAMS[team];
  return { colour, sign: title[0], shape };
};

/** The mark of a seat in a team: its number, in the team's colour and shape. */
export const memberMark = (team: number, seat: number): Mark => ({ ...teamMark(team), sign: String(seat + 1) });
