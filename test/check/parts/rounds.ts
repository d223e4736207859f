/** Bots play a round of each mode to its end, within its time; and the game begins with either end of every setting. */
import { type AnyGame, configure, publicSettings, statusOf } from "#shared/sim/index.ts";
import { overload } from "#worker/match/budget.ts";
import { checkAnswers } from "../answers.ts";
import { Faults, type Moment } from "../faults.ts";
import { notApplicable, type Verdict, verdict } from "../report.ts";
import { playRound } from "../round.ts";
import type { Effort, Subject } from "../subject.ts";

type Chosen = Readonly<Record<string, number>>;

/** Under each end of a setting so much is played, in seconds. */
const SAMPLE_S = 30;
/** The game is asked for all that it tells in one of so many ticks. */
const ASKED_EVERY = 16;

export function rounds(subject: Subject, { from }: Effort): Verdict {
  const { game } = subject;
  if (!game.result) return notApplicable("the game has no result: its rounds have no end to play to");
  const faults = new Faults(subject, "rounds");
  const lengths: string[] = [];
  for (const [mode, { settings }] of Object.entries(game.modes)) {
    let tick = 0;
    const moment = (): Moment => ({ seed: from, at: `mode ${mode}, tick ${tick}` });
    faults.try("a round of bots", moment, () => {
      const { world, ended, most, isLong } = playRound(game, shortLobby(game, settings), from, (world) => {
        tick = world.tick;
        if (tick % ASKED_EVERY === 0) checkAnswers(world, faults, moment());
        return true;
      });
      checkAnswers(world, faults, moment());
      const seconds = world.tick / world.layout.tickRate;
      lengths.push(`${mode} ${ended ? "" : "not ended after "}${seconds.toFixed(0)} s`);
      if (ended) return;
      faults.add(
        isLong
          ? `a round of bots has not ended after ${seconds.toFixed(0)} s of play, and was given up`
          : `a round of bots has not ended after ${most} s of play: its status is ${statusOf(world)}`,
        moment(),
        "let bots do what ends a round: vote READY where they sit for players (mustVote), make points, make their moves",
      );
    });
  }
  return verdict(`a round of bots in each mode: ${lengths.join(", ")}`, faults.all);
}

/** A lobby of a second, where the game has one. */
const shortLobby = ({ settings }: AnyGame, chosen: Chosen): Chosen =>
  Object.fromEntries(Object.entries({ ...chosen, ...("lobby" in settings ? { lobby: settings.lobby.min } : {}) }));

/** Each end of each setting that players may choose, in each mode but beside what the mode sets itself. */
function* ends(game: AnyGame): Generator<Chosen> {
  const open = publicSettings(game.settings);
  for (const [name, { min, max }] of Object.entries(open)) {
    for (const value of new Set([min, max])) yield { [name]: value };
  }
  const all = (end: "min" | "max"): Chosen =>
    Object.fromEntries(Object.entries(open).map(([name, setting]) => [name, setting[end]]));
  yield all("min");
  yield all("max");
}

export function settings(subject: Subject, { from }: Effort): Verdict {
  const { game } = subject;
  const faults = new Faults(subject, "settings");
  let [played, refused] = [0, 0];
  for (const chosen of ends(game)) {
    const words = JSON.stringify(chosen);
    let tick = 0;
    const moment = (): Moment => ({ seed: from, at: `settings ${words}, tick ${tick}` });
    faults.try("a match", moment, () => {
      if (overload(game, configure(game.settings, chosen)) !== undefined) {
        refused += 1;
        return;
      }
      played += 1;
      playRound(game, chosen, from, (world) => {
        tick = world.tick;
        if (tick % ASKED_EVERY === 0) checkAnswers(world, faults, moment());
        return tick < SAMPLE_S * world.layout.tickRate;
      });
    });
  }
  const left = refused > 0 ? `; ${refused} that a server refuses for their cost` : "";
  return verdict(`${played} choices of either end of a setting, ${SAMPLE_S} s of bots each${left}`, faults.all);
}
