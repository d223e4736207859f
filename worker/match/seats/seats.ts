/** The owners of the seats. Knows no sockets and no world: `kind` is what the world is to hold. */
import * as v from "valibot";
import { SEAT_HELD_MS } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import { TICKET_S } from "#worker/auth/tickets.ts";
import { seatGroups } from "./groups.ts";
import { SeatPromises } from "./seat-promises.ts";

/** A player's hold on a seat. Plain data: it is stored as it is. */
export const Owner = v.object({
  player: v.string(),
  name: v.string(),
  /** With an open socket, or no longer with one. Earlier versions stored seats that were only promised. */
  state: v.picklist(["promised", "here", "away"]),
  /** If the player is away, the seat is kept until then, in milliseconds since 1970. */
  until: v.number(),
  /** The first tick in which the seat was this player's. */
  since: v.optional(v.number()),
  /** The player has not acted yet, as while their page loads: the seat stays what it was, empty or a bot's. */
  waits: v.optional(v.boolean()),
  /** Counts the players of the match in the order in which they came: it stays as a player moves to another seat. */
  came: v.optional(v.number()),
});
export type Owner = v.InferOutput<typeof Owner>;

/** How long a promise holds, in milliseconds: as long as a ticket is good. */
export const RESERVE_MS = TICKET_S * 1000;
/** How long a seat is kept for a player who has lost their connection, where the game does not say it, in milliseconds. */
export const HOLD_MS = SEAT_HELD_MS;
/** The least time between two changes of a seat's name, in milliseconds: each sends the roster to all clients. */
export const RENAME_MS = 2_000;

export class Seats {
  /** The list itself stays, as others look at it. */
  readonly #owners: (Owner | undefined)[];
  readonly #bots: boolean[];
  readonly #promises = new SeatPromises();
  /** Seats that became free since the last tick: the rules see them empty for a tick before the next owner. */
  readonly #vacated = new Set<number>();
  /** Seats of players who are away that a request has kept for longer: once each, so that requests alone hold no seat. */
  readonly #extended = new Set<number>();
  /** Seats of players who are connected, but do nothing: they count as away until their player acts. */
  readonly #resting = new Set<number>();
  /** The seats whose name has changed lately: the name that each gets when `due` has come. */
  readonly #renamed = new Map<number, { name: string; readonly due: number }>();
  /** Counts the changes. */
  version = 0;
  /** The team of a seat, as the match's game has it; -1 where there are none. */
  teamOf: (seat: number) => number = () => -1;
  /** How long a seat is kept for a player who has lost their connection, in milliseconds. */
  holdMs = HOLD_MS;
  /** The id of the player that a seat is kept for though they have left: no other player gets it. */
  keptFor: (seat: number) => string | undefined = () => undefined;
  /** How many players have come so far. */
  #came = 0;
  /** No seat is due to be freed before this moment, as of this version. */
  #freeAt = { at: Number.NEGATIVE_INFINITY, version: -1 };

  constructor(count: number, owners: readonly (Owner | undefined)[] = []) {
    this.#owners = Array.from({ length: count }, (_, seat) => {
      const owner = owners[seat];
      // A copy: what was stored stays as it was.
      return owner && owner.state !== "promised" ? { ...owner } : undefined;
    });
    this.#bots = new Array<boolean>(count).fill(false);
    this.#came = Math.max(0, ...this.#owners.map((owner) => owner?.came ?? 0));
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

  /** One of `SEAT`, for the next tick. A promise does not change it. */
  kind(seat: number): number {
    if (this.#vacated.has(seat)) return SEAT.empty;
    const owner = this.#owners[seat];
    if (owner?.state === "here" && !owner.waits) return this.#resting.has(seat) ? SEAT.away : SEAT.person;
    if (this.#bots[seat]) return SEAT.bot;
    return owner?.state === "away" && !owner.waits ? SEAT.away : SEAT.empty;
  }

  /** The next tick has been given every seat's kind. */
  seen(): void {
    this.#vacated.clear();
  }

  /** The player does not come. */
  withdraw(player: string): void {
    this.#promises.keep(player);
  }

  /**
   * Promises a seat: the one that this player has, under this name from now on; else the one that the player was promised before,
   * else one without an owner: an empty one, a bot's, or one that was promised to other players.
   * @param name undefined where the player gives none: then only the seat that they have or were promised, under its name
   * @param by the seat of the player who invites
   * @returns the seat, and the player's name there; undefined where there is none for them
   */
  reserve(player: string, name: string | undefined, now: number, by = -1): { seat: number; name: string } | undefined {
    const mine = this.ownedBy(player);
    if (mine >= 0) {
      this.#extend(mine, now + RESERVE_MS);
      if (name !== undefined) this.#ask(mine, name, now);
      return { seat: mine, name: this.#owners[mine]?.name ?? "" };
    }
    const before = this.#promises.of(player);
    const seat = this.#seatOf(player, before?.seat) ?? this.#freeBeside(by);
    const called = name ?? before?.name;
    if (called === undefined || seat < 0) return undefined;
    this.#promises.give(player, { seat, name: called, until: now + RESERVE_MS });
    return { seat, name: called };
  }

  /**
   * Promises seats to groups of players: to all of them or to none, and to each group in one team where there are teams. Seats that
   * other players were promised are left to them.
   * @returns the seat of each player, and their name there; undefined where not all find one
   */
  reserveAll(
    groups: readonly (readonly { readonly id: string; readonly name: string }[])[],
    now: number,
  ): { player: string; seat: number; name: string }[] | undefined {
    const people = new Map(groups.flat().map(({ id, name }) => [id, name]));
    const mates = new Set(people.keys());
    const seats = seatGroups(
      groups.map((group) => group.map(({ id }) => id)),
      {
        count: this.count,
        teamOf: (seat) => this.teamOf(seat),
        ownerOf: (seat) => this.#owners[seat]?.player ?? this.keptFor(seat),
        isPromised: (seat) => this.#promises.isOthers(seat, mates),
        isBot: (seat) => this.#bots[seat],
      },
    );
    if (!seats) return undefined;
    return [...seats].map(([player, seat]) => {
      const name = people.get(player) ?? "";
      // A player who has this seat gets it by this, too.
      if (this.#owners[seat] !== undefined) return { player, ...(this.reserve(player, name, now) ?? { seat, name }) };
      this.#promises.give(player, { seat, name, until: now + RESERVE_MS });
      return { player, seat, name };
    });
  }

  /** The seat that is kept for this player, else the one that they were promised, if it is free. */
  #seatOf(player: string, promised: number | undefined): number | undefined {
    for (let seat = 0; seat < this.count; seat++) if (this.keptFor(seat) === player && !this.#owners[seat]) return seat;
    return promised !== undefined && this.#isFree(promised) ? promised : undefined;
  }

  /** Whether this player was promised a seat, or one is kept for them. */
  isExpected(player: string): boolean {
    if (this.#promises.of(player) !== undefined) return true;
    return this.#owners.some((_, seat) => this.keptFor(seat) === player);
  }

  #isFree(seat: number): boolean {
    return this.#owners[seat] === undefined && this.keptFor(seat) === undefined;
  }

  /** The seat that this player has, or -1. */
  ownedBy(player: string): number {
    return this.#owners.findIndex((owner) => owner?.player === player);
  }

  /**
   * The seat without an owner that the fewest players were promised, then that of the team with the fewest players, then rather an
   * empty one than a bot's; -1 if all have owners.
   */
  #free(team?: number): number {
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let seat = 0; seat < this.count; seat++) {
      if (!this.#isFree(seat) || (team !== undefined && this.teamOf(seat) !== team)) continue;
      const [promised, mates] = [this.#promises.count(seat), this.#mates(seat)];
      const weight = (promised * (this.count + 1) + mates) * 2 + (this.#bots[seat] ? 1 : 0);
      if (weight < least) {
        best = seat;
        least = weight;
      }
    }
    return best;
  }

  /** As `#free`: in the team of the player who invites, unless it has two players more than another already. */
  #freeBeside(by: number): number {
    const team = this.#owners[by] ? this.teamOf(by) : -1;
    if (team < 0) return this.#free();
    const others = Array.from({ length: this.count }, (_, seat) => seat).filter((seat) => this.teamOf(seat) !== team);
    const fewest = Math.min(...others.map((seat) => this.#mates(seat)));
    const beside = this.#mates(by) - fewest < 2 ? this.#free(team) : -1;
    return beside < 0 ? this.#free() : beside;
  }

  /** How many players are in the team of this seat, or are promised another seat of it; 0 without teams. */
  #mates(seat: number): number {
    const team = this.teamOf(seat);
    if (team < 0) return 0;
    let mates = 0;
    for (let other = 0; other < this.count; other++) {
      if (this.teamOf(other) === team && (this.#owners[other] || (other !== seat && this.#promises.count(other) > 0)))
        mates += 1;
    }
    return mates;
  }

  /**
   * The seat into which a player may come with a ticket for this one: the one that is theirs, to which the host may have moved
   * them since; else this one, if it has no owner; else -1.
   */
  seatFor(player: string, seat: number): number {
    const mine = this.ownedBy(player);
    if (mine >= 0) return mine;
    const isTheirs = (this.keptFor(seat) ?? player) === player;
    return seat >= 0 && seat < this.count && this.#owners[seat] === undefined && isTheirs ? seat : -1;
  }

  /** The seat of the player who has been here for longest, rather a connected one; -1 where there is none. */
  get longest(): number {
    const rank = ({ state, came = 0 }: Owner) => (state === "here" ? 0 : 2 ** 32) + came;
    let best = -1;
    for (let seat = 0; seat < this.count; seat++) {
      const [owner, longest] = [this.#owners[seat], this.#owners[best]];
      if (owner && (!longest || rank(owner) < rank(longest))) best = seat;
    }
    return best;
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

  /** Gives seats the names that were asked for too soon after the last change. */
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
   * A player takes a seat into which `seatFor` lets them: for the world it is theirs once they act. A seat that they had stays in the
   * hands of their stand-in until then, and another one what it was.
   * @param tick the next tick
   */
  arrive({ player, seat, name }: { player: string; seat: number; name: string }, tick: number): void {
    const owner = this.#owners[seat] ?? { player, name, state: "here", until: 0, waits: true };
    this.#owners[seat] = owner;
    this.#promises.keep(player);
    owner.since ??= tick;
    if (owner.came === undefined) {
      this.#came += 1;
      owner.came = this.#came;
    }
    owner.state = "here";
    if (!owner.waits) {
      this.#resting.add(seat);
      this.#bots[seat] = false;
    }
    this.version += 1;
  }

  /** The player acts: in the world, too, the seat is theirs; a bot there gives way. */
  act(seat: number): void {
    const owner = this.#owners[seat];
    if (owner?.state !== "here" || (!owner.waits && !this.#resting.has(seat))) return;
    delete owner.waits;
    this.#resting.delete(seat);
    this.#bots[seat] = false;
    this.version += 1;
  }

  /** The player has done nothing for long: the seat counts as away until they act. */
  rest(seat: number): void {
    this.#resting.add(seat);
    this.version += 1;
  }

  /** The owner's socket is gone; the seat is kept for a while. */
  depart(seat: number, now: number): void {
    const owner = this.#owners[seat];
    if (!owner) return;
    this.#extended.delete(seat);
    this.#resting.delete(seat);
    owner.state = "away";
    owner.until = now + this.holdMs;
    this.version += 1;
  }

  /**
   * The match is resumed at this tick, in which the seat was a player's; its owner may have changed since. The new owner does not
   * inherit what that player had.
   */
  resume(seat: number, tick: number): void {
    const owner = this.#owners[seat];
    if (owner?.since !== undefined && owner.since <= tick) {
      // It acted after its seat had been stored.
      delete owner.waits;
      return;
    }
    this.#vacated.add(seat);
    if (owner?.since !== undefined) owner.since = tick + 1;
    this.version += 1;
  }

  /** The seat is free. */
  free(seat: number): void {
    // A bot plays on in the seat of a player who has never acted.
    if (!this.#owners[seat]?.waits) this.#vacated.add(seat);
    this.#owners[seat] = undefined;
    this.#resting.delete(seat);
    this.#renamed.delete(seat);
    this.#extended.delete(seat);
    this.version += 1;
  }

  /**
   * Moves players to other seats. Bots that were there go where a player has gone from.
   * @param places from each seat that a player leaves, to the one that they get: no two get the same
   * @param tick the next tick
   */
  arrange(places: ReadonlyMap<number, number>, tick: number): void {
    const moves = [...places].filter(([from, to]) => from !== to && this.#owners[from] !== undefined);
    const owners = [...this.#owners];
    const [renamed, extended, resting] = [new Map(this.#renamed), new Set(this.#extended), new Set(this.#resting)];
    for (const [from] of moves) this.#leave(from);
    for (const [from, to] of moves) {
      const owner = owners[from];
      this.#owners[to] = owner && { ...owner, since: tick };
      // What a player who has not acted yet gets stays what it is in the world: empty, or a bot's.
      if (!owner?.waits) this.#vacated.add(from).add(to);
      const name = renamed.get(from);
      if (name) this.#renamed.set(to, name);
      if (extended.has(from)) this.#extended.add(to);
      if (resting.has(from)) this.#resting.add(to);
    }
    const left = moves.flatMap(([from]) => (this.#owners[from] || this.#bots[from] ? [] : [from]));
    for (const [from, to] of moves) {
      if (owners[from]?.waits || !this.#bots[to]) continue;
      this.#bots[to] = false;
      const freed = left.shift();
      if (freed !== undefined) this.#bots[freed] = true;
    }
    this.version += 1;
  }

  #leave(seat: number): void {
    this.#owners[seat] = undefined;
    this.#resting.delete(seat);
    this.#renamed.delete(seat);
    this.#extended.delete(seat);
  }

  /**
   * Another world begins, with so many seats. Players whose seats there are no more get others.
   * @param count at least as many as have owners
   * @param tick the next tick
   */
  renew(count: number, tick: number): void {
    const free = Array.from({ length: count }, (_, seat) => seat).filter((seat) => !this.#owners[seat]);
    const over = this.#owners.flatMap((owner, seat) => (owner && seat >= count ? [seat] : []));
    this.arrange(new Map(over.map((seat) => [seat, free.shift() ?? seat])), tick);
    for (let seat = this.count; seat < count; seat++) {
      this.#owners[seat] = undefined;
      this.#bots[seat] = false;
    }
    this.#owners.length = this.#bots.length = count;
    for (const owner of this.#owners) if (owner) owner.since = tick;
    this.#vacated.clear();
    this.#promises.limit(count);
    this.version += 1;
  }

  /** Times that another clock has set lie no further ahead than if they were set now: no player keeps a seat for longer. */
  adjust(now: number): void {
    for (const owner of this.#owners) if (owner) owner.until = Math.min(owner.until, now + this.holdMs);
  }

  /** Frees the seats of players who have been away for too long. */
  expire(now: number): void {
    this.#promises.expire(now);
    // Asked for at every tick, and seldom due.
    if (this.#freeAt.version === this.version && now < this.#freeAt.at) return;
    let at = Number.POSITIVE_INFINITY;
    for (let seat = 0; seat < this.count; seat++) {
      const owner = this.#owners[seat];
      if (!owner || owner.state === "here") continue;
      if (owner.until <= now) this.free(seat);
      else at = Math.min(at, owner.until);
    }
    this.#freeAt = { at, version: this.version };
  }

  /** When the first seat of a player who is away is free, in milliseconds; `Infinity` where there is none. */
  get freeAt(): number {
    const away = this.#owners.flatMap((owner) => (owner?.state === "away" ? [owner.until] : []));
    return Math.min(Number.POSITIVE_INFINITY, ...away);
  }

  /** A player has been renamed, and will be once more. */
  get isRenaming(): boolean {
    return this.#renamed.size > 0;
  }

  /** Nothing has changed while the match slept, in which the player was idle. */
  stayResting(seat: number): void {
    this.#resting.add(seat);
  }

  setBot(seat: number, bot: boolean): void {
    if (this.#bots[seat] === bot) return;
    this.#bots[seat] = bot;
    this.version += 1;
  }

  isBot(seat: number): boolean {
    return this.#bots[seat];
  }

  /** How many players are connected. */
  get here(): number {
    return this.#owners.filter((owner) => owner?.state === "here").length;
  }

  /** How many seats have an owner, connected or not. */
  get owned(): number {
    return this.#owners.filter((owner) => owner !== undefined).length;
  }

  get bots(): number {
    return this.#bots.filter((bot) => bot).length;
  }
}
