/**
 * Lobby, scores and HUD of any game, for the views that bring none of their own. Of a game that declares `round` they show its
 * rounds and points; of any other what its `status` and `result` say.
 */
import type { Drawn } from "#client/session/types.ts";
import { ranked, taken } from "#shared/sim/ranking.ts";
import { hasRound, type RoundWorld } from "#shared/sim/round.ts";
import { SEAT } from "#shared/sim/seat.ts";
import { seatCells } from "#shared/sim/seat-cells.ts";
import type { WorldBase } from "#shared/sim/world.ts";
import type { Board, BoardRow, Hud, Lobby, Mark, NameOf } from "../game-view.ts";
import { LAST, type Reading, secondsTo } from "./clock.ts";
import { lobbyOf } from "./tables.ts";

type MarkOf = (seat: number) => Mark;

const statusOf = (world: WorldBase) => world.layout.game.status(world);

/** The seats that are not empty. */
const seated = ({ seatTable }: WorldBase): number[] => {
  const { kind } = seatCells(seatTable);
  return Array.from({ length: seatTable.capacity }, (_, seat) => seat).filter((seat) => kind[seat] !== SEAT.empty);
};

export function lobby(world: WorldBase, markOf: MarkOf): Lobby | undefined {
  if (statusOf(world) !== "waiting") return undefined;
  if (hasRound(world)) {
    const { scores, round } = world;
    const parts = { votes: scores, endsAt: round.until, meanwhile: "Look about", markOf, teamOf: () => undefined };
    return lobbyOf(world, parts);
  }
  const people = seated(world).map((seat) => ({ seat, mark: markOf(seat), ready: false, team: undefined }));
  return { people, text: "It has not begun yet" };
}

export function board(world: WorldBase, nameOf: NameOf, markOf: MarkOf): Board {
  const rows = hasRound(world) ? pointRows(world, markOf) : resultRows(world, markOf);
  const columns = rows.some(({ cells }) => cells.length > 0) ? ["Points"] : [];
  return { columns, rows, teams: [], verdict: statusOf(world) === "ended" ? verdictOf(rows, nameOf) : undefined };
}

/** In the order of the game's own result, which knows whether the most points win. */
function pointRows(world: RoundWorld, markOf: MarkOf): BoardRow[] {
  const { points, ready } = world.scores;
  const result = world.layout.game.result?.(world) ?? [];
  const known = new Set(result.map(({ seat }) => seat));
  const places = result.map(({ seat, place }) => ({ seat, rank: place }));
  const others = taken(world).filter((seat) => !known.has(seat));
  const rest = ranked(others, (seat) => points[seat]).map(({ seat, rank }) => ({ seat, rank: places.length + rank }));
  return [...places, ...rest].map(({ seat, rank }) => {
    return { seat, rank, mark: markOf(seat), cells: [points[seat]], votes: ready[seat] === 1 };
  });
}

function resultRows(world: WorldBase, markOf: MarkOf): BoardRow[] {
  const result = world.layout.game.result?.(world);
  if (result === undefined)
    return seated(world).map((seat) => ({ seat, rank: 1, mark: markOf(seat), cells: [], votes: false }));
  return result.map(({ seat, place, score }) => {
    return { seat, rank: place, mark: markOf(seat), cells: [score], votes: false };
  });
}

function verdictOf(rows: readonly BoardRow[], nameOf: NameOf): Board["verdict"] {
  const first = rows.filter(({ rank }) => rank === 1).map(({ seat }) => seat);
  if (first.length === 1) return { text: `${nameOf(first[0])} wins`, seats: new Set(first) };
  return { text: rows.length === 0 ? "It is over" : "No one wins", seats: new Set() };
}

const NOTES = { waiting: "Warm-up", live: "", ended: "Finished" } as const;

export function hud(drawn: Drawn, eye: number, markOf: MarkOf): Hud {
  const { world } = drawn;
  const note = NOTES[statusOf(world)];
  return { seconds: secondsLeft(world), note, scores: scoresOf(world, eye, markOf), gauges: [], banner: undefined };
}

/** Of the round; undefined where no clock runs. */
function secondsLeft(world: WorldBase): number | undefined {
  if (!hasRound(world) || statusOf(world) !== "live" || world.round.until === 0) return undefined;
  return secondsTo(world, world.round.until);
}

/** The followed player's, and the best of the others. */
function scoresOf(world: WorldBase, eye: number, markOf: MarkOf): Hud["scores"] {
  if (!hasRound(world)) return [];
  const rows = pointRows(world, markOf);
  const own = rows.find(({ seat }) => seat === eye);
  const best = rows.find(({ seat }) => seat !== eye);
  return [own, best]
    .filter((row) => row !== undefined)
    .map(({ seat, rank, cells, mark }) => ({
      label: seat !== eye && rank === 1 && own?.rank !== 1 ? "Leader" : `#${rank}`,
      value: String(cells[0] ?? 0),
      mark,
      own: seat === eye,
    }));
}

/** What the clock of a round says aloud. */
export function reading(world: WorldBase): Reading {
  const status = statusOf(world);
  const left = secondsLeft(world) ?? 0;
  return { course: status === "waiting" ? "other" : status, left: left <= LAST ? left : 0 };
}
