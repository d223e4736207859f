/** Players who are each on their own, for the eyes: a colour a seat, after Okabe and Ito, as the teams' are, and its number. */
import type { Mark } from "../game-view.ts";

const COLOURS = ["#f0a818", "#5cb8ee", "#22c393", "#f2e64e", "#6f8cff", "#f4743b", "#e792c4", "#dfe5ee"] as const;

export const seatMark = (seat: number): Mark => ({
  colour: COLOURS[seat % COLOURS.length],
  sign: String(seat + 1),
  shape: "round",
});
