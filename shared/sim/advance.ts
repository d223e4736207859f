/** One tick: the same on the server, in a browser, in a replay and in a test. */

import type { TableView } from "./table.ts";
import { SEAT, type WorldBase } from "./world.ts";

/** Begins the next tick: the clock goes on, and the events of the last tick are over. */
export function beginTick(world: WorldBase): void {
  world.tick += 1;
  for (const view of world.views) {
    if (view.placed.kind !== "events") continue;
    for (const row of view) view.despawn(row);
  }
}

/**
 * Advances a world by one tick.
 * @param inputs who sits where and what they do, a row a seat, shaped as `world.seats`
 */
export function advance(world: WorldBase, inputs: TableView): void {
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
    for (const [i, cells] of seats.cells.entries()) cells[seat] = inputs.cells[i][seat];
    if (!sameOwner && after !== SEAT.empty) game.join(world, seat);
  }
  game.step(world);
}
