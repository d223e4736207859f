/**
 * The content of a frame of the rules stream: which seats changed owner, which inputs changed, and what is of nature. The step makes
 * the rest. Decisions of the rules, such as the inputs of bots, follow from the world, so a frame leaves them out.
 * docs/WIRE.md, "The rules stream".
 */
import { decides, MOST_DRAWS, type NatureOfTick, type TableView, type WorldBase } from "#shared/sim/index.ts";
import { difference, fold, IntReader, unfold } from "./cells.ts";

/** Where changes are dense, the next cells are marked in groups of so many: a group's marks are one byte of msgpack. */
const GROUP = 5;

/** The cells of all seats in one line, column by column. */
const cellsOf = (seats: TableView): number => seats.cells.length * seats.capacity;

/** Behind the cells of the seats: the seed of the generator, and then what this tick has drawn of secrets. */
const SEED = 0;
const DRAWS = 1;

/**
 * Appends to `out` the changes from the seats of one world to those of the next, and what nature has brought.
 * @param draws the words of secrets that the next world's tick has drawn: only a log that no client reads has them
 */
export function writeInputs(out: number[], before: WorldBase, next: WorldBase, draws: readonly number[] = []): void {
  const [from, to] = [before.seatTable, next.seatTable];
  const { game } = next.layout;
  const { capacity } = to;
  const [kinds] = to.cells;
  const differs = (column: number, seat: number): boolean =>
    from.cells[column][seat] !== to.cells[column][seat] && (column === 0 || !decides(game, kinds[seat]));
  const changed: number[] = [];
  for (let column = 0; column < to.cells.length; column++) {
    for (let seat = 0; seat < capacity; seat++) if (differs(column, seat)) changed.push(column * capacity + seat);
  }
  const end = cellsOf(to);
  if (before.currentSeed !== next.currentSeed) changed.push(end + SEED);
  for (const n of draws.keys()) changed.push(end + DRAWS + n);
  const put = (cell: number) => {
    if (cell >= end) {
      const [from, to] = cell === end + SEED ? [before.currentSeed, next.currentSeed] : [0, draws[cell - end - DRAWS]];
      out.push(fold(difference("u32", from, to)));
      return;
    }
    const [column, seat] = [Math.trunc(cell / capacity), cell % capacity];
    const { type } = to.placed.columns[column];
    out.push(fold(difference(type, from.cells[column][seat], to.cells[column][seat])));
  };
  let cursor = 0;
  for (let at = 0; at < changed.length; ) {
    let end = at;
    while (end < changed.length && changed[end] < cursor + GROUP) end += 1;
    if (end - at < 2) {
      out.push(changed[at] - cursor);
      end = at + 1;
    } else {
      out.push(~changed.slice(at, end).reduce((marks, cell) => marks | (1 << (cell - cursor)), 0));
    }
    for (const cell of changed.slice(at, end)) put(cell);
    cursor = end - at < 2 ? changed[at] + 1 : cursor + GROUP;
    at = end;
  }
}

/**
 * Brings the seats up to date.
 * @param seed the generator's, before
 * @returns what nature has brought
 * @throws {RangeError} the integers are not what `writeInputs` writes for these seats
 */
export function readInputs(seats: TableView, ints: readonly number[], seed = 0): NatureOfTick {
  const cursor = new IntReader(ints, 0);
  const { capacity } = seats;
  const end = cellsOf(seats);
  const draws: number[] = [];
  let newSeed: number | undefined;
  let cell = 0;
  const take = (at: number) => {
    if (at === end + SEED) {
      newSeed = (seed + unfold(cursor.next())) >>> 0;
      return;
    }
    if (at >= end) {
      // Draws have no gaps between them, and there is no cell behind the last.
      if (at !== end + DRAWS + draws.length || draws.length >= MOST_DRAWS) {
        throw new RangeError(`the frame names cell ${at} of ${end}`);
      }
      draws.push(unfold(cursor.next()) >>> 0);
      return;
    }
    seats.cells[Math.trunc(at / capacity)][at % capacity] += unfold(cursor.next());
  };
  while (!cursor.done) {
    const head = cursor.next();
    if (head >= 0) {
      take(cell + head);
      cell += head + 1;
      continue;
    }
    const marks = ~head;
    if (marks >= 1 << GROUP) throw new RangeError(`the frame marks ${marks} in a group of ${GROUP}`);
    for (let bit = 0; bit < GROUP; bit++) if (marks & (1 << bit)) take(cell + bit);
    cell += GROUP;
  }
  return { seed: newSeed, draws };
}
