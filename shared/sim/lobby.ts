/**
 * The lobby before a match, and the vote for a rematch after it. A game spreads `lobbySettings` and `lobbyColumns` in
 * its own, and calls `updateLobby` once a tick.
 */
import { type Cells, discrete } from "./columns.ts";
import { commandSpec } from "./commands.ts";
import { SEAT } from "./seat.ts";
import type { Setting } from "./settings.ts";
import type { FixedView } from "./table.ts";
import type { WorldBase } from "./world.ts";

/**
 * @param most the most seats that a match of the game can have
 * @param open the most that a player may choose, where that is less
 */
export const lobbySettings = (most: number, open = most) =>
  ({
    /** Bots take free seats until so many seats are taken; 0 = no bots, and more than there are = all. */
    fillTo: { min: 0, max: most, default: most, public: { min: 0, max: open } },
    /** 1 = quick play, starts by itself after `lobby` seconds; 0 = private, starts when all players are ready. */
    autostart: { min: 0, max: 1, default: 1 },
    /** Seconds that quick play waits for more players once the first is there. */
    lobby: { min: 1, max: 60, default: 5 },
  }) satisfies Readonly<Record<string, Setting>>;

/** Columns of a table that has a row a seat. */
export const lobbyColumns = {
  /** 1 = ready to begin, or for a rematch. Bots need not vote. */
  ready: discrete(),
  /** 1 = READY was down at the last tick: a press counts once. */
  pressed: discrete(),
} as const;

/** The table with `lobbyColumns`. */
export type Votes = FixedView & { readonly [K in keyof typeof lobbyColumns]: Cells };

interface LobbyWorld {
  readonly tick: number;
  readonly layout: WorldBase["layout"];
  readonly config: { readonly autostart: number; readonly lobby: number };
  readonly seats: FixedView & { readonly kind: Cells; readonly buttons: Cells; readonly command: Cells };
}

/** The host says that the round begins, though not all are ready. */
const START = commandSpec({}, "start")?.number;

export interface People {
  /** Seats of players, connected or away. */
  readonly people: number;
  /** Seats of players who are connected. */
  readonly present: number;
  /** All connected players are ready, and there is at least one; or the host has said so. */
  readonly agreed: boolean;
}

/**
 * Reads the READY buttons, and counts the players and their votes. Each press turns "ready" on or off, however long the
 * button is held.
 * @param button the bit of READY in the input's `buttons`
 * @param open whether a vote is open: at other times a press does not count
 */
export function updateLobby({ seats }: Pick<LobbyWorld, "seats">, votes: Votes, button: number, open: boolean): People {
  let [people, present, ready] = [0, 0, 0];
  let started = false;
  for (let seat = 0; seat < seats.capacity; seat++) {
    if (seats.kind[seat] >= SEAT.person) people += 1;
    if (seats.kind[seat] === SEAT.away) {
      // As in `enterLobby`: a button that is down as the player returns is no press.
      votes.pressed[seat] = 1;
      continue;
    }
    const pressed = (seats.buttons[seat] & button) === 0 ? 0 : 1;
    if (pressed !== votes.pressed[seat]) {
      votes.pressed[seat] = pressed;
      if (open && pressed === 1) votes.ready[seat] = 1 - votes.ready[seat];
    }
    if (seats.kind[seat] !== SEAT.person) continue;
    present += 1;
    ready += votes.ready[seat];
    started ||= open && seats.command[seat] === START;
  }
  return { people, present, agreed: present > 0 && (started || ready === present) };
}

/**
 * Whether quick play begins now: `lobby` seconds after the first player came.
 * @param round the table in which the game keeps that moment: a tick in its column `end`; 0 = no player is there yet
 */
export function lobbyIsOver<K extends string>(
  { config, tick, layout }: Omit<LobbyWorld, "seats">,
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
}

/** For `leave`. */
export function leaveLobby(votes: Votes, seat: number): void {
  votes.ready[seat] = 0;
  votes.pressed[seat] = 0;
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
