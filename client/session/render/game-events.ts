/**
 * Which events to play now, each once: those of others as they come into sight, the player's own and those of tables that
 * are predicted as soon as they are. A predicted one that the server does not confirm is taken back.
 */
import { commandCells, MOST_ARGS, type TableView, type WorldBase } from "#shared/sim/index.ts";
import type { GameEvent } from "../types.ts";

/** By so many ticks a predicted event may be off and still be the same. */
const SLIP = 3;
/** After a longer gap than this, in ticks, the events in it are past, and not played all at once. */
const STALE = 15;

interface Played {
  readonly key: string;
  readonly event: GameEvent;
  tick: number;
  /** The server has said so. */
  sure: boolean;
  /** The last look has seen it. */
  found: boolean;
}

/** The name of the events that are commands of seats: no table of a game may have it. */
export const COMMANDS = "commands";

const isSeats = ({ placed }: TableView): boolean => placed.name === "seats";

/** What makes two events the same: all but what moves. A command is known by its number. */
const keyOf = (view: TableView, row: number): string =>
  isSeats(view)
    ? `${COMMANDS} ${row} ${commandCells(view)?.seq[row]}`
    : view.placed.columns.reduce(
        (key, { blend }, i) => (blend === "step" ? `${key} ${view.cells[i][row]}` : key),
        view.placed.name,
      );

const eventOf = (view: TableView, row: number, tick: number): GameEvent =>
  isSeats(view)
    ? { table: COMMANDS, tick, values: commandValues(view, row) }
    : {
        table: view.placed.name,
        tick,
        values: Object.fromEntries(view.placed.columns.map(({ name }, i) => [name, view.cells[i][row]])),
      };

/** Of a command: who gives it, which it is, and its arguments in their order. */
function commandValues(view: TableView, seat: number): GameEvent["values"] {
  const { command = [], args = [] } = commandCells(view) ?? {};
  const values = Array.from({ length: MOST_ARGS }, (_, i) => [["a", "b", "c"][i], args[i]?.[seat] ?? 0] as const);
  return { seat, command: command[seat], ...Object.fromEntries(values) };
}

/** The seats, each of which gives one command a tick at most. */
function eachCommand(world: WorldBase | undefined, visit: (view: TableView, row: number) => void): void {
  const seats = world?.seatTable;
  const command = seats && commandCells(seats)?.command;
  if (!command) return;
  for (let seat = 0; seat < seats.capacity; seat++) if (command[seat] !== 0) visit(seats, seat);
}

/** Calls `visit` for each event of a world. Looked at many times a frame, so without an iterator. */
function eachEvent(world: WorldBase | undefined, visit: (view: TableView, row: number) => void): void {
  for (const view of world?.views ?? []) {
    if (view.placed.kind !== "events") continue;
    for (let row = 0; row < view.capacity; row++) if (view.has(row)) visit(view, row);
  }
}

export class GameEvents {
  readonly #seat: number;
  /** The last tick whose events of others were played. */
  #shown = -1;
  /** The last known tick that the player's own were compared with. */
  #known = -1;
  #played: Played[] = [];

  /** @param seat -1 for a spectator, who has nothing of their own */
  constructor(seat: number) {
    this.#seat = seat;
  }

  /** Begins anew at this tick: what was before is not played. */
  begin(tick: number): void {
    this.#shown = tick - 1;
    this.#known = tick - 1;
    // A command of the player's own that has not counted yet is still to come, and has been shown.
    this.#played = this.#played.filter(({ event, sure }) => event.table === COMMANDS && !sure);
  }

  /** Whether the player does something in this tick that others see. */
  acts(world: WorldBase): boolean {
    let acts = false;
    eachEvent(world, (view, row) => {
      const { by } = view.placed;
      acts ||= by !== undefined && view.cells[by][row] === this.#seat;
    });
    return acts;
  }

  #isPredicted(view: TableView, row: number): boolean {
    const { by, show } = view.placed;
    if (this.#seat < 0) return false;
    if (isSeats(view)) return row === this.#seat;
    return show === "predict" || (by !== undefined && view.cells[by][row] === this.#seat);
  }

  /** The events of others up to this tick. */
  others(tick: number, at: (tick: number) => WorldBase | undefined): GameEvent[] {
    const events: GameEvent[] = [];
    const first = tick - this.#shown > STALE ? tick : this.#shown + 1;
    for (let t = first; t <= tick; t++) {
      const see = (view: TableView, row: number) => {
        if (!this.#isPredicted(view, row)) events.push(eventOf(view, row, t));
      };
      eachEvent(at(t), see);
      eachCommand(at(t), see);
    }
    this.#shown = Math.max(this.#shown, tick);
    return events;
  }

  /**
   * The player's own events.
   * @param known the newest tick that is known
   * @param last the newest tick that is predicted
   */
  own(
    known: number,
    last: number,
    at: (tick: number) => WorldBase | undefined,
  ): { fresh: GameEvent[]; revoked: GameEvent[] } {
    const fresh: GameEvent[] = [];
    if (this.#seat < 0) return { fresh, revoked: [] };
    for (const played of this.#played) played.found = false;
    const first = known - this.#known > STALE ? known : this.#known + 1;
    // What falls into a gap that is not looked at is past, also where it proved false.
    this.#played = this.#played.filter(
      ({ tick, event }) => event.table === COMMANDS || tick <= this.#known || tick >= first,
    );
    for (let t = first; t <= last; t++) {
      const see = (view: TableView, row: number) => {
        if (this.#isPredicted(view, row)) this.#meet(view, row, t, t <= known, fresh);
      };
      eachEvent(at(t), see);
      eachCommand(at(t), see);
    }
    this.#known = Math.max(this.#known, known);
    const revoked = this.#played.filter(({ sure, found, tick }) => !sure && !found && tick <= known - SLIP);
    this.#played = this.#played.filter((one) => one.tick > known - 2 * SLIP && !revoked.includes(one));
    return { fresh, revoked: revoked.map(({ event }) => event) };
  }

  #meet(view: TableView, row: number, tick: number, sure: boolean, fresh: GameEvent[]): void {
    const key = keyOf(view, row);
    const same = this.#played.find(
      (one) => !one.found && !one.sure && one.key === key && (isSeats(view) || Math.abs(one.tick - tick) <= SLIP),
    );
    if (same) {
      Object.assign(same, { tick, sure, found: true });
      return;
    }
    const event = eventOf(view, row, tick);
    fresh.push(event);
    this.#played.push({ key, event, tick, sure, found: true });
  }
}
