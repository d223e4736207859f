/** The same random matches in every JavaScript engine of this machine. */
import { games } from "#shared/games/index.ts";
import { compare } from "#test/determinism/compare.ts";
import { type Started, startEngines, stopEngines } from "#test/determinism/engines/index.ts";
import { locate } from "#test/determinism/locate.ts";
import { type Fault, notApplicable, type Verdict, verdict } from "../report.ts";
import type { Effort, Subject } from "../subject.ts";

const TICKS = 1200;

/** @param start starts the engines; those of this machine where it is left out */
export async function engines(
  { game }: Subject,
  { seeds, from }: Effort,
  start: () => Promise<Started> = startEngines,
): Promise<Verdict> {
  if (games.get(game.name) !== game)
    return notApplicable("only games of shared/games/index.ts are in the engines' code");
  const started = await start();
  try {
    const names = started.engines.map(({ name }) => name).join(", ");
    if (started.engines.length < 2) return notApplicable(`only ${names} is on this machine: it takes two engines`);
    const course = { games: [game.name], matches: seeds, ticks: TICKS, fromSeed: from };
    const found = await compare(started.engines, course);
    const faults: Fault[] = [];
    if (found) {
      const { tick, difference } = await locate(found, TICKS);
      const cell = difference && `${difference.table}.${difference.column}[${difference.row}]`;
      faults.push({
        what: difference
          ? `${cell} is ${difference.left} in ${found.left.name} and ${difference.right} in ${found.right.name}`
          : `${found.left.name} and ${found.right.name} have different worlds`,
        where: `seed ${found.seed}, tick ${tick ?? "unknown"}${cell === undefined ? "" : `, ${cell}`}`,
        next: "see what computes that cell: only + - * / % and Math.sqrt, trunc, floor and the like are the same everywhere (docs/decisions/integers.md)",
        again: `npm run determinism -- --game ${game.name} --matches 1 --ticks ${TICKS} --seed ${found.seed}`,
      });
    }
    const skipped = started.skipped.length > 0 ? `; ${started.skipped.join("; ")}` : "";
    return verdict(`${seeds} random matches of ${TICKS} ticks, equal at every tick in ${names}${skipped}`, faults);
  } finally {
    await stopEngines(started.engines);
  }
}
