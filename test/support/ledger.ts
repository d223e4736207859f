/** A game of commands alone, for tests: each seat has a shelf of numbers, and swaps two of them or puts a new one on it. */
import { axis, defineGame, discrete, fixed, SEAT } from "#shared/sim/index.ts";

/** Places on a shelf. */
export const PLACES = 4;

const place = { min: 0, max: PLACES - 1 };

export const ledger = defineGame({
  name: "ledger",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 1, max: 8, default: 3 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { mx: axis(-1, 1) },
  commands: { swap: { from: place, to: place }, put: { place, value: { min: -1000, max: 1000 } } },
  level: () => undefined,
  tables: ({ seats }) => ({
    shelves: fixed({ value: discrete("i32") }, { capacity: seats * PLACES }),
    /** How many commands have counted, and a digest of them in their order. */
    books: fixed({ counted: discrete("u16"), digest: discrete("u32") }, { capacity: seats }),
  }),
  setup() {},
  join({ books }, seat) {
    books.counted[seat] = 0;
    books.digest[seat] = 0;
  },
  leave() {},
  legal({ shelves }, seat, { name, args }) {
    // Equal numbers are not swapped.
    if (name !== "swap") return true;
    return shelves.value[seat * PLACES + args.from] !== shelves.value[seat * PLACES + args.to] || "They are equal";
  },
  step(world) {
    const { seats, shelves, books } = world;
    for (const seat of seats) {
      const given = world.command(seat);
      if (given?.name !== "swap" && given?.name !== "put") continue;
      books.counted[seat] += 1;
      for (const value of Object.values(given.args)) books.digest[seat] = books.digest[seat] * 31 + value;
      const shelf = seat * PLACES;
      if (given.name === "put") {
        shelves.value[shelf + given.args.place] = given.args.value;
      } else {
        const [from, to] = [shelf + given.args.from, shelf + given.args.to];
        [shelves.value[from], shelves.value[to]] = [shelves.value[to], shelves.value[from]];
      }
    }
  },
  status: ({ seats }) => (seats.kind.length > 0 && seats.kind[0] === SEAT.empty ? "waiting" : "live"),
  bot(_world, seat, input) {
    input.mx[seat] = 1;
  },
});
