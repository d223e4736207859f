/** One tick: the same on the server, in a browser, in a replay and in a test. */

import { FIRST_INPUT } from "./layout.ts";
import type { TableView } from "./table.ts";
import { type InputView, SEAT, type WorldBase } from "./world.ts";

/** Begins the next tick: the clock goes on, and the events of the last tick are over. */
export function beginTick(world: WorldBase): void {
  world.past.push(world);
  world.tick += 1;
  for (const view of world.views) {
    if (view.placed.kind !== "events") continue;
    for (let row = 0; row < view.capacity; row++) view.despawn(row);
  }
}

/** Lets the bots decide, by the world as it stands. */
function decide(world: WorldBase, inputs: TableView): void {
  const { game } = world.layout;
  const [kinds, seen] = inputs.cells;
  for (let seat = 0; seat < inputs.capacity; seat++) {
    if (kinds[seat] !== SEAT.bot) continue;
    seen[seat] = 0;
    for (let i = FIRST_INPUT; i < inputs.cells.length; i++) inputs.cells[i][seat] = world.seatTable.cells[i][seat];
    // The columns of an input table are there by name; a game's own type says which.
    game.bot(world, seat, inputs as unknown as InputView);
  }
}

/**
 * Advances a world by one tick.
 * @param inputs who sits where and what they do, a row a seat, shaped as `world.seats`; the rows of bots are filled in
 */
export function advance(world: WorldBase, inputs: TableView): void {
  decide(world, inputs);
  beginTick(world);
  const { game } = world.layout;
  const seats = world.seatTable;
  const [now] = seats.cells;
  const [next] = inputs.cells;
  for (let seat = 0; seat < seats.capacity; seat++) {
    const before = now[seat];
    const after = next[seat];
    // A person's seat that is kept for them is still theirs: nobody has left, and nobody joins.
    const sameOwner = before === after || (before >= SEAT.person && after >= SEAT.person);
    if (!sameOwner && before !== SEAT.empty) {
      now[seat] = SEAT.empty;
      game.leave(world, seat);
    }
    for (let i = 0; i < seats.cells.length; i++) seats.cells[i][seat] = inputs.cells[i][seat];
    if (!sameOwner && after !== SEAT.empty) game.join(world, seat);
  }
  game.step(world);
}
