/**
 * Makes a whole game of a declaration: what an author has left out becomes the runtime's own. Nothing behind this file
 * knows which parts a game has written itself.
 */

import "./checked.ts";
import type { InputView } from "./game-table.ts";
import { lobbySettings } from "./lobby.ts";
import { onlyMode } from "./only-mode.ts";
import {
  clockSetting,
  enterRound,
  leaveRound,
  pressesReady,
  type RoundGame,
  type RoundWorld,
  roundInput,
  roundLeft,
  roundQuiet,
  roundResult,
  roundStatus,
  roundTables,
  stepRound,
  waitsToEnter,
} from "./round.ts";
import type { RoundRules } from "./rules.ts";
import type { Config, Settings } from "./settings.ts";
import { isPlayers, type Tables } from "./tables.ts";
import type { AnyGame, WorldBase } from "./world.ts";

type Optional = "version" | "modes" | "input" | "level" | "tables" | "setup" | "join" | "leave" | "status" | "bot";

/** The longest round: a day. */
const MOST_SECONDS = 86_400;

/** Any declaration, as an author has written it. */
export type AnyDeclaration = Omit<AnyGame, Optional> &
  Partial<Pick<AnyGame, Optional>> & { readonly round?: RoundRules<WorldBase> };

/**
 * @param label the game, as error messages name it
 * @throws {RangeError | TypeError} the declaration has what the runtime brings itself, or its `round` is invalid
 */
export function complete(label: string, { round, ...declared }: AnyDeclaration): AnyGame {
  const whole: AnyGame = {
    ...declared,
    version: declared.version ?? 1,
    modes: declared.modes ?? onlyMode(declared.name),
    input: declared.input ?? {},
    level: declared.level ?? (() => undefined),
    tables: (config) => withSeats(declared.tables ? declared.tables(config) : {}, config),
    setup: declared.setup ?? nothing,
    join: declared.join ?? embody,
    leave(world, seat, kind) {
      for (const view of world.views) if (isPlayers(view.placed.declared)) view.despawn(seat);
      declared.leave?.(world, seat, kind);
    },
    status: declared.status ?? (() => "live"),
    bot: declared.bot ?? nothing,
  };
  return round === undefined ? whole : withRound(label, declared, whole, round);
}

const nothing = (): void => {};

/** Gives each table of `players()` its rows. */
function withSeats(tables: Tables, { seats }: Config): Tables {
  if (typeof tables !== "object" || tables === null) return tables;
  const sized = Object.entries(tables).map(([name, table]) => {
    const isSized = typeof table === "object" && table !== null && isPlayers(table);
    return [name, isSized ? { ...table, capacity: seats } : table] as const;
  });
  return Object.fromEntries(sized);
}

function embody(world: WorldBase, seat: number): void {
  for (const view of world.views) if (isPlayers(view.placed.declared)) view.spawnAt(seat);
}

/** Adds the phases of a match. What the game has declared itself of them stays. */
function withRound(label: string, declared: AnyDeclaration, game: AnyGame, round: RoundRules<WorldBase>): AnyGame {
  if (globalThis.SCRIM_CHECKED !== true) checkRound(label, declared, round);
  // A game's functions only ever get its own worlds, and these have the tables, input and settings that are added below.
  const rounds = {
    ...round,
    join: game.join,
    leave: game.leave,
    step: game.step,
  } as unknown as RoundGame;
  const own = (world: WorldBase) => world as unknown as RoundWorld;
  const { quietUntil } = declared;
  return {
    ...game,
    settings: withLobby(game.settings, round.seconds),
    input: { ...game.input, ...roundInput },
    tables: (config) => ({ ...checked(label, game.tables(config)), ...roundTables(config.seats) }),
    join: (world, seat) => enterRound(rounds, own(world), seat),
    leave: (world, seat, kind) => leaveRound(rounds, own(world), seat, kind),
    step: (world) => stepRound(rounds, own(world)),
    status: declared.status ?? ((world) => roundStatus(own(world))),
    result: declared.result ?? ((world) => roundResult(own(world), round.best)),
    roundLeft: declared.roundLeft ?? ((world) => roundLeft(own(world))),
    bot(world, seat, input) {
      if (!waitsToEnter(own(world), seat)) game.bot(world, seat, input);
      const { ready } = input as InputView<typeof roundInput>;
      ready[seat] = pressesReady(own(world), seat) ? 1 : 0;
    },
    ...(quietUntil && { quietUntil: (world) => roundQuiet(own(world), () => quietUntil(world)) }),
  };
}

/** The lobby's settings first, in the order in which a host sees them. */
function withLobby(own: Settings, seconds: number | undefined): Settings {
  // Settings without seats are told of later, with all that is wrong with them.
  const { seats, ...others } = own ?? {};
  if (typeof seats?.max !== "number") return own;
  const { max, public: open } = seats;
  return {
    seats,
    ...lobbySettings(max, open ? open.max : max),
    ...(seconds !== undefined && { timeLimit: clockSetting(seconds) }),
    ...others,
  };
}

/** @throws {RangeError} the tables have a name of those that a round brings */
function checked(label: string, tables: Tables): Tables {
  if (typeof tables !== "object" || tables === null) return tables;
  for (const name of Object.keys(roundTables(1))) {
    if (Object.hasOwn(tables, name)) {
      throw new RangeError(`${label}: a table cannot be called ${name}, which "round" brings: use another name`);
    }
  }
  return tables;
}

/** @throws {RangeError | TypeError} the message says how to mend it */
function checkRound(label: string, { input, settings }: AnyDeclaration, round: RoundRules<WorldBase>): void {
  if (typeof round !== "object" || round === null)
    throw new TypeError(`${label}: round must be an object, or left out`);
  const { seconds, needs, best, begin, over } = round;
  for (const [name, part] of Object.entries({ begin, over })) {
    if (part !== undefined && typeof part !== "function") {
      throw new TypeError(`${label}: round.${name} must be a function, or left out`);
    }
  }
  if (seconds === undefined && over === undefined) {
    throw new TypeError(`${label}: round never ends: give it "seconds", "over" or both`);
  }
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= MOST_SECONDS)) {
    throw new RangeError(`${label}: round.seconds is ${seconds}: use a whole number from 1 to ${MOST_SECONDS}`);
  }
  const most = settings?.seats?.max ?? 1;
  if (needs !== undefined && !(Number.isInteger(needs) && needs >= 1 && needs <= most)) {
    throw new RangeError(`${label}: round.needs is ${needs}: use a number of seats from 1 to ${most}`);
  }
  if (best !== undefined && best !== "most" && best !== "least") {
    throw new RangeError(`${label}: round.best is ${JSON.stringify(best)}: use "most" or "least"`);
  }
  for (const name of Object.keys(roundInput)) {
    if (input !== undefined && Object.hasOwn(input, name)) {
      throw new RangeError(
        `${label}: a column of the input cannot be called ${name}, which "round" brings: use another name`,
      );
    }
  }
}
