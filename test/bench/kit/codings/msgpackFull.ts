import { pack, unpackAll } from "#shared/protocol/wire.ts";
import type { Coding } from "./coding.ts";
import { tablesOf } from "./rows.ts";

/** The full state at each tick, as one flat array of integers a table: the row's number, then its columns. */
export function msgpackFull(): Coding {
  return {
    name: "msgpackFull",
    begin() {},
    tick(world) {
      const tables = tablesOf(world).map((table) =>
        [...table].flatMap((row) => [row, ...table.cells.map((cells) => cells[row])]),
      );
      const state = [world.tick, ...tables];
      const bytes = pack(state);
      if (JSON.stringify(unpackAll(bytes)) !== JSON.stringify([state])) throw new Error("msgpack lost something");
      return bytes.length;
    },
  };
}
