/** The invariants of every run. */
import { emptyWorld, type Layout, SEAT, type WorldBase } from "#shared/sim/index.ts";
import type { Owner } from "#worker/match/seats/seats.ts";

/** An invariant does not hold. */
export class Violation extends Error {
  override readonly name = "Violation";
}

export function must(holds: boolean, what: () => string): asserts holds {
  if (!holds) throw new Violation(what());
}

type Owners = readonly (Owner | undefined)[];

/** The hash of the part of a world that a seat, or a spectator (-1), may know. */
class Sights {
  readonly #layout: Layout;
  readonly #masked: WorldBase;
  /** One seat of each view; none where every seat may know everything. */
  readonly #seats: ReadonlyMap<number, number>;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#masked = emptyWorld(layout);
    const seats = layout.game.view ? Array.from({ length: layout.config.seats + 1 }, (_, n) => n - 1) : [];
    this.#seats = new Map(seats.map((seat) => [this.of(seat) ?? -1, seat]));
  }

  /** The view of a seat; undefined where that is everything. */
  of(seat: number): number | undefined {
    const { game, config } = this.#layout;
    return game.view?.of(config, seat);
  }

  /** By view. */
  hashes(world: WorldBase): ReadonlyMap<number | undefined, number> {
    const hidden = [...this.#seats.keys()].map((view) => [view, this.#hide(world, view)] as const);
    return new Map<number | undefined, number>([[undefined, world.hash()], ...hidden]);
  }

  #hide(world: WorldBase, view: number): number {
    const masked = this.#masked.copyFrom(world);
    masked.seed(0);
    this.#layout.game.view?.hide(masked, view);
    return masked.hash();
  }
}

interface Moment {
  readonly at: number;
  /** Hashes of the world by view; undefined stands for the whole world. */
  readonly hashes: ReadonlyMap<number | undefined, number>;
  /** The player of each seat; undefined where no player sits. */
  readonly tenants: readonly (string | undefined)[];
}

const isPersons = (kind: number) => kind === SEAT.person || kind === SEAT.away;

/**
 * The server's worlds, tick by tick. After a kill the ticks since the last stored one happen again, otherwise:
 * each such history is a life of its own.
 */
export class Chronicle {
  /** Of each life: the host of a match may begin one with another layout. */
  readonly #sights: Sights[] = [];
  readonly #lives: Map<number, Moment>[] = [];
  /** The life that each generation of the match's log belongs to. */
  readonly #byGeneration = new Map<number, number>();
  #latest = -1;
  /** How often the host has begun the match anew. */
  renewals = 0;
  /** How often a client came back, and the frames since were enough. */
  returns = 0;
  #lost = 0;
  /** The tick in which each round ended, by its number less 1. */
  readonly #ends: number[] = [];

  /** How many ticks kills have undone. */
  get lost(): number {
    return this.#lost;
  }

  /** The number of the life that goes on now. */
  get life(): number {
    return this.#lives.length - 1;
  }

  get latest(): number {
    return this.#latest;
  }

  /** The life that goes on now is of this generation of the log. */
  called(generation: number): void {
    this.#byGeneration.set(generation, this.life);
  }

  lifeOf(generation: number): number {
    const life = this.#byGeneration.get(generation);
    must(life !== undefined, () => `a client was told of generation ${generation}, which never was`);
    return life;
  }

  #beginLife(world: WorldBase, moment: Moment | undefined, at: number, layout = world.layout): void {
    const sights = new Sights(layout);
    this.#sights.push(sights);
    this.#lives.push(new Map([[world.tick, moment ?? { at, hashes: sights.hashes(world), tenants: [] }]]));
    this.#latest = world.tick;
  }

  /** A match has been made. */
  begin(world: WorldBase, at: number): void {
    this.#beginLife(world, undefined, at);
  }

  /** The host has begun the match anew: with this world, in the place of the one of the same tick. */
  renew(world: WorldBase, at: number): void {
    must(world.tick === this.#latest, () => `began anew at tick ${world.tick}, after ${this.#latest}`);
    this.renewals += 1;
    this.#beginLife(world, undefined, at);
  }

  /** The match is awake again after a sleep in which nothing may get lost. */
  wake(world: WorldBase): void {
    must(world.tick === this.#latest, () => `slept at tick ${this.#latest} and woke at ${world.tick}`);
    const before = this.#lives[this.life].get(world.tick);
    must(
      before?.hashes.get(undefined) === world.hash(),
      () => `woke at tick ${world.tick} with another world than it slept with`,
    );
  }

  /**
   * The match goes on after a kill.
   * @param kept all that was written until then is on disk
   * @param seconds how long a page may have been
   */
  resume(world: WorldBase, kept: number, seconds: number): void {
    const before = this.#lives[this.life];
    const moment = before.get(world.tick);
    must(moment !== undefined, () => `resumed at tick ${world.tick}, which never was`);
    must(
      moment.hashes.get(undefined) === world.hash(),
      () => `resumed at tick ${world.tick} with a world that never was`,
    );
    let last = this.#latest;
    while ((before.get(last)?.at ?? 0) > kept) last -= 1;
    const lost = last - world.tick;
    this.#lost += Math.max(0, this.#latest - world.tick);
    must(lost <= seconds * world.layout.tickRate, () => `resumed ${lost} ticks before the last that must be on disk`);
    this.#beginLife(world, moment, moment.at);
  }

  /** The server has made a tick. */
  tick(world: WorldBase, owners: Owners, at: number): void {
    must(world.tick === this.#latest + 1, () => `tick ${world.tick} came after ${this.#latest}`);
    const before = this.#lives[this.life].get(this.#latest)?.tenants ?? [];
    const [kinds] = world.seatTable.cells;
    const tenants = owners.map((owner, seat) => (isPersons(kinds[seat]) ? (owner?.player ?? "unknown") : undefined));
    for (const [seat, tenant] of tenants.entries()) {
      const last = before[seat];
      must(tenant !== "unknown", () => `tick ${world.tick}: seat ${seat} belongs to no known player`);
      const inherits = tenant !== undefined && last !== undefined && last !== tenant;
      must(!inherits, () => `tick ${world.tick}: ${tenant} goes on with what ${last} had in seat ${seat}`);
    }
    this.#lives[this.life].set(world.tick, { at, hashes: this.#sights[this.life].hashes(world), tenants });
    this.#latest = world.tick;
  }

  /**
   * What is on disk of the rounds that have ended, before a client hears of it: one result for each, which never
   * changes.
   */
  book(results: readonly { readonly round: number; readonly tick: number }[]): void {
    for (const [n, { round, tick }] of results.entries()) {
      must(round === n + 1, () => `the result of round ${round} stands in the place of round ${n + 1}`);
      this.#ends[n] ??= tick;
      must(this.#ends[n] === tick, () => `round ${round} ended at tick ${this.#ends[n]}, and then at ${tick}`);
    }
    must(results.length >= this.#ends.length, () => "a result is lost");
  }

  /** A tick as this life has it; one before its beginning, as the life has it that it goes on from. */
  #moment(life: number, tick: number): Moment | undefined {
    const [first = 0] = this.#lives[life]?.keys() ?? [];
    return tick < first && life > 0 ? this.#moment(life - 1, tick) : this.#lives[life]?.get(tick);
  }

  /**
   * Checks a client's world against the server's: it must be all that its seat may know, and no more.
   * @param seat -1 for a spectator
   */
  compare(life: number, world: WorldBase, seat: number, who: string): void {
    const moment = this.#moment(life, world.tick);
    must(moment !== undefined, () => `${who} knows tick ${world.tick}, which never was in life ${life}`);
    const hash = moment.hashes.get(this.#sights[life].of(seat));
    must(hash === world.hash(), () => `${who} holds another world at tick ${world.tick} of life ${life}`);
    const over = world.layout.game.status(world) === "ended";
    const booked = this.#ends.some((tick) => tick <= world.tick);
    must(!over || booked, () => `${who} sees at tick ${world.tick} that a round is over, of which no result is stored`);
  }
}

/** One owner a seat, one seat an owner, and the owner of each open socket has its seat. */
export function checkSeats(
  owners: Owners,
  sockets: readonly { readonly player: string; readonly seat: number }[],
): void {
  const players = owners.flatMap((owner) => owner?.player ?? []);
  must(new Set(players).size === players.length, () => `one player owns several seats: ${players.join(", ")}`);
  const seats = sockets.map(({ seat }) => seat);
  must(new Set(seats).size === seats.length, () => `two sockets share a seat: ${seats.join(", ")}`);
  for (const { player, seat } of sockets) {
    const owner = owners[seat];
    must(owner?.player === player, () => `${player} has a socket in seat ${seat}, which is ${owner?.player}'s`);
    must(owner.state === "here", () => `${player} has a socket in seat ${seat} and is ${owner.state}`);
  }
  for (const [seat, owner] of owners.entries()) {
    const alone = owner?.state === "here" && !seats.includes(seat);
    must(!alone, () => `${owner?.player} is in seat ${seat} without a socket`);
  }
}
