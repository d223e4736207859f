/** Seats: who sits there, and the inputs that they hold. */
import type { Cells, InputColumns } from "./columns.ts";
import type { FixedView } from "./table.ts";

/** Who sits in a seat. */
export const SEAT = {
  empty: 0,
  bot: 1,
  person: 2,
  /** A person who has lost their connection: the seat is kept for them. */
  away: 3,
} as const;

/** The inputs that the seats hold, a row a seat: `world.seats.aim[seat]`. */
export type InputView<I extends InputColumns = InputColumns> = { readonly [K in keyof I]: Cells };

/** `world.seats`: the inputs, and who sits there. */
export type SeatsView<I extends InputColumns = InputColumns> = InputView<I> &
  FixedView & { readonly kind: Cells; readonly seen: Cells };
