/** Teams, and their sides. */

/** The team of a seat: seats take turns, so that a match that fills up is even. */
export const teamOf = (seat: number): 0 | 1 => ((seat & 1) === 0 ? 0 : 1);

/** The direction in which a team plays: 1 = to the right. */
export const forward = (team: number): 1 | -1 => (team === 0 ? 1 : -1);
