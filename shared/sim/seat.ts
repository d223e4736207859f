/** Seats and their owners. */
/** The kinds of a seat's owner. */
export const SEAT = {
  empty: 0,
  bot: 1,
  person: 2,
  /** A player whose connection is lost: the seat is kept for a while. */
  away: 3,
} as const;
