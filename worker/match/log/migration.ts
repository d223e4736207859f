/** Brings a match of other rules over to this build's, where the game can; or ends it with the standings that it has. */
import { LogReader } from "#shared/log/index.ts";
import { decodeDown, type Result, type Schema, schemaOf } from "#shared/protocol/index.ts";
import {
  type AnyGame,
  COMMAND_COLUMNS,
  carryOver,
  configure,
  emptyWorld,
  type Layout,
  layoutFromSchema,
  migrate,
  type Nature,
  plan,
  planTables,
  SEAT,
  seatCells,
  type WorldBase,
} from "#shared/sim/index.ts";
import { brief, log, wordsOf } from "#worker/log.ts";
import { botName } from "../seats/bot-names.ts";
import type { SavedMatch } from "./saved.ts";

/**
 * The last world of the match, under this build's rules.
 * @param game this build's; undefined where it has no game of that name
 * @param nature where the setup of its new world draws secrets from
 * @returns undefined where the game refuses the world, or throws, which is logged
 * @throws {Error} the stored match is damaged
 */
export function migrated(saved: SavedMatch, game: AnyGame | undefined, nature?: Nature): WorldBase | undefined {
  if (!game) return undefined;
  const { spec, gameVersion } = saved.header;
  const world = imageOf(saved);
  try {
    if (game.version === gameVersion) return widened(saved, world, plan(game, spec.settings));
    return migrate(game, spec.settings, { version: gameVersion, world }, nature);
  } catch (error) {
    log.error("migrate_failed", {
      code: brief(spec.code),
      game: spec.game,
      version: gameVersion,
      detail: wordsOf(error),
    });
    return undefined;
  }
}

/**
 * Whether a match was stored with the tables that this build's rules have: then its log can be stepped. Those of one
 * version may differ in the runtime's own columns.
 */
export const isStoredAs = ({ header }: SavedMatch, game: AnyGame): boolean =>
  JSON.stringify(header.schema) ===
  JSON.stringify(schemaOf(planTables(game, configure(game.settings, header.spec.settings))));

/**
 * The same world with the columns that the runtime has added since: nothing has been said in them.
 * @returns undefined where the game has changed its own tables, and not its version
 */
function widened({ header }: SavedMatch, from: WorldBase, layout: Layout): WorldBase | undefined {
  if (JSON.stringify(ownOf(header.schema)) !== JSON.stringify(ownOf(schemaOf(layout)))) return undefined;
  const world = emptyWorld(layout);
  carryOver(from, world);
  return world;
}

/** A schema without the columns that the runtime has added. */
const ownOf = (schema: Schema): Schema =>
  schema.map(([name, kind, capacity, columns]) => [
    name,
    kind,
    capacity,
    name === "seats" ? columns.filter(([column]) => !Object.hasOwn(COMMAND_COLUMNS, column)) : columns,
  ]);

/** The world as the last page has it, under the rules that it was played by. */
function imageOf({ header, pages }: SavedMatch): WorldBase {
  const { spec, gameVersion, tickRate, schema } = header;
  const about = { game: spec.game, version: gameVersion, tickRate, settings: spec.settings, schema };
  const reader = new LogReader(layoutFromSchema(about));
  const image = decodeDown(pages.at(-1)?.images ?? new Uint8Array()).at(-1);
  if (image?.type !== "keyframe") throw new TypeError("a page's image is no keyframe");
  reader.begin(image);
  return reader.world;
}

/** The result of a match that can't go on; undefined where its last round had ended, or none had begun. */
export function cutShort(saved: SavedMatch, now: number): Result | undefined {
  const { header, pages } = saved;
  const { stand } = pages.at(-1) ?? {};
  if (stand?.status !== "live" || header.abandoned) return undefined;
  const world = imageOf(saved);
  const { kind } = seatCells(world.seatTable);
  const standings = stand.standings.map((one) => {
    const bot = kind[one.seat] === SEAT.bot;
    return { ...one, name: bot ? botName(one.seat) : (header.owners[one.seat]?.name ?? "") };
  });
  return { round: header.rounds + 1, tick: world.tick, at: now, cut: true, standings };
}
