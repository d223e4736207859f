/** The command line of `npm run load`. */
import { parseArgs } from "node:util";
import { isPreset, PRESET_NAMES, type Preset } from "#client/net/conditions.ts";
import { games } from "#shared/games/index.ts";
import { publicSettings } from "#shared/sim/index.ts";

export const USAGE = `npm run load -- [options]

  --url URL         a Scrim server             http://localhost:5173
  --game NAME       the game that is played    arena
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

/** What is wrong with a command line. */
export class UsageError extends Error {}

function number(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < least) {
    throw new UsageError(`--${name} takes a number from ${least} up, not "${text}"`);
  }
  return value;
}

function whole(name: string, text: string, least: number): number {
  const value = number(name, text, least);
  if (!Number.isInteger(value)) throw new UsageError(`--${name} takes a whole number, not "${text}"`);
  return value;
}

function settings(pairs: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, value] = pair.split("=");
      if (value === undefined) throw new UsageError(`--set takes NAME=N, not "${pair}"`);
      return [name, number("set", value, Number.NEGATIVE_INFINITY)];
    }),
  );
}

function origin(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new UsageError(`--url takes an http or https address, not "${text}"`);
  return new URL(text).origin;
}

/** As many matches as these players fill, with the most seats that a player can choose. */
function matchesFor(name: string, players: number): number {
  const game = games.get(name);
  return game ? Math.ceil(players / publicSettings(game.settings).seats.max) : 1;
}

/**
 * @returns undefined where help was asked for
 * @throws {UsageError}
 */
export function readOptions(args: readonly string[]): LoadOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const { net } = values;
  if (net !== undefined && !isPreset(net)) throw new UsageError(`--net takes ${PRESET_NAMES.join(", ")}, not "${net}"`);
  const players = whole("players", values.players, 1);
  const matches = values.matches === undefined ? matchesFor(values.game, players) : whole("matches", values.matches, 1);
  if (matches > players) throw new UsageError(`${matches} matches need as many players`);
  return {
    url: origin(values.url),
    game: values.game,
    players,
    matches,
    spectators: whole("spectators", values.spectators, 0),
    ramp: number("ramp", values.ramp, 0),
    seconds: number("seconds", values.seconds, 1),
    net,
    settings: settings(values.set),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: "string", default: "http://localhost:5173" },
        game: { type: "string", default: "arena" },
        players: { type: "string", default: "16" },
        matches: { type: "string" },
        spectators: { type: "string", default: "0" },
        ramp: { type: "string", default: "2" },
        seconds: { type: "string", default: "15" },
        net: { type: "string" },
        set: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
