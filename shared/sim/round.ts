/**
 * The phases of a match whose game declares `round`: players gather, a round is on, there is a result, players vote for another
 * one. The runtime has the tables, the votes, the clock and the result; the game has what happens in between.
 * docs/decisions/short-form.md
 */
import { buttons, discrete, type InputColumn, i32 } from "./columns.ts";
import { entryTick } from "./leaving.ts";
import {
  clearVotes,
  countVotes,
  enterLobby,
  leaveLobby,
  lobbyColumns,
  lobbyIsOver,
  type lobbySettings,
  mustVote,
  type People,
  passesOver,
} from "./lobby.ts";
import { FOREVER } from "./quiet.ts";
import { ranked, type Standing, standings, taken } from "./ranking.ts";
import type { RoundRules, Status } from "./rules.ts";
import { SEAT } from "./seat.ts";
import type { Setting } from "./settings.ts";
import { fixed, single } from "./tables.ts";
import type { World, WorldBase } from "./world.ts";

/** The values of `world.round.phase`. */
export const PHASE = {
  /** Players gather. They may move about, and nothing counts. */
  waiting: 0,
  /** The round is on. */
  live: 1,
  /** There is a result, and a vote for a rematch is open. The game's `step` is not called. */
  ended: 2,
} as const;

/** A seat that a player gives up in a round has no body for so many seconds: leaving and coming back gains nothing. */
const ENTRY_SECONDS = 2;

/** The tables of a game that declares `round`. */
export const roundTables = (seats: number) =>
  ({
    round: single(
      {
        /** One of `PHASE`. */
        phase: discrete(),
        /** Waiting: the tick in which the round begins by itself. Live: the tick in which its time is up. 0 = no clock runs. */
        until: discrete("u32"),
        /** How many rounds have begun. */
        number: discrete("u16"),
      },
      { show: "predict" },
    ),
    /** A row a seat. */
    scores: fixed(
      {
        ...lobbyColumns,
        /** The game adds to it; 0 as a round begins. */
        points: i32(),
        /** While the seat must wait for a body: the tick in which the game's `join` may be called; else 0. */
        enterAt: discrete("u32"),
      },
      { capacity: seats, perSeat: true },
    ),
  }) as const;

/** The input of a game that declares `round`: 1 while READY is down. */
export const roundInput = { ready: buttons(1) } as const;

/** The settings of a game that declares `round`; `timeLimit`, in seconds, only where the round has `seconds`. */
export type RoundSettings = ReturnType<typeof lobbySettings> & { readonly timeLimit?: Setting };

/** How long a round takes, for the host to change. @param seconds what the game declares */
export const clockSetting = (seconds: number): Setting => ({
  ...{ min: Math.min(10, seconds), max: Math.max(1800, seconds), default: seconds },
  ...{ title: "Time", unit: "s", step: 10 },
});

/** A world of a game that declares `round`, for what is the runtime's own in it. */
export type RoundWorld = World<
  { readonly ready: InputColumn },
  ReturnType<typeof roundTables>,
  RoundSettings & { readonly seats: Setting }
>;

/** Whether the runtime leads this match through its rounds: for views, which then have a clock, a lobby and scores to show. */
export const hasRound = (world: WorldBase): world is WorldBase & RoundWorld =>
  (["round", "scores"] as const).every((name) => {
    const own = world.layout.tables.find((table) => table.name === name)?.declared.columns;
    return own !== undefined && Object.keys(roundTables(1)[name].columns).every((column) => Object.hasOwn(own, column));
  });

/** What a game does in its rounds. */
export interface RoundGame extends Omit<RoundRules<RoundWorld>, "seconds"> {
  join(world: RoundWorld, seat: number): void;
  leave(world: RoundWorld, seat: number, kind: number): void;
  step(world: RoundWorld): void;
}

export function roundStatus({ round: { phase } }: RoundWorld): Status {
  if (phase === PHASE.ended) return "ended";
  return phase === PHASE.waiting ? "waiting" : "live";
}

/** By points; seats with equal points share a place. */
export function roundResult(world: RoundWorld, best: RoundRules<RoundWorld>["best"] = "most"): Standing[] {
  const { points } = world.scores;
  const sign = best === "most" ? 1 : -1;
  return standings(
    ranked(taken(world), (seat) => sign * points[seat]),
    (seat) => points[seat],
  );
}

/** By the clock; undefined where the round has none. */
export function roundLeft({ round, config, tick, layout }: RoundWorld): number | undefined {
  if (round.phase !== PHASE.live || round.until === 0 || config.timeLimit === undefined) return undefined;
  return (round.until - tick) / (config.timeLimit * layout.tickRate);
}

/** Whether the player in this seat still waits for a body. */
export const waitsToEnter = ({ scores }: RoundWorld, seat: number): boolean => scores.enterAt[seat] !== 0;

/** Whether a bot must press READY here: in a player's seat, as in a load test. */
export const pressesReady = (world: RoundWorld, seat: number): boolean =>
  world.round.phase !== PHASE.live && mustVote(world, world.scores, seat);

export function enterRound(game: RoundGame, world: RoundWorld, seat: number): void {
  const { scores, round, tick } = world;
  enterLobby(scores, seat);
  if (round.phase === PHASE.live && tick < scores.enterAt[seat]) return;
  scores.enterAt[seat] = 0;
  game.join(world, seat);
}

export function leaveRound(game: RoundGame, world: RoundWorld, seat: number, kind: number): void {
  const { scores, round } = world;
  const since = scores.enterAt[seat];
  if (since === 0) game.leave(world, seat, kind);
  leaveLobby(scores, seat);
  scores.points[seat] = 0;
  const due = entryTick(world, kind, ENTRY_SECONDS * world.layout.tickRate);
  // A bot that has no body yet passes the rest of the time on: else a player would get one sooner by its seat.
  scores.enterAt[seat] = round.phase === PHASE.live ? Math.max(since, due) : 0;
}

/** One tick: of the phases, and of the game unless the round is over. */
export function stepRound(game: RoundGame, world: RoundWorld): void {
  const { round, scores, seats } = world;
  const here = countVotes(world, scores, (seat) => seats.ready[seat] === 1, round.phase !== PHASE.live);
  const enough = taken(world).length >= (game.needs ?? 1);
  if (round.phase === PHASE.waiting) {
    if (gathered(world, here, enough)) begin(game, world);
  } else if (here.people === 0) {
    wait(world);
  } else if (round.phase === PHASE.ended && here.agreed && enough) {
    begin(game, world);
  }
  if (round.phase === PHASE.ended) return;
  enter(game, world, false);
  game.step(world);
  if (round.phase !== PHASE.live) return;
  const timeIsUp = round.until !== 0 && world.tick >= round.until;
  if (timeIsUp || game.over?.(world)) Object.assign(round, { phase: PHASE.ended, until: 0 });
}

/** Whether the first round begins now. Its clock does not run before there are players enough. */
function gathered(world: RoundWorld, here: People, enough: boolean): boolean {
  const isOver = lobbyIsOver(world, { ...here, present: enough ? here.present : 0 }, world.round, "until");
  return isOver || (enough && here.agreed);
}

function wait(world: RoundWorld): void {
  Object.assign(world.round, { phase: PHASE.waiting, until: 0 });
  clear(world);
}

function begin(game: RoundGame, world: RoundWorld): void {
  const { round, config, tick, layout } = world;
  const { timeLimit } = config;
  round.phase = PHASE.live;
  round.until = timeLimit === undefined ? 0 : tick + timeLimit * layout.tickRate;
  round.number += 1;
  clear(world);
  enter(game, world, true);
  game.begin?.(world);
}

function clear({ scores }: RoundWorld): void {
  clearVotes(scores);
  for (const seat of scores) scores.points[seat] = 0;
}

/** Calls the game's `join` for each player who is due for a body. @param all also for those who are not due yet */
function enter(game: RoundGame, world: RoundWorld, all: boolean): void {
  const { scores, seats, round, tick } = world;
  const atOnce = all || round.phase !== PHASE.live;
  for (const seat of scores) {
    if (scores.enterAt[seat] === 0 || !(atOnce || tick >= scores.enterAt[seat])) continue;
    scores.enterAt[seat] = 0;
    if (seats.kind[seat] !== SEAT.empty) game.join(world, seat);
  }
}

/**
 * The first tick in which the match goes on by itself.
 * @param own the same of the game alone
 */
export function roundQuiet(world: RoundWorld, own: (world: RoundWorld) => number): number {
  const { round, scores, tick } = world;
  const isLive = round.phase === PHASE.live;
  // What was due before has happened, or waits for players.
  const due = [round.until, ...Array.from(scores.enterAt), isLive ? 0 : (passesOver(world, scores)?.at ?? 0)];
  const coming = due.filter((at) => at > tick);
  return Math.min(round.phase === PHASE.ended ? FOREVER : own(world), ...coming);
}
