/**
 * A pool of one mode: the real tickets and the real waves, with a manual clock, a disk that is a map, and matches that are promises. It
 * is killed between any two of its turns, a turn being what runs without an await, and wakes from what was stored.
 */
import type { QueueRules } from "#shared/sim/index.ts";
import type { Ticket } from "#worker/pairing/ticket.ts";
import { AvoidedRegions } from "#worker/queue/avoided.ts";
import { Queue } from "#worker/queue/queue.ts";
import type { KeptSeat, QueueMember } from "#worker/queue/ticket.ts";
import { WaitLog } from "#worker/queue/wait-log.ts";
import type { ManualClock } from "./clock.ts";
import type { Dice } from "./dice.ts";
import type { Disk } from "./disk.ts";
import type { Person } from "./people.ts";
import type { Found, Policy } from "./policies/policy.ts";

/** The time between two waves, as worker/queue/waves.ts has it. */
const WAVE_MS = 1000;
/** How long a match takes to be made, to reserve seats, and an admission to be signed: milliseconds at most. */
const [MAKE_MS, RESERVE_MS, SIGN_MS] = [400, 100, 20];

/** A match as its proposal made it. */
export interface Made {
  readonly code: string;
  readonly region: string;
  readonly teams: readonly (readonly string[])[];
  readonly bots: number;
}

export interface PoolOptions {
  readonly clock: ManualClock;
  readonly dice: Dice;
  readonly rules: QueueRules;
  readonly policy: Policy;
  readonly disk: Disk;
  readonly person: (id: string) => Person;
  /** Whether a turn, or what comes right after it, is the pool's last. */
  readonly kills: () => boolean;
  /** Whether no match can be made there now. */
  readonly isAsleep: (region: string) => boolean;
  /** A player hears of a match. */
  readonly told: (player: string, match: Made) => void;
  /** All lines are lost. */
  readonly killed: () => void;
}

export class Pool {
  readonly #options: PoolOptions;
  readonly #disk: Disk;
  readonly matches = new Map<string, Made>();
  readonly #lines = new Set<string>();
  readonly #avoided = new AvoidedRegions();
  #queue: Queue;
  #waits: WaitLog;
  #life = 0;
  #ids = 0;
  #messages: (() => void)[] = [];
  kills = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#disk = options.disk;
    [this.#queue, this.#waits] = this.#wake();
    this.#nextWave();
  }

  #wake(): [Queue, WaitLog] {
    const isHere = (player: string) => this.#lines.has(player);
    const queue = new Queue({ store: this.#disk, newId: () => `t${this.#ids++}`, isHere }, this.#options.clock.now);
    return [queue, new WaitLog(this.#disk)];
  }

  /**
   * Does what needs no await. A kill in it undoes what was not yet on the disk, or lets it be, and sends no message in either case.
   * @returns whether the pool has lived through it
   */
  #turn(work: () => void): boolean {
    this.#messages = [];
    work();
    if (this.#options.kills()) {
      if (this.#options.dice.chance(0.5)) this.#disk.undo();
      this.#kill();
      return false;
    }
    this.#disk.flush();
    for (const message of this.#messages.splice(0)) message();
    return true;
  }

  #kill(): void {
    this.kills += 1;
    this.#life += 1;
    this.#messages = [];
    this.#lines.clear();
    this.#disk.flush();
    [this.#queue, this.#waits] = this.#wake();
    this.#options.killed();
    this.#nextWave();
  }

  /** Goes on after an await, in the same life. */
  #later(ms: number, work: () => void): void {
    const life = this.#life;
    const { clock, dice } = this.#options;
    clock.after(dice.between(0, ms), () => {
      if (life === this.#life) this.#turn(work);
    });
  }

  #nextWave(): void {
    const life = this.#life;
    this.#options.clock.after(WAVE_MS, () => {
      if (life === this.#life && this.#turn(() => this.#wave())) this.#nextWave();
    });
  }

  #wave(): void {
    const { clock, policy, rules } = this.#options;
    this.#queue.expire(clock.now);
    const tickets = this.#queue.waiting("").map((ticket) => this.#rated(ticket));
    for (const found of policy.wave(tickets, rules, clock.now)) {
      const proposal = `x${this.#ids++}`;
      this.#queue.propose(found, proposal);
      this.#later(MAKE_MS, () => this.#make(proposal, found));
    }
  }

  /** The ticket with what the simulation knows of its members. */
  #rated(ticket: Ticket): Ticket {
    const { person } = this.#options;
    const members = ticket.members.map((member) => ({
      ...member,
      rating: person(member.player).rating,
      rounds: person(member.player).rounds,
      met: person(member.player).met,
    }));
    return this.#avoided.without({ ...ticket, members }, this.#options.clock.now);
  }

  #make(proposal: string, { teams, region, bots }: Found): void {
    const { isAsleep, clock } = this.#options;
    if (isAsleep(region)) {
      this.#avoided.add(region, clock.now);
      this.#queue.release(proposal, clock.now);
      return;
    }
    const code = `m${this.#ids++}`;
    this.#later(RESERVE_MS, () => {
      const wanted = new Set(this.#queue.wanted(proposal).map(({ player }) => player));
      const seated = teams.map((team) => team.filter((player) => wanted.has(player)));
      this.matches.set(code, { code, region, teams: seated, bots });
      const seats: KeptSeat[] = seated.flat().map((player, seat) => ({ player, seat, name: player, at: clock.now }));
      for (const { since } of this.#queue.admit(proposal, { code, seats }, clock.now))
        this.#waits.add(since, clock.now);
      for (const player of seated.flat()) this.#admit(player);
    });
  }

  #admit(player: string): void {
    if (!this.#lines.has(player)) return;
    this.#later(SIGN_MS, () => {
      const seat = this.#queue.seatOf(player);
      const match = seat && this.matches.get(seat.code);
      if (match && this.#lines.has(player)) this.#messages.push(() => this.#options.told(player, match));
    });
  }

  /** A player's line opens, and the player joins. @param joined hears what became of it */
  open(member: QueueMember, joined: (entered: ReturnType<Queue["enter"]>) => void): void {
    this.#turn(() => {
      this.#lines.add(member.player);
      const entered = this.#queue.enter(member, this.#options.clock.now);
      this.#messages.push(() => joined(entered));
      if (this.#queue.seatOf(member.player)) this.#admit(member.player);
    });
  }

  /** A party comes, by the call of another object. @param done hears whether it is in */
  enterParty(party: string, members: readonly QueueMember[], done: (isIn: boolean) => void): void {
    this.#turn(() => {
      const isIn = this.#queue.enterParty(members, { party }, this.#options.clock.now);
      this.#messages.push(() => done(isIn));
    });
  }

  /** A player's line is lost, or closed on purpose. @param left hears which others of the party are out with them */
  close(player: string, onPurpose: boolean, left: (players: readonly string[]) => void = () => {}): void {
    if (!this.#lines.delete(player)) return;
    this.#turn(() => {
      if (!onPurpose) this.#queue.lost(player, this.#options.clock.now);
      else if (this.#queue.seatOf(player)) this.#queue.heard(player);
      else {
        const players = this.#queue.cancel(player);
        this.#messages.push(() => left(players));
      }
    });
  }

  /** Whether the pool knows of this player's wish. */
  holds(player: string): boolean {
    return this.#queue.ticketOf(player) !== undefined;
  }

  estimate(): ReturnType<WaitLog["estimate"]> {
    return this.#waits.estimate(this.#options.clock.now);
  }
}
