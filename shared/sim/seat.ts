/** Seats: their owners and their inputs. */
import type { Cells, InputColumns } from "./columns.ts";
import type { FixedView } from "./table.ts";

/** The kinds of a seat's owner. */
export const SEAT = {
  empty: 0,
  bot: 1,
  person: 2,
  /** A player whose connection is lost: the seat is kept for a while. */
  away: 3,
} as const;

/** The inputs that the seats hold, a row a seat: `world.seats.aim[seat]`. */
export type InputView<I = InputColumns> = { readonly [K in keyof I]: Cells };

/** `world.seats`: the inputs, and the kind of each owner. `world.command(seat)` reads commands. */
export type SeatsView<I = InputColumns> = InputView<I> &
  FixedView & { readonly kind: Cells; readonly seen: Cells; readonly command: Cells };
