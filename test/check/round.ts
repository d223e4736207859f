/** A round that bots play, in all seats that are taken, up to its end. */
import {
  type AnyGame,
  advance,
  type Config,
  clearCommands,
  configure,
  Random,
  seededNature,
  statusOf,
  type WorldBase,
} from "#shared/sim/index.ts";
import { RandomCommands } from "#test/determinism/commands.ts";
import { BotMatch } from "#test/support/bots.ts";

/** A round may last for twice its time, and so long for countdowns and overtime, in seconds. */
const SLACK_S = 600;
/** Where a game does not say how long a round takes, it may take so long, in seconds. */
const USUAL_S = 3600;
/** And so long on this machine, in milliseconds. */
const MOST_MS = 20_000;

export interface Round {
  readonly world: WorldBase;
  readonly ended: boolean;
  /** Seconds of play: the least time after which it should have ended. */
  readonly most: number;
  /** It was given up for its time on this machine. */
  readonly isLong: boolean;
}

/** How long a round of this configuration takes by its own clock; undefined where that is not declared. */
function secondsOf(game: AnyGame, config: Config): number | undefined {
  const { timeLimit }: Config & { readonly timeLimit?: number } = config;
  if (timeLimit !== undefined && timeLimit > 0) return timeLimit;
  // Declared by games in the short form alone.
  const round: unknown = Reflect.get(game, "round");
  if (typeof round !== "object" || round === null || !("seconds" in round)) return undefined;
  return typeof round.seconds === "number" ? round.seconds : undefined;
}

/**
 * @param each called with the world as it is set up, and after every tick; answers whether it goes on
 * @throws what the game throws
 */
export function playRound(
  game: AnyGame,
  settings: Readonly<Record<string, number>>,
  seed: number,
  each: (world: WorldBase) => boolean,
): Round {
  const config = configure(game.settings, settings);
  const match = new BotMatch(game, settings, seed);
  const { world } = match;
  const { tickRate } = world.layout;
  const seconds = secondsOf(game, config);
  const most = seconds === undefined ? USUAL_S : 2 * seconds + SLACK_S;
  const nature = seededNature(seed);
  const commands = new RandomCommands(game, new Random({ seed, draws: 0 }));
  const began = performance.now();
  let goesOn = each(world);
  while (goesOn && world.tick < most * tickRate && statusOf(world) !== "ended" && performance.now() - began < MOST_MS) {
    clearCommands(match.inputs);
    match.decide();
    // Bots give no commands: where a game is played by them, any that are legal are given.
    for (let seat = 0; seat < match.inputs.capacity; seat++) commands.decide(world, match.inputs, seat);
    advance(world, match.inputs, nature);
    goesOn = each(world);
  }
  const ended = statusOf(world) === "ended";
  return { world, ended, most, isLong: !ended && performance.now() - began >= MOST_MS };
}
