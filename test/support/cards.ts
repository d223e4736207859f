/** A game of hidden hands: each player holds cards that the others may not know. For tests of views. */
import { buttons, defineGame, discrete, fixed, type Layout, single, u8, type WorldOf } from "#shared/sim/index.ts";

export const cards = defineGame({
  name: "cards",
  version: 1,
  tickRate: 10,
  settings: { seats: { min: 2, max: 4, default: 3 }, partners: { min: 0, max: 1, default: 0 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { buttons: buttons(2) },
  level: () => undefined,
  tables: ({ seats }) => ({
    hands: fixed({ a: discrete(), b: discrete(), c: discrete() }, { capacity: seats, perSeat: true }),
    /** The number of cards in each hand is no secret. */
    counts: fixed({ held: u8() }, { capacity: seats }),
    table: single({ top: discrete(), by: discrete() }),
  }),
  setup() {},
  join(world, seat) {
    const { hands, counts, random } = world;
    for (const column of [hands.a, hands.b, hands.c]) column[seat] = random.between(1, 52);
    counts.held[seat] = 3;
  },
  leave(world, seat) {
    const { hands, counts } = world;
    for (const column of [hands.a, hands.b, hands.c]) column[seat] = 0;
    counts.held[seat] = 0;
  },
  /** The first button draws another card in place of the first; the second plays it. */
  step(world) {
    const { hands, seats, table, random } = world;
    for (const seat of hands) {
      if (seats.buttons[seat] & 1) hands.a[seat] = random.between(1, 52);
      if ((seats.buttons[seat] & 2) === 0) continue;
      table.top = hands.a[seat];
      table.by = seat;
    }
  },
  status: () => "live",
  bot() {},
  view: {
    // Partners know each other's hands: the even seats are a side, and so are the odd.
    of: ({ partners }, seat) => (seat >= 0 && partners === 1 ? seat % 2 : seat),
    hide(world, view) {
      const { hands } = world;
      for (const seat of hands) {
        const mine = view >= 0 && (world.config.partners === 1 ? seat % 2 === view : seat === view);
        if (!mine) for (const column of [hands.a, hands.b, hands.c]) column[seat] = 0;
      }
    },
  },
});

export type CardsWorld = WorldOf<typeof cards>;

/** A world of this layout as its game sees it. @throws {TypeError} it is of another game */
export function asCards<W extends { readonly layout: Layout }>(world: W): W & CardsWorld {
  if (world.layout.game.name !== cards.name) throw new TypeError(`this is a world of ${world.layout.game.name}`);
  return world as W & CardsWorld;
}
