/** One tick: the same on the server, in a browser, in a replay and in a test. */

import { forgetCommand, keepSilent } from "./commands.ts";
import { inputView } from "./game-table.ts";
import { FIRST_INPUT } from "./layout.ts";
import { type Nature, NONE } from "./nature.ts";
import { SEAT } from "./seat.ts";
import { inputsEnd } from "./seat-cells.ts";
import { Secret } from "./secret.ts";
import type { TableView } from "./table.ts";
import type { AnyGame, WorldBase } from "./world.ts";

/** Begins the next tick: the clock goes on, and the events of the last tick are over. */
export function beginTick(world: WorldBase): void {
  world.past.push(world);
  world.tick += 1;
  for (const view of world.views) {
    if (view.placed.kind === "events") view.clear();
  }
}

/**
 * Whether the rules decide the input of a seat: that of a bot, and, where the game has stand-ins, that of a player who
 * is away. The runtime ignores any other input for such a seat, and sends none.
 * @param kind one of `SEAT`
 */
export const decides = ({ standIn = false }: AnyGame, kind: number): boolean =>
  kind === SEAT.bot || (standIn && kind === SEAT.away);

/** Lets the bots decide, by the world as it stands: fills their rows of `inputs`. */
export function decide(world: WorldBase, inputs: TableView): void {
  const { game } = world.layout;
  const [kinds, seen] = inputs.cells;
  const end = inputsEnd(inputs);
  for (let seat = 0; seat < inputs.capacity; seat++) {
    if (!decides(game, kinds[seat])) continue;
    seen[seat] = 0;
    keepSilent(inputs, world.seatTable, seat);
    for (let i = FIRST_INPUT; i < end; i++) inputs.cells[i][seat] = world.seatTable.cells[i][seat];
    game.bot(world, seat, inputView(inputs));
  }
}

/**
 * Advances a world by one tick.
 * @param inputs the owner and the input of each seat, shaped as `world.seats`. Filled in here: the rows of bots
 * @param nature where secrets come from, and a new seed; by default there are none
 * @throws {Unforeseen} a client steps, and the tick takes what only the server knows: the world is then half stepped
 */
export function advance(world: WorldBase, inputs: TableView, nature: Nature = NONE): void {
  decide(world, inputs);
  beginTick(world);
  if (nature.seed !== undefined) world.seed(nature.seed);
  Secret.during(world.secret, nature, () => step(world, inputs));
}

function step(world: WorldBase, inputs: TableView): void {
  const { game } = world.layout;
  const seats = world.seatTable;
  for (let seat = 0; seat < seats.capacity; seat++) change(world, inputs, seat);
  seats.bytes.set(inputs.bytes);
  game.step(world);
}

/** Calls `leave` and `join` where a seat changes its owner. */
function change(world: WorldBase, inputs: TableView, seat: number): void {
  const { game } = world.layout;
  const seats = world.seatTable;
  const before = seats.cells[0][seat];
  const after = inputs.cells[0][seat];
  // A seat that is kept for an absent player is still theirs: no owner leaves or joins.
  if (before === after || (before >= SEAT.person && after >= SEAT.person)) return;
  forgetCommand(inputs, seat);
  if (before !== SEAT.empty) {
    seats.cells[0][seat] = SEAT.empty;
    game.leave(world, seat, before);
  }
  for (const [i, cells] of seats.cells.entries()) cells[seat] = inputs.cells[i][seat];
  if (after !== SEAT.empty) game.join(world, seat);
}
