/** Who owns which seat. Knows no sockets and no world: `kind` says what the world shall hold. */
import * as v from "valibot";
import { SEAT_HELD_MS } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import { TICKET_S } from "#worker/auth/tickets.ts";
import { SeatPromises } from "./seat-promises.ts";

/** A player's hold on a seat. Plain data: it is stored as it is. */
export const Owner = v.object({
  player: v.string(),
  name: v.string(),
  /** With an open socket, or without one any more. Earlier versions stored seats that were only promised. */
  state: v.picklist(["promised", "here", "away"]),
  /** Unless they are here, the seat is theirs until then, in milliseconds since 1970. */
  until: v.number(),
  /** The first tick in which the seat was theirs. */
  since: v.optional(v.number()),
});
export type Owner = v.InferOutput<typeof Owner>;

/** From a ticket's promise to its socket: as long as a ticket is good. */
export const RESERVE_MS = TICKET_S * 1000;
/** From a lost socket to the next one. */
export const HOLD_MS = SEAT_HELD_MS;
/** From one change of a seat's name to the next: each sends the roster to all clients. */
export const RENAME_MS = 2_000;

export class Seats {
  readonly #owners: (Owner | undefined)[];
  readonly #bots: boolean[];
  readonly #promises = new SeatPromises();
  /** Seats that became free since the last tick: the rules shall see them empty before the next owner. */
  readonly #vacated = new Set<number>();
  /** Away seats that a request for a ticket has kept for longer already: it may once, so that none is held by requests alone. */
  readonly #extended = new Set<number>();
  /** By seat, since its name has changed: what it shall be called, once `due` has come. */
  readonly #renamed = new Map<number, { name: string; readonly due: number }>();
  /** Counts the changes, so that others can tell whether they have seen them all. */
  version = 0;

  constructor(count: number, owners: readonly (Owner | undefined)[] = []) {
    this.#owners = Array.from({ length: count }, (_, seat) =>
      owners[seat]?.state === "promised" ? undefined : owners[seat],
    );
    this.#bots = new Array<boolean>(count).fill(false);
  }

  get owners(): readonly (Owner | undefined)[] {
    return this.#owners;
  }

  get count(): number {
    return this.#owners.length;
  }

  owner(seat: number): Owner | undefined {
    return this.#owners[seat];
  }

  /** One of `SEAT`, for the next tick. A promise leaves the seat as it was. */
  kind(seat: number): number {
    if (this.#vacated.has(seat)) return SEAT.empty;
    const state = this.#owners[seat]?.state;
    if (state === "here") return SEAT.person;
    if (this.#bots[seat]) return SEAT.bot;
    return state === "away" ? SEAT.away : SEAT.empty;
  }

  /** The tick has seen every seat's kind. */
  seen(): void {
    this.#vacated.clear();
  }

  /**
   * Promises a seat: the one that this player has, under this name from now on; else the one that they were promised, else one
   * that no player has: an empty one, a bot's, or one that others were promised and have not come to.
   * @param name undefined for a player who has none: then only the seat that they have, under its own name
   * @returns the seat and as whom the player sits there; undefined when there is none for them
   */
  reserve(player: string, name: string | undefined, now: number): { seat: number; name: string } | undefined {
    const mine = this.ownedBy(player);
    if (mine >= 0) {
      this.#extend(mine, now + RESERVE_MS);
      if (name !== undefined) this.#ask(mine, name, now);
      return { seat: mine, name: this.#owners[mine]?.name ?? "" };
    }
    const before = this.#promises.of(player);
    const seat = before && !this.#owners[before.seat] ? before.seat : this.#free();
    const called = name ?? before?.name;
    if (called === undefined || seat < 0) return undefined;
    this.#promises.give(player, { seat, name: called, until: now + RESERVE_MS });
    return { seat, name: called };
  }

  /** The seat that this player has, or -1. */
  ownedBy(player: string): number {
    return this.#owners.findIndex((owner) => owner?.player === player);
  }

  /** Of the seats that no player has, one that the fewest were promised; of these rather an empty one than a bot's. -1 if there is none. */
  #free(): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let seat = 0; seat < this.count; seat++) {
      if (this.#owners[seat]) continue;
      const weight = 2 * this.#promises.count(seat) + (this.#bots[seat] ? 1 : 0);
      if (weight < least) {
        best = seat;
        least = weight;
      }
    }
    return best;
  }

  /** Whether a player with a ticket for this seat may come in now: it is theirs, or no player has come to it before them. */
  admits(player: string, seat: number): boolean {
    const mine = this.ownedBy(player);
    if (mine >= 0) return mine === seat;
    return seat >= 0 && seat < this.count && this.#owners[seat] === undefined;
  }

  #ask(seat: number, name: string, now: number): void {
    const renamed = this.#renamed.get(seat);
    if (renamed) renamed.name = name;
    else this.#call(seat, name, now);
  }

  #call(seat: number, name: string, now: number): void {
    const owner = this.#owners[seat];
    if (!owner || owner.name === name) return;
    owner.name = name;
    this.#renamed.set(seat, { name, due: now + RENAME_MS });
    this.version += 1;
  }

  /** Gives seats the names that were asked for too soon after their last. */
  rename(now: number): void {
    for (const [seat, { name, due }] of [...this.#renamed]) {
      if (now < due) continue;
      this.#renamed.delete(seat);
      this.#call(seat, name, now);
    }
  }

  #extend(seat: number, until: number): void {
    const owner = this.#owners[seat];
    if (!owner || owner.state === "here" || this.#extended.has(seat)) return;
    this.#extended.add(seat);
    owner.until = Math.max(owner.until, until);
  }

  /**
   * A player comes in whom `admits` lets into this seat; a bot there gives way.
   * @param tick the next one
   */
  arrive({ player, seat, name }: { player: string; seat: number; name: string }, tick: number): void {
    const owner = this.#owners[seat] ?? { player, name, state: "here", until: 0 };
    this.#owners[seat] = owner;
    this.#promises.keep(player);
    owner.since ??= tick;
    owner.state = "here";
    this.#bots[seat] = false;
    this.version += 1;
  }

  /** Their socket is gone; the seat is kept for a while. */
  depart(seat: number, now: number): void {
    const owner = this.#owners[seat];
    if (!owner) return;
    this.#extended.delete(seat);
    owner.state = "away";
    owner.until = now + HOLD_MS;
    this.version += 1;
  }

  /**
   * The world is the one of this tick, in which the seat was a person's; owners may have changed since. What that person
   * had is not for the seat's new owner.
   */
  resume(seat: number, tick: number): void {
    const owner = this.#owners[seat];
    if (owner?.since !== undefined && owner.since <= tick) return;
    this.#vacated.add(seat);
    if (owner?.since !== undefined) owner.since = tick + 1;
    this.version += 1;
  }

  /** The seat is free. */
  free(seat: number): void {
    this.#vacated.add(seat);
    this.#owners[seat] = undefined;
    this.#renamed.delete(seat);
    this.#extended.delete(seat);
    this.version += 1;
  }

  /** What another clock has set lies no further ahead than if it were set now: no player keeps a seat for longer. */
  adjust(now: number): void {
    for (const owner of this.#owners) if (owner) owner.until = Math.min(owner.until, now + HOLD_MS);
  }

  /** Frees the seats whose time is over. */
  expire(now: number): void {
    this.#promises.expire(now);
    for (const [seat, owner] of this.#owners.entries()) {
      if (owner && owner.state !== "here" && owner.until <= now) this.free(seat);
    }
  }

  setBot(seat: number, bot: boolean): void {
    if (this.#bots[seat] === bot) return;
    this.#bots[seat] = bot;
    this.version += 1;
  }

  isBot(seat: number): boolean {
    return this.#bots[seat];
  }

  /** How many persons are at their keys. */
  get here(): number {
    return this.#owners.filter((owner) => owner?.state === "here").length;
  }

  /** How many seats persons own, here or not. */
  get owned(): number {
    return this.#owners.filter((owner) => owner !== undefined).length;
  }

  get bots(): number {
    return this.#bots.filter((bot) => bot).length;
  }
}
