/** The simulation kit: all that a game's rules may import. */
export { advance, beginTick, decides } from "./advance.ts";
export { chance, whim } from "./chance.ts";
export * from "./columns.ts";
export {
  type Command,
  type CommandCells,
  type CommandSort,
  type CommandSpec,
  type Commands,
  clearCommands,
  commandCells,
  commandSpec,
  commandsOf,
  EMOTES,
  FIRST_GAME_COMMAND,
  isAfter,
  isCommand,
  isOfOnePage,
  MOST_ARGS,
  namedCommand,
  nextSeq,
  pageSeq,
  type RawCommand,
  rawCommand,
  readCommand,
  writeCommand,
} from "./commands.ts";
export { type Difference, describe, firstDifference } from "./compare.ts";
export { createWorld } from "./create.ts";
export type { Declaration } from "./declaration.ts";
export { defineGame, defineWorld } from "./define.ts";
export type { Game, Older, View } from "./game.ts";
export {
  capacityOf,
  count,
  despawn,
  generationOf,
  has,
  type InputView,
  inputView,
  type SeatsView,
  spawn,
  spawnAt,
} from "./game-table.ts";
export { hides } from "./hides.ts";
export { keepsOf } from "./keeps.ts";
export { COMMAND_COLUMNS, FIRST_INPUT, plan, planTables, SEEN_PARTS } from "./layout.ts";
export { clearHits, creditFor, entryTick, forgetHits, type Hits, hitColumns, recordHit } from "./leaving.ts";
export { isLegal, MOST_WORDS, rawRefusal, refusalOf } from "./legal.ts";
export {
  clearVotes,
  enterLobby,
  leaveLobby,
  lobbyColumns,
  lobbyIsOver,
  lobbySettings,
  mustVote,
  type People,
  passesOver,
  updateLobby,
  type Votes,
} from "./lobby.ts";
export { carryOver, columnOf, migrate } from "./migrate.ts";
export { CUSTOM } from "./names.ts";
export {
  CLIENT,
  MOST_DRAWS,
  type Nature,
  type NatureOfTick,
  ReplayedNature,
  seededNature,
  Unforeseen,
} from "./nature.ts";
export { onlyMode } from "./only-mode.ts";
export { overlay } from "./overlay.ts";
export { Past } from "./past.ts";
export type { PlacedColumn, PlacedTable } from "./placed.ts";
export { MOST_PULSES, Pulses } from "./pulses.ts";
export { type QueueRules, queueRules, type WidthPoint } from "./queue.ts";
export { eachPassed, FOREVER, holdInputs, type Passed, quietTicks, skip, skipQuiet } from "./quiet.ts";
export { mix32, Random } from "./random.ts";
export { type Ranked, ranked, type Standing, standings, taken, teamStandings } from "./ranking.ts";
export { type BrokenGame, brokenGames, type Games, gather, type LoadGame, registry } from "./registry.ts";
export { hasRound, PHASE, type RoundWorld } from "./round.ts";
export type { Keeps, LateJoin, RoundRules, Status } from "./rules.ts";
export { type About, layoutFromSchema, type SchemaLike } from "./schema-layout.ts";
export { SEAT } from "./seat.ts";
export { inputsEnd, type SeatCells, seatCells } from "./seat-cells.ts";
export type { Secret, Shuffled } from "./secret.ts";
export { type Config, configure, type Mode, publicSettings, type Setting, type Settings } from "./settings.ts";
export { type ByLevel, bySkill, GROWING, learn, skillColumns, skillOf, skillSettings } from "./skill.ts";
export { statusOf } from "./status.ts";
export { accelerate, type Steering } from "./steering.ts";
export { TableView } from "./table.ts";
export { events, fixed, players, rows, type Show, single, type Table, type TableKind, type Tables } from "./tables.ts";
export { along, atan2, cos, hypot, sin, turnBetween, UNIT, wrap } from "./trig.ts";
export {
  type AnyGame,
  emptyWorld,
  idle,
  type Layout,
  setUp,
  type World,
  WorldBase,
} from "./world.ts";
export type { WorldOf, WorldParts } from "./world-of.ts";
