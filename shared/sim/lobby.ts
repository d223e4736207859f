/**
 * The lobby before a match, and the vote for a rematch after it. A game spreads `lobbySettings` and `lobbyColumns` in
 * its own, and calls `updateLobby` once a tick.
 */
import { type Cells, discrete } from "./columns.ts";
import { commandSpec } from "./commands.ts";
import type { FixedView } from "./game-table.ts";
import { SEAT } from "./seat.ts";
import type { Setting } from "./settings.ts";
import type { WorldBase } from "./world.ts";

/**
 * @param most the most seats that a match of the game can have
 * @param open the most that a player may choose, where that is less
 */
export const lobbySettings = (most: number, open = most) =>
  ({
    /** Bots take free seats until so many seats are taken; 0 = no bots, and more than there are = all. */
    fillTo: {
      ...{ min: 0, max: most, default: most, public: { min: 0, max: open } },
      ...{ title: "Fill up with bots", choices: ["No bots"], unit: "seats" },
    },
    /** 1 = quick play, starts by itself after `lobby` seconds; 0 = private, starts when all players are ready. */
    autostart: { min: 0, max: 1, default: 1 },
    /** Seconds that quick play waits for more players once the first is there. */
    lobby: { min: 1, max: 60, default: 5 },
    /**
     * A vote passes over the one player who is not ready, once nothing has changed in it for so many seconds; 0 = it waits
     * for all players.
     */
    passOver: {
      ...{ min: 0, max: 60, default: 20, step: 10 },
      ...{ title: "Wait for the last", choices: ["Always"], unit: "s" },
    },
  }) satisfies Readonly<Record<string, Setting>>;

/** Columns of a table that has a row a seat. */
export const lobbyColumns = {
  /** 1 = ready to begin, or for a rematch. Bots need not vote. */
  ready: discrete(),
  /** 1 = READY was down at the last tick: a press counts once. */
  pressed: discrete(),
  /** The tick in which a player came, came back, or pressed READY last; 0 for all others. */
  votedAt: discrete("u32"),
} as const;

/** The table with `lobbyColumns`. */
export type Votes = FixedView & { readonly [K in keyof typeof lobbyColumns]: Cells };

interface LobbyWorld {
  readonly tick: number;
  readonly layout: WorldBase["layout"];
  readonly config: { readonly autostart: number; readonly lobby: number; readonly passOver: number };
  readonly seats: FixedView & { readonly kind: Cells; readonly command: Cells };
}

/** The host says that the round begins, though not all are ready. */
const START = commandSpec({}, "start")?.number;

export interface People {
  /** Seats of players, connected or away. */
  readonly people: number;
  /** Seats of players who are connected. */
  readonly present: number;
  /**
   * All connected players are ready, and there is at least one; or the last one is passed over; or the host has said so.
   */
  readonly agreed: boolean;
}

/**
 * Reads the READY buttons, and counts the players and their votes. Each press turns "ready" on or off, however long the
 * button is held.
 * @param button the bit of READY in the input's `buttons`
 * @param open whether a vote is open: at other times a press does not count
 */
export function updateLobby(
  world: LobbyWorld & { readonly seats: { readonly buttons: Cells } },
  votes: Votes,
  button: number,
  open: boolean,
): People {
  const { buttons } = world.seats;
  return countVotes(world, votes, (seat) => (buttons[seat] & button) !== 0, open);
}

/** As `updateLobby`. @param isDown whether this seat holds READY */
export function countVotes(world: LobbyWorld, votes: Votes, isDown: (seat: number) => boolean, open: boolean): People {
  const { seats, tick } = world;
  let [people, present, ready] = [0, 0, 0];
  let started = false;
  for (let seat = 0; seat < seats.capacity; seat++) {
    if (seats.kind[seat] >= SEAT.person) people += 1;
    if (seats.kind[seat] === SEAT.away) {
      // As in `enterLobby`: a button that is down as the player returns is no press.
      votes.pressed[seat] = 1;
      votes.votedAt[seat] = 0;
      continue;
    }
    const pressed = isDown(seat) ? 1 : 0;
    if (pressed !== votes.pressed[seat]) {
      votes.pressed[seat] = pressed;
      if (open && pressed === 1) {
        votes.ready[seat] = 1 - votes.ready[seat];
        votes.votedAt[seat] = tick;
      }
    }
    if (seats.kind[seat] !== SEAT.person) continue;
    if (votes.votedAt[seat] === 0) votes.votedAt[seat] = tick;
    present += 1;
    ready += votes.ready[seat];
    started ||= open && seats.command[seat] === START;
  }
  const passes = open && tick >= (passesOver(world, votes)?.at ?? Number.POSITIVE_INFINITY);
  return { people, present, agreed: started || passes || (present > 0 && ready === present) };
}

/**
 * The one connected player who is not ready, and the tick in which the vote passes over this player if nothing changes.
 * Undefined where there is no such player, or more than one, or no other player.
 */
export function passesOver(
  {
    seats,
    layout,
    config,
  }: Pick<LobbyWorld, "layout"> & {
    readonly seats: FixedView & { readonly kind: Cells };
    readonly config: { readonly passOver: number };
  },
  votes: Votes,
): { readonly seat: number; readonly at: number } | undefined {
  let [late, present, newest] = [-1, 0, 0];
  for (let seat = 0; seat < seats.capacity; seat++) {
    if (seats.kind[seat] !== SEAT.person) continue;
    present += 1;
    newest = Math.max(newest, votes.votedAt[seat]);
    if (votes.ready[seat] === 1) continue;
    if (late >= 0) return undefined;
    late = seat;
  }
  if (late < 0 || present < 2 || config.passOver === 0) return undefined;
  return { seat: late, at: newest + config.passOver * layout.game.tickRate };
}

/**
 * Whether quick play begins now: `lobby` seconds after the first player came.
 * @param round the table in which the game keeps that moment: a tick in its column `end`; 0 = no player is there yet
 */
export function lobbyIsOver<K extends string>(
  {
    config,
    tick,
    layout,
  }: Omit<LobbyWorld, "seats" | "config"> & { readonly config: Omit<LobbyWorld["config"], "passOver"> },
  { present }: People,
  round: Record<K, number>,
  end: K,
): boolean {
  if (config.autostart === 0) return false;
  if (present === 0) round[end] = 0;
  else if (round[end] === 0) round[end] = tick + config.lobby * layout.game.tickRate;
  return round[end] !== 0 && tick >= round[end];
}

/** For `join`: a button that is down as a player comes is no press. */
export function enterLobby(votes: Votes, seat: number): void {
  votes.pressed[seat] = 1;
  votes.votedAt[seat] = 0;
}

/** For `leave`. */
export function leaveLobby(votes: Votes, seat: number): void {
  votes.ready[seat] = 0;
  votes.pressed[seat] = 0;
  votes.votedAt[seat] = 0;
}

/** Clears all votes. */
export function clearVotes({ ready, capacity }: Votes): void {
  for (let seat = 0; seat < capacity; seat++) ready[seat] = 0;
}

/**
 * For `bot`: whether it must press READY while a vote is open. It must in the seat of a player, as in a load test; the
 * vote does not wait for a bot's own seat.
 */
export const mustVote = ({ seats }: Pick<LobbyWorld, "seats">, votes: Votes, seat: number): boolean =>
  seats.kind[seat] === SEAT.person && votes.ready[seat] === 0 && votes.pressed[seat] === 0;
