/** What a game answers of a world: it must be of the right form, and the question must change nothing. */
import { SEAT, statusOf, type WorldBase } from "#shared/sim/index.ts";
import type { Faults, Moment } from "./faults.ts";

const READ_ONLY = "it may only read the world: move what it sets into step";

/** Asks a game for all that it tells of a world. */
export function checkAnswers(world: WorldBase, faults: Faults, moment: Moment): void {
  const { game } = world.layout;
  const before = world.hash();
  const asked = (name: string, ask: () => void): void => {
    faults.try(name, () => moment, ask);
    if (world.hash() !== before) faults.add(`${name} changes the world`, moment, READ_ONLY);
  };
  asked("status", () => void statusOf(world));
  if (game.result) asked("result", () => checkResult(world, faults, moment));
  asked("roundLeft", () => {
    const left: unknown = game.roundLeft?.(world);
    if (left !== undefined && !(typeof left === "number" && Number.isFinite(left)))
      faults.add(`roundLeft answers ${String(left)}`, moment, "answer with a number, 1 to 0, or undefined");
  });
  for (const seat of world.seatTable) {
    asked("highlight", () => {
      const value: unknown = game.highlight?.(world, seat) ?? 0;
      if (!(typeof value === "number" && Number.isFinite(value)))
        faults.add(`highlight answers ${String(value)} for seat ${seat}`, moment, "answer with a number from 0 on");
    });
  }
  asked("turn", () => {
    const turn: unknown = game.turn?.(world) ?? -1;
    if (!(Number.isInteger(turn) && Number(turn) >= -1 && Number(turn) < world.seatTable.capacity))
      faults.add(`turn answers ${String(turn)}`, moment, "answer with a seat, or -1");
  });
}

/** Each taken seat once, and no other; places in order. */
function checkResult(world: WorldBase, faults: Faults, moment: Moment): void {
  const [kinds] = world.seatTable.cells;
  const taken = [...world.seatTable].filter((seat) => kinds[seat] !== SEAT.empty);
  const standings = world.layout.game.result?.(world) ?? [];
  const next = "answer with one entry for each taken seat: standings() of shared/sim makes them";
  const seen = new Set<number>();
  for (const { seat } of standings) {
    if (seen.has(seat)) faults.add(`result names seat ${seat} twice`, moment, next);
    if (!taken.includes(seat)) faults.add(`result names seat ${seat}, which is not taken`, moment, next);
    seen.add(seat);
  }
  for (const seat of taken) if (!seen.has(seat)) faults.add(`result does not name seat ${seat}`, moment, next);
}
