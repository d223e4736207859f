/** `npm run newcomer`: how a new player fares against bots of each level, in rounds from fresh seeds. */
import { skillSettings } from "#shared/sim/index.ts";
import { runCommand, UsageError, wholeIn } from "../../scripts/usage.ts";
import { SPORTS, type Trial, trial } from "./trial.ts";

const USAGE = `npm run newcomer -- [options]

A new player by script, who only looks for 5 seconds and then has average hands, plays a round against bots of each
level. Prints how long the first life lasts, how soon the first kill comes, and who wins; of puck, how long until the
bots' first goal, and the player's.

  --game NAME  arena or puck           arena
  --seats N    one is the player's     4; of puck 2
  --rounds N   of each level           40
  --seed N     of the first round      by the clock

Ends with 1 where the bounds do not hold: at the gentlest level, and at the growing one, 9 of 10 newcomers survive the
first 20 s of the arena and succeed within 60 s; at the strongest, bots win 9 of 10 rounds.`;

const OPTIONS = {
  game: { type: "string", default: "arena" },
  seats: { type: "string" },
  rounds: { type: "string", default: "40" },
  seed: { type: "string" },
} as const;

const SURVIVES_S = 20;
const SUCCEEDS_S = 60;
const BOUND = 0.9;

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

const share = (trials: readonly Trial[], holds: (trial: Trial) => boolean): number =>
  trials.filter(holds).length / trials.length;

const percent = (part: number): string => `${Math.round(part * 100)} %`;

const inSeconds = (number: number): string => (Number.isFinite(number) ? `${number.toFixed(1)} s` : "never");

await runCommand({ usage: USAGE, options: OPTIONS }, ({ game, seats, rounds, seed }) => {
  if (!Object.hasOwn(SPORTS, game))
    throw new UsageError(`there is no game ${game}: use ${Object.keys(SPORTS).join(" or ")}`);
  const sport = SPORTS[game];
  const isArena = game === "arena";
  const count = wholeIn("--rounds", rounds, { min: 1 });
  const first = seed === undefined ? Date.now() % 1_000_000_000 : wholeIn("--seed", seed, { min: 1 });
  const settings = { seats: wholeIn("--seats", seats ?? (isArena ? "4" : "2"), { min: 2, max: 16 }) };
  const levels = skillSettings.botLevel.choices.map((title, botLevel) => {
    const trials = Array.from({ length: count }, (_, k) => trial(sport, { ...settings, botLevel }, first + k));
    return { title, trials };
  });
  console.log(`${game}, ${settings.seats} seats, ${count} rounds of each level, from seed ${first}`);
  console.table(
    levels.map(({ title, trials }) => ({
      bots: title,
      "first life, median": inSeconds(median(trials.map(({ survived }) => survived))),
      "survive 20 s": percent(share(trials, ({ survived }) => survived >= SURVIVES_S)),
      "first success, median": inSeconds(median(trials.map(({ success }) => success))),
      "succeed within 60 s": percent(share(trials, ({ success }) => success <= SUCCEEDS_S)),
      "player wins": percent(share(trials, ({ won }) => won)),
      "skill at the end, median": title === "Growing" ? median(trials.map(({ grown }) => grown)) : "",
    })),
  );
  const fair = ({ survived, success }: Trial) => (!isArena || survived >= SURVIVES_S) && success <= SUCCEEDS_S;
  const [gentle, fierce, growing] = [levels[0], levels[4], levels[5]];
  const holds = share(gentle.trials, fair) >= BOUND && share(growing.trials, fair) >= BOUND;
  return holds && share(fierce.trials, ({ won }) => !won) >= BOUND ? 0 : 1;
});
