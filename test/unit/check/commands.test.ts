import { expect, it } from "vitest";
import { commandCells, SEAT } from "#shared/sim/index.ts";
import { play } from "#test/determinism/play.ts";
import { ledger } from "#test/support/ledger.ts";

it("players of random matches give the game's own commands, only in players' seats, and a seat counts each", () => {
  let [commands, last] = [0, 0];
  play(ledger, 3, 600, ({ seatTable }) => {
    const cells = commandCells(seatTable);
    if (!cells) throw new Error("there are no commands");
    for (let seat = 0; seat < seatTable.capacity; seat++) {
      if (cells.command[seat] === 0) continue;
      commands += 1;
      last = Math.max(last, cells.seq[seat]);
      expect(seatTable.cells[0][seat]).toBe(SEAT.person);
    }
  });
  expect(commands).toBeGreaterThan(10);
  expect(last).toBeGreaterThan(1);
});
