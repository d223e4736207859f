/** Columns that are called as a table's methods shadow them: the compiler knows, and the kit's functions take their place. */
import { createWorld, defineGame, despawn, has, rows, spawn, u8 } from "#shared/sim/index.ts";

const bag = defineGame({
  name: "bag",
  version: 1,
  tickRate: 30,
  settings: { seats: { min: 1, max: 4, default: 3 } },
  modes: { plain: { title: "Plain", settings: {} } },
  input: {},
  level: () => undefined,
  tables: ({ seats }) => ({
    items: rows({ has: u8(), spawn: u8() }, { capacity: seats }),
    plain: rows({ x: u8() }, { capacity: seats }),
  }),
  setup() {},
  join() {},
  leave() {},
  step({ items, plain }) {
    items.has[0] = 1;
    spawn(items, { spawn: 2 });
    if (has(items, 0) && plain.has(0)) items.despawn(0);
    despawn(items, 0);
    // error: This expression is not callable
    items.spawn({ has: 1 });
    // error: 'nope' does not exist in type
    spawn(items, { nope: 1 });
    // error: 'y' does not exist in type
    plain.spawn({ y: 1 });
  },
  status: () => "live",
  bot() {},
});

export const count: number = createWorld(bag, {}, 1).items.count();
