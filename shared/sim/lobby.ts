/**
 * How people agree to begin: the lobby before a match, and the vote for a rematch after it. A game spreads
 * `gatheringSettings` and `gatheringColumns`, and calls `gather` once a tick.
 */
import { type Cells, discrete } from "./columns.ts";
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
    /** Bots sit down until so many seats are taken; 0 = none, and more than there are = all. */
    fillTo: { min: 0, max: most, default: most, public: { min: 0, max: open } },
    /** 1 = quick play, starts by itself after `lobby` seconds; 0 = private, starts when everybody is ready. */
    autostart: { min: 0, max: 1, default: 1 },
    /** Seconds that quick play waits for more people once the first is there. */
    lobby: { min: 1, max: 60, default: 5 },
  }) satisfies Readonly<Record<string, Setting>>;

/** Columns of a table that has a row a seat. */
export const lobbyColumns = {
  /** 1 = ready to begin, or for a rematch. A bot needs not say so. */
  ready: discrete(),
  /** 1 = READY was down at the last tick: a press counts once. */
  pressed: discrete(),
} as const;

/** The table with `gatheringColumns`. */
export type Votes = FixedView & { readonly [K in keyof typeof lobbyColumns]: Cells };

interface Gathering {
  readonly tick: number;
  readonly layout: WorldBase["layout"];
  readonly config: { readonly autostart: number; readonly lobby: number };
  readonly seats: FixedView & { readonly kind: Cells; readonly buttons: Cells };
}

export interface People {
  /** Seats that belong to people. */
  readonly people: number;
  /** Those who are connected. */
  readonly present: number;
  /** All of these are ready, and there is one at least. */
  readonly agreed: boolean;
}

/**
 * Reads the READY buttons, and counts who is here and who is ready. Each press turns "ready" on or off, however long
 * it is held.
 * @param button the bit of READY in the input's `buttons`
 * @param open whether anything is being asked: a press at another time is none
 */
export function updateLobby({ seats }: Pick<Gathering, "seats">, votes: Votes, button: number, open: boolean): People {
  let [people, present, ready] = [0, 0, 0];
  for (let seat = 0; seat < seats.capacity; seat++) {
    if (seats.kind[seat] >= SEAT.person) people += 1;
    if (seats.kind[seat] === SEAT.away) {
      // As for who comes: a button that is down as they are back has not been pressed there.
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
  }
  return { people, present, agreed: present > 0 && ready === present };
}

/**
 * Whether quick play begins now: a while after the first person has come.
 * @param round where the game keeps that moment: a tick in its column `end`; 0 = nobody knows
 */
export function lobbyIsOver<K extends string>(
  { config, tick, layout }: Omit<Gathering, "seats">,
  { present }: People,
  round: Record<K, number>,
  end: K,
): boolean {
  if (config.autostart === 0) return false;
  if (present === 0) round[end] = 0;
  else if (round[end] === 0) round[end] = tick + config.lobby * layout.game.tickRate;
  return round[end] !== 0 && tick >= round[end];
}

/** For `join`: a button that is down as they come has not been pressed here. */
export function enterLobby(votes: Votes, seat: number): void {
  votes.pressed[seat] = 1;
}

/** For `leave`. */
export function leaveLobby(votes: Votes, seat: number): void {
  votes.ready[seat] = 0;
  votes.pressed[seat] = 0;
}

/** Nobody has agreed to anything yet. */
export function clearVotes({ ready, capacity }: Votes): void {
  for (let seat = 0; seat < capacity; seat++) ready[seat] = 0;
}

/**
 * For `bot`: whether it must press READY where that is asked for. In the seat of a person, as a load test has it, it
 * must; as a bot nobody waits for it.
 */
export const mustVote = ({ seats }: Pick<Gathering, "seats">, votes: Votes, seat: number): boolean =>
  seats.kind[seat] === SEAT.person && votes.ready[seat] === 0 && votes.pressed[seat] === 0;
