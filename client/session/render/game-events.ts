/**
 * Which events to play now, each once: those of others as they come into sight, the player's own and those of tables that
 * are predicted as soon as they are. A predicted one that the server does not confirm is taken back.
 */
import type { TableView, WorldBase } from "#shared/sim/index.ts";
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

/** What makes two events the same: all but what moves. */
const keyOf = (view: TableView, row: number): string =>
  view.placed.columns.reduce(
    (key, { blend }, i) => (blend === "step" ? `${key} ${view.cells[i][row]}` : key),
    view.placed.name,
  );

const eventOf = (view: TableView, row: number, tick: number): GameEvent => ({
  table: view.placed.name,
  tick,
  values: Object.fromEntries(view.placed.columns.map(({ name }, i) => [name, view.cells[i][row]])),
});

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
    this.#played = [];
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
    return show === "predict" || (by !== undefined && view.cells[by][row] === this.#seat);
  }

  /** The events of others up to this tick. */
  others(tick: number, at: (tick: number) => WorldBase | undefined): GameEvent[] {
    const events: GameEvent[] = [];
    const first = tick - this.#shown > STALE ? tick : this.#shown + 1;
    for (let t = first; t <= tick; t++) {
      eachEvent(at(t), (view, row) => {
        if (!this.#isPredicted(view, row)) events.push(eventOf(view, row, t));
      });
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
    this.#played = this.#played.filter(({ tick }) => tick <= this.#known || tick >= first);
    for (let t = first; t <= last; t++) {
      eachEvent(at(t), (view, row) => {
        if (this.#isPredicted(view, row)) this.#meet(view, row, t, t <= known, fresh);
      });
    }
    this.#known = Math.max(this.#known, known);
    const revoked = this.#played.filter(({ sure, found, tick }) => !sure && !found && tick <= known - SLIP);
    this.#played = this.#played.filter((one) => one.tick > known - 2 * SLIP && !revoked.includes(one));
    return { fresh, revoked: revoked.map(({ event }) => event) };
  }

  #meet(view: TableView, row: number, tick: number, sure: boolean, fresh: GameEvent[]): void {
    const key = keyOf(view, row);
    const same = this.#played.find(
      (one) => !one.found && !one.sure && one.key === key && Math.abs(one.tick - tick) <= SLIP,
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
