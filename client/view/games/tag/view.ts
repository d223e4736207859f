/** Tag to be seen: runners on a field with two blocks. A ring says which one is "it". */
import { BLOCKS, FIELD, RADIUS, tag, UNIT } from "#shared/games/tag/index.ts";
import { PHASE } from "#shared/sim/index.ts";
import { floor, plate, ring, runner } from "../common/canvas-art.ts";
import { defineView } from "../define-view.ts";

const SIZE = { width: FIELD.width / UNIT, height: FIELD.height / UNIT };
const R = RADIUS / UNIT;

export const view = defineView(tag, {
  background: "#16233a",
  sight: "follow",
  bounds: SIZE,
  unit: UNIT,
  sounds: { tag: [1.2, 0, 520, 0.01, 0.05, 0.2, 1, 1.6, -6, 0, 180, 0.05] },
  canvas({ context, world: { players, chase, tick }, drawn, eye, zoom, sounds, mark, nameOf, place }) {
    floor(context, SIZE, BLOCKS, UNIT);
    for (const seat of players) {
      const at = place(seat);
      if (at === undefined) continue;
      // White while it stands still.
      if (seat === chase.it) ring(context, at, R + 9, tick < chase.freeAt ? "#ffffff" : "#ff5d3a");
      runner(context, mark(seat), at, R, seat === eye);
      plate(context, nameOf(seat), at, R, zoom);
    }
    for (const { table } of drawn.events) if (table === "tags") sounds.play("tag");
  },
  hud: ({ world: { round, chase } }, eye, nameOf) =>
    round.phase === PHASE.live ? { note: chase.it === eye ? "You are it" : `${nameOf(chase.it)} is it` } : {},
  news: (events) =>
    events.flatMap(({ table, values: { to } }) => (table === "tags" ? { by: to, what: "is it", to: -1 } : [])),
});
