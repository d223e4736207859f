/** The simulation kit: all that a game's rules may import. */
export { advance, beginTick, decides } from "./advance.ts";
export { chance, whim } from "./chance.ts";
export * from "./columns.ts";
export { type Difference, describe, firstDifference } from "./compare.ts";
export { defineGame } from "./define.ts";
export {
  type AnyGame,
  type Config,
  configure,
  type Game,
  type Mode,
  type Older,
  publicSettings,
  type Setting,
  type Settings,
  type Status,
  type View,
  type WorldOf,
} from "./game.ts";
export { FIRST_INPUT, type Layout, type PlacedColumn, type PlacedTable, plan, SEEN_PARTS } from "./layout.ts";
export { clearHits, creditFor, entryTick, forgetHits, type Hits, hitColumns, recordHit } from "./leaving.ts";
export {
  clearVotes,
  enterLobby,
  leaveLobby,
  lobbyColumns,
  lobbyIsOver,
  lobbySettings,
  mustVote,
  type People,
  updateLobby,
  type Votes,
} from "./lobby.ts";
export { carryOver, columnOf, migrate } from "./migrate.ts";
export { CUSTOM } from "./names.ts";
export { overlay } from "./overlay.ts";
export { Past } from "./past.ts";
export { mix32, Random } from "./random.ts";
export { type Ranked, ranked, type Standing, standings, taken, teamStandings } from "./ranking.ts";
export { type Games, registry } from "./registry.ts";
export { type About, layoutFromSchema, type SchemaLike } from "./schema-layout.ts";
export { statusOf } from "./status.ts";
export { accelerate, type Steering } from "./steering.ts";
export { TableView } from "./table.ts";
export { events, fixed, rows, type Show, single, type Table, type TableKind, type Tables } from "./tables.ts";
export { along, atan2, cos, hypot, sin, turnBetween, UNIT, wrap } from "./trig.ts";
export {
  createWorld,
  emptyWorld,
  type InputView,
  idle,
  SEAT,
  type SeatsView,
  setUp,
  type World,
  WorldBase,
} from "./world.ts";
