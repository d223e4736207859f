/** That what is sent to a seat does not depend on what it may not know. */

import { Faults } from "../faults.ts";
import { checkLeaks } from "../leaks.ts";
import { notApplicable, type Verdict, verdict } from "../report.ts";
import type { Effort, Subject } from "../subject.ts";

/** Each match lasts for so many ticks. */
const TICKS = 300;

export function leaks(subject: Subject, { seeds, from, byValue = [] }: Effort): Verdict {
  const { game } = subject;
  if (!game.view) return notApplicable("the game has no view: each seat may know everything");
  const faults = new Faults(subject, "leaks");
  // Each tick is compared for every seat: it takes much longer than a tick that is only played.
  const matches = Math.max(1, Math.ceil(seeds / 4));
  let [compared, ticks] = [0, 0];
  for (let seed = from; seed < from + matches; seed++) {
    faults.try(
      "a step",
      () => ({ seed, at: "in a random match" }),
      () => {
        const report = checkLeaks(game, seed, TICKS, { byValue });
        compared += report.compared;
        ticks += report.ticks;
        for (const { problem, tick, seat, table, column } of report.leaks) {
          const cell = column === undefined ? table : `${table}.${column}`;
          const who = seat < 0 ? "a spectator" : `seat ${seat}`;
          faults.add(problem, { seed, at: `tick ${tick}, ${cell}, as ${who} sees it` }, NEXT);
        }
      },
    );
  }
  const proof = compared === 0 ? "; nothing was ever hidden, so nothing is proven" : "";
  return verdict(
    `${matches} random matches, ${ticks} ticks: ${compared} pairs of worlds that differ in what is hidden${proof}`,
    faults.all,
  );
}

const NEXT =
  "hide that cell in view.hide too, or let step set it from what is public alone (docs/decisions/secrets.md)";
