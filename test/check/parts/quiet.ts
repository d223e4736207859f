/** The promise of `quietUntil`. */

import { checkQuiet } from "../quiet.ts";
import { type Fault, notApplicable, type Verdict, verdict } from "../report.ts";
import { again, type Effort, type Subject } from "../subject.ts";
import { messageOf, placeOf } from "../thrown.ts";

export function quiet(subject: Subject, { seeds, from }: Effort): Verdict {
  const { game, root } = subject;
  if (!game.quietUntil) return notApplicable("the game has no quietUntil: each tick is stepped");
  const faults: Fault[] = [];
  let [quietTicks, ticks] = [0, 0];
  for (let seed = from; seed < from + seeds; seed++) {
    const repeat = again(subject, "quiet", seed);
    try {
      const report = checkQuiet(game, seed);
      quietTicks += report.quiet;
      ticks += report.ticks;
      if (report.problem === undefined) continue;
      faults.push({
        what: report.problem,
        where: `seed ${seed}`,
        next: "let quietUntil answer with a tick that is not later than the first in which step changes something by itself (docs/decisions/sleep.md)",
        again: repeat,
      });
    } catch (error) {
      faults.push({
        what: messageOf(error),
        where: `seed ${seed}${at(placeOf(error, root))}`,
        next: "see what throws there",
        again: repeat,
      });
    }
  }
  return verdict(`${seeds} random matches: ${quietTicks} quiet ticks were stepped and compared, of ${ticks}`, faults);
}

const at = (place: string | undefined): string => (place === undefined ? "" : `, ${place}`);
