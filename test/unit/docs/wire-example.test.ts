/** The example of docs/WIRE.md is what this code sends, and what it reads. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { keyframe, LogReader, LogWriter, type Stream } from "#shared/log/index.ts";
import { encodeDown, schemaOf } from "#shared/protocol/index.ts";
import { unpackAll } from "#shared/protocol/wire.ts";
import { advance, plan, SEAT, setUp, TableView } from "#shared/sim/index.ts";
import { tagGame } from "#test/support/tag.ts";

const layout = plan(tagGame, { seats: 2 });

/** What the seats are given at each tick: kind, seen, mx, my of each seat. */
const TICKS = [
  [
    [SEAT.person, 0, 7, 0],
    [SEAT.empty, 0, 0, 0],
  ],
  [
    [SEAT.person, 8, 7, -3],
    [SEAT.empty, 0, 0, 0],
  ],
] as const;

/** Plays the ticks. @returns the messages of a stream, a line each */
function messages(stream: Stream): readonly string[] {
  const world = setUp(layout, 1);
  const reader = new LogReader(layout);
  const opening = keyframe(world);
  reader.begin(opening);
  const lines = [encodeDown({ type: "keyframe", ...opening })];
  const writer = new LogWriter(world, { stream, heartbeat: 1, hashEvery: 2 });
  for (const seats of TICKS) {
    const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
    for (const [seat, values] of seats.entries())
      for (const [column, value] of values.entries()) inputs.cells[column][seat] = value;
    advance(world, inputs);
    const frame = writer.write(world);
    if (!frame) throw new Error("a frame is due at each tick");
    reader.apply(frame);
    lines.push(encodeDown({ type: "frame", ...frame }));
  }
  expect(reader.world.hash()).toBe(world.hash());
  return lines.map((bytes) => JSON.stringify(unpackAll(bytes)[0]));
}

it.each([
  ["its schema", () => [JSON.stringify(schemaOf(layout))]],
  ["the state stream", () => messages("state")],
  ["the rules stream", () => messages("rules")],
])("docs/WIRE.md shows %s of two ticks of tag", (_, lines) => {
  // The page has spaces where the code has none.
  const page = readFileSync("docs/WIRE.md", "utf8").replace(/\s+/g, "");
  expect(lines().filter((line) => !page.includes(line))).toEqual([]);
});
