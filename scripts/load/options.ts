/** The command line of `npm run load`. */
import { PRESET_NAMES, type Preset } from "#client/net/conditions.ts";
import { games } from "#shared/games/index.ts";
import { type AnyGame, publicSettings } from "#shared/sim/index.ts";
import { numberIn, oneOf, type readLine, UsageError, wholeIn } from "../usage.ts";

/** The game that is played by default: the first. */
const [FIRST = ""] = games.keys();

export const USAGE = `npm run load -- [options]

  --url URL         a Scrim server             http://localhost:5173
  --game NAME       the game that is played    ${FIRST}
  --players N       in all                     16
  --matches N       that they are spread over  as many as players need
  --spectators N    in all                     0
  --ramp S          seconds to come in over    2
  --seconds S       to play                    15
  --net PRESET      makes each player's line worse: ${PRESET_NAMES.join(", ")}
  --set NAME=N      a setting of the game; may be repeated
  --json            the report as JSON
`;

export interface LoadOptions {
  readonly url: string;
  readonly game: string;
  readonly players: number;
  readonly matches: number;
  readonly spectators: number;
  readonly ramp: number;
  readonly seconds: number;
  readonly net: Preset | undefined;
  readonly settings: Readonly<Record<string, number>>;
  readonly json: boolean;
}

export const OPTIONS = {
  url: { type: "string", default: "http://localhost:5173" },
  game: { type: "string", default: FIRST },
  players: { type: "string", default: "16" },
  matches: { type: "string" },
  spectators: { type: "string", default: "0" },
  ramp: { type: "string", default: "2" },
  seconds: { type: "string", default: "15" },
  net: { type: "string" },
  set: { type: "string", multiple: true },
  json: { type: "boolean", default: false },
} as const;

type Values = NonNullable<ReturnType<typeof readLine<typeof OPTIONS>>>["values"];

/** Players and spectators that one process can be. */
const MOST = 100_000;
const DAY = 86_400;

/** Each a setting of the game; their ranges are the server's to judge. */
function settings(pairs: readonly string[], { name: game, settings: known }: AnyGame): Record<string, number> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = "", value = ""] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
      if (name === "") throw new UsageError(`--set takes NAME=N, not "${pair}"`);
      if (!Object.hasOwn(known, name)) {
        throw new UsageError(`${game} has no setting ${name}; it has ${Object.keys(known).join(", ")}`);
      }
      return [name, wholeIn(`--set ${name}`, value, { min: Number.MIN_SAFE_INTEGER })];
    }),
  );
}

function origin(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new UsageError(`--url takes an http or https address, not "${text}"`);
  return new URL(text).origin;
}

function gameOf(name: string): AnyGame {
  const game = games.get(name);
  if (game === undefined) throw new UsageError(`there is no game ${name}; there are ${[...games.keys()].join(", ")}`);
  return game;
}

/** As many matches as these players fill, with the most seats that a player can choose. */
const matchesFor = ({ settings: known }: AnyGame, players: number): number =>
  Math.ceil(players / publicSettings(known).seats.max);

/** @throws {UsageError} a value that makes no sense */
export function readOptions(values: Values): LoadOptions {
  const game = gameOf(values.game);
  const players = wholeIn("--players", values.players, { min: 1, max: MOST });
  const matches =
    values.matches === undefined
      ? matchesFor(game, players)
      : wholeIn("--matches", values.matches, { min: 1, max: MOST });
  if (matches > players) throw new UsageError(`${matches} matches need as many players`);
  return {
    url: origin(values.url),
    game: game.name,
    players,
    matches,
    spectators: wholeIn("--spectators", values.spectators, { min: 0, max: MOST }),
    ramp: numberIn("--ramp", values.ramp, { min: 0, max: DAY }),
    seconds: numberIn("--seconds", values.seconds, { min: 1, max: DAY }),
    net: values.net === undefined ? undefined : oneOf("--net", values.net, PRESET_NAMES),
    settings: settings(values.set ?? [], game),
    json: values.json,
  };
}
