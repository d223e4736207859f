/** A game of secrets, for tests: each seat holds three cards that the others may not know, dealt from a deck that the server shuffles. */
import {
  buttons,
  type Cells,
  defineGame,
  discrete,
  fixed,
  type Layout,
  SEAT,
  single,
  type WorldOf,
} from "#shared/sim/index.ts";

/** Cards in the deck. */
const DECK = 52;

interface Hands {
  readonly hands: { readonly a: Cells; readonly b: Cells; readonly c: Cells };
}

export const deal = defineGame({
  name: "deal",
  version: 1,
  tickRate: 10,
  settings: {
    seats: { min: 2, max: 4, default: 3 },
    /** How long a round lasts, in ticks, and the pause after it. */
    ticks: { min: 5, max: 100_000, default: 60 },
    pause: { min: 2, max: 100, default: 10 },
  },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { go: buttons(1) },
  /** `swap` takes another card in place of one; `show` puts a card on the table. */
  commands: { swap: { card: { min: 0, max: 2 } }, show: { card: { min: 0, max: 2 } } },
  secrets: true,
  level: () => undefined,
  tables: ({ seats }) => ({
    hands: fixed({ a: discrete(), b: discrete(), c: discrete() }, { capacity: seats, perSeat: true }),
    table: single({ trump: discrete(), top: discrete(), by: discrete(), luck: discrete("u32"), swaps: discrete() }),
    round: single({ phase: discrete(), until: discrete("u32"), number: discrete("u16") }, { show: "predict" }),
  }),
  setup(world) {
    world.table.trump = world.secret.between(1, 4);
  },
  join(world, seat) {
    for (const cards of handOf(world)) cards[seat] = world.secret.between(1, DECK);
  },
  leave(world, seat) {
    for (const cards of handOf(world)) cards[seat] = 0;
  },
  legal: ({ round }) => round.phase === 1 || "The round has not begun",
  step(world) {
    const { round, seats, table, config, tick } = world;
    if (round.phase === 1) {
      for (const seat of seats) {
        const command = world.command(seat);
        if (command?.name !== "show" && command?.name !== "swap") continue;
        const cards = handOf(world)[command.args.card];
        if (command.name === "show") {
          table.top = cards[seat];
          table.by = seat;
        } else {
          table.swaps += 1;
          cards[seat] = world.secret.between(1, DECK);
        }
      }
      if (tick >= round.until) {
        round.phase = 2;
        round.until = tick + config.pause;
      }
    } else if ([...seats].some((seat) => seats.kind[seat] >= SEAT.person) && tick >= round.until) {
      begin(world);
    }
  },
  status: ({ round }) => (["waiting", "live", "ended"] as const)[round.phase],
  result: (world) =>
    [...world.seats]
      .filter((seat) => world.seats.kind[seat] !== SEAT.empty)
      .map((seat, i) => ({ seat, place: i + 1, score: 0, team: -1 })),
  bot() {},
  view: {
    of: (_, seat) => seat,
    hide(world, view) {
      conceal(world, view);
    },
  },
});

export type DealWorld = WorldOf<typeof deal>;

const handOf = ({ hands }: Hands) => [hands.a, hands.b, hands.c] as const;

function conceal(world: Hands, view: number): void {
  for (const cards of handOf(world)) {
    for (let seat = 0; seat < cards.length; seat++) if (seat !== view) cards[seat] = 0;
  }
}

function begin(world: DealWorld): void {
  const { round, table, config, tick } = world;
  const deck = Array.from({ length: DECK }, (_, n) => n + 1);
  world.secret.shuffle(deck);
  for (const cards of handOf(world)) {
    for (const seat of world.hands) cards[seat] = world.seats.kind[seat] === SEAT.empty ? 0 : (deck.pop() ?? 0);
  }
  table.luck = world.random.next();
  table.top = 0;
  round.phase = 1;
  round.number += 1;
  round.until = tick + config.ticks;
}

/** The same game, whose replays hold all of a round. */
export const openDeal = defineGame({
  ...deal,
  name: "opendeal",
  view: { of: (_, seat) => seat, hide: conceal, openAfter: true },
});

/** A world of this layout as its game sees it. @throws {TypeError} it is of another game */
export function asDeal<W extends { readonly layout: Layout }>(world: W): W & DealWorld {
  const { name } = world.layout.game;
  if (name !== deal.name && name !== openDeal.name) throw new TypeError(`this is a world of ${name}`);
  return world as W & DealWorld;
}
