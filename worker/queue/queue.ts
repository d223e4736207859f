/**
 * The tickets of a pool: who waits, since when, and what has become of them. Knows no sockets, no clock and no timer. A change is
 * stored before the call that makes it returns, so no player hears of what a crash could undo. Times are milliseconds since 1970.
 */
import { QUEUE_GRACE_MS } from "#shared/protocol/queue.ts";
import type { Ticket } from "../pairing/ticket.ts";
import type { Proposal } from "../pairing/wave.ts";
import { pairingTicket } from "./pairing-ticket.ts";
import type { KeptSeat, QueueMember, QueueTicket, SeatIn, Standing, TicketState, TicketStore } from "./ticket.ts";

/** How long the seats of a match that was made are kept for players who have not heard of it, in milliseconds. */
export const ADMITTED_MS = 30_000;
/** So many tickets a pool holds at most. */
export const MOST_TICKETS = 20_000;

type Admitted = Extract<TicketState, { is: "admitted" }>;

/** What became of a player who asks to be in the queue. */
export type Entered = "joined" | "again" | "full";

/** How a ticket has ended. */
export type Ending =
  /** There is a match. */
  | "matched"
  /** A member has cancelled, or their party has. */
  | "cancelled"
  /** A member's line was lost for too long. */
  | "away";

export interface QueueOptions {
  readonly store: TicketStore;
  /** Makes a new ticket's id. */
  readonly newId: () => string;
  /** Whose line is open. */
  readonly isHere: (player: string) => boolean;
  /** A ticket searches no more. What this throws is the queue's to throw: it must not. */
  readonly ended?: (ticket: QueueTicket, how: Ending) => void;
}

const noneMet = (): readonly string[] => [];

export class Queue {
  readonly #options: QueueOptions;
  /** The oldest first. */
  readonly #tickets = new Map<string, QueueTicket>();
  readonly #byPlayer = new Map<string, string>();

  /**
   * Takes up what is stored. A ticket whose players are not here is held for them, with its place and its waiting time; a match that
   * was being made is none, since no player has heard of it.
   */
  constructor(options: QueueOptions, now: number) {
    this.#options = options;
    for (const stored of [...options.store.load()].sort((a, b) => a.since - b.since)) {
      const ticket = { ...stored, since: Math.min(stored.since, now) };
      const { state } = ticket;
      // Of an admission that is older than a crash takes its players have heard, or they have not come for it.
      const isOver =
        state.is === "admitted"
          ? now >= state.until + QUEUE_GRACE_MS
          : ticket.members.some(({ player, gone }) => gone || this.#byPlayer.has(player));
      if (isOver) {
        options.store.remove(ticket.id);
        continue;
      }
      this.#keep(ticket);
      // After a crash a line needs some time to come back, however long it had been lost before.
      if (ticket.state.is === "admitted") this.#renew(ticket, ticket.state, now);
      else this.#settle({ ...ticket, state: { is: "searching" } }, now);
    }
  }

  get size(): number {
    return this.#tickets.size;
  }

  /** How many people search. */
  get people(): number {
    let people = 0;
    for (const { state, members } of this.#tickets.values()) if (state.is !== "admitted") people += members.length;
    return people;
  }

  ticketOf(player: string): QueueTicket | undefined {
    return this.#tickets.get(this.#byPlayer.get(player) ?? "");
  }

  /** All tickets that search, the oldest first. */
  *all(): Iterable<QueueTicket> {
    for (const ticket of this.#tickets.values()) if (ticket.state.is !== "admitted") yield ticket;
  }

  /** Whether this player waits for a match. */
  waits(player: string): boolean {
    const ticket = this.ticketOf(player);
    return ticket !== undefined && ticket.state.is !== "admitted";
  }

  /** Whether this player has a ticket that is not theirs alone to leave: a party's, or one with a match. */
  isBound(player: string): boolean {
    const ticket = this.ticketOf(player);
    if (ticket === undefined) return false;
    return ticket.party !== undefined || ticket.state.is === "proposed" || ticket.state.is === "admitted";
  }

  /** Whether this player has a ticket to come back to. */
  comesBack(player: string): boolean {
    return this.ticketOf(player)?.members.some((one) => one.player === player && !one.gone) === true;
  }

  /** A player comes, whose line is open: with a new ticket, or back to the one that they have. */
  enter(member: QueueMember, now: number): Entered {
    const own = this.ticketOf(member.player);
    const seat = own?.members.find(({ player }) => player === member.player);
    if (!own || seat?.gone) {
      // The player had cancelled: this is another wish.
      if (own) this.#without(own, member.player);
      return this.enterParty([member], {}, now) ? "joined" : "full";
    }
    if (own.state.is === "searching" || own.state.is === "held") {
      // A party has said where all of it would play; what is known of a player's standing stays known.
      const rtt = own.party === undefined ? member.rtt : seat?.rtt;
      const back = { ...seat, ...member, ...(rtt && { rtt }) };
      const members = own.members.map((one) => (one === seat ? back : one));
      this.#settle({ ...own, members }, now);
    }
    return "again";
  }

  /**
   * A whole party comes. Its members' lines may open later: until then the ticket is held.
   * @param from the party and its search; empty for a player alone
   * @returns false where the pool is full, or a member has a ticket already: then nothing has changed
   */
  enterParty(members: readonly QueueMember[], from: Pick<QueueTicket, "party" | "search">, now: number): boolean {
    if (this.#tickets.size >= MOST_TICKETS || members.some(({ player }) => this.#byPlayer.has(player))) return false;
    const id = this.#options.newId();
    this.#settle({ id, since: now, members: [...members], ...from, state: { is: "searching" } }, now);
    return true;
  }

  /** A player's line is lost: their place is kept for a while. */
  lost(player: string, now: number): void {
    const ticket = this.ticketOf(player);
    if (ticket && ticket.state.is === "searching") this.#settle(ticket, now);
  }

  /**
   * A player does not want to play any more. Their party leaves the queue with them; a match that is being made goes on without them.
   * @returns the other players of the ticket, which is none any more
   */
  cancel(player: string): readonly string[] {
    const ticket = this.ticketOf(player);
    if (!ticket || ticket.state.is === "admitted") return [];
    if (ticket.state.is === "proposed") {
      const members = ticket.members.map((one) => (one.player === player ? { ...one, gone: true } : one));
      if (members.every(({ gone }) => gone)) this.#end(ticket, "cancelled");
      else this.#save({ ...ticket, members });
      return [];
    }
    this.#end(ticket, "cancelled");
    return ticket.members.flatMap((one) => (one.player === player ? [] : [one.player]));
  }

  /** A party does not want to play any more; a match that is being made goes on without it. @returns its players */
  cancelParty(party: string): readonly string[] {
    const ticket = [...this.#tickets.values()].find((one) => one.party === party);
    if (!ticket || ticket.state.is === "admitted") return [];
    this.#end(ticket, "cancelled");
    return ticket.members.map(({ player }) => player);
  }

  /** Lets go of tickets whose players have stayed away. @returns the players whose ticket is none any more */
  expire(now: number): readonly string[] {
    const left: string[] = [];
    for (const ticket of [...this.#tickets.values()]) {
      const { state } = ticket;
      if ((state.is !== "held" && state.is !== "admitted") || now < state.until) continue;
      if (state.is === "admitted") this.#drop(ticket);
      else {
        this.#end(ticket, "away");
        left.push(...ticket.members.map(({ player }) => player));
      }
    }
    return left;
  }

  /**
   * The tickets that take part in a wave, the oldest first.
   * @param region of members who name none
   * @param met players that one has met in this pool, the latest first
   */
  waiting(region: string, met: (player: string) => readonly string[] = noneMet): readonly Ticket[] {
    return [...this.#tickets.values()]
      .filter(({ state }) => state.is === "searching")
      .map((ticket) => pairingTicket(ticket, { region, met }));
  }

  /**
   * Puts right what a write that failed has left: a ticket whose player is not here, and one in a match that is not being made.
   * @param making the matches that are
   * @returns the players whose ticket is none any more, since a member of their party has cancelled meanwhile
   */
  tidy(making: ReadonlySet<string>, now: number): readonly string[] {
    const left: string[] = [];
    for (const ticket of [...this.#tickets.values()]) {
      const { state } = ticket;
      if (state.is === "searching" && !this.#isWhole(ticket)) this.#settle(ticket, now);
      if (state.is === "proposed" && !making.has(state.proposal)) left.push(...this.release(state.proposal, now));
    }
    return left;
  }

  /** Players who search, and whose standing is older than that or not known: so many at most, those who have waited longest first. */
  unsure(readBefore: number, most: number): readonly string[] {
    const players: string[] = [];
    for (const { state, members } of this.#tickets.values()) {
      if (state.is !== "searching") continue;
      for (const { player, standing } of members)
        if ((standing?.at ?? Number.NEGATIVE_INFINITY) < readBefore && players.push(player) === most) return players;
    }
    return players;
  }

  /** What the ladder says of a player by now. It is stored where it is news. */
  learn(player: string, standing: Standing): void {
    const ticket = this.ticketOf(player);
    if (ticket?.state.is !== "searching" && ticket?.state.is !== "held") return;
    const before = ticket.members.find((one) => one.player === player)?.standing;
    const members = ticket.members.map((one) => (one.player === player ? { ...one, standing } : one));
    const isNews = before?.mu !== standing.mu || before.sigma !== standing.sigma || before.rounds !== standing.rounds;
    if (isNews) this.#save({ ...ticket, members });
    else this.#keep({ ...ticket, members });
  }

  /** A match is about to be made of these tickets, which `waiting` has just named. */
  propose({ tickets }: Pick<Proposal, "tickets">, proposal: string): void {
    for (const { id } of tickets) {
      const ticket = this.#tickets.get(id);
      if (ticket?.state.is === "searching") this.#save({ ...ticket, state: { is: "proposed", proposal } });
    }
  }

  /** The players of a match that has been made: those of its tickets who have not cancelled since. */
  wanted(proposal: string): readonly QueueMember[] {
    return this.#of(proposal).flatMap(({ members }) => members.filter(({ gone }) => !gone));
  }

  /**
   * The match is there, and keeps these seats. All of its tickets are admitted, or, if the disk does not take one of them, none.
   * @param also is stored with them, or not at all
   * @returns the tickets that it was made for, as they were
   */
  admit(
    proposal: string,
    { code, region, seats }: Pick<Admitted, "code" | "region"> & { readonly seats: readonly KeptSeat[] },
    now: number,
    also: (tickets: readonly QueueTicket[]) => void = () => {},
  ): readonly QueueTicket[] {
    const served = this.#of(proposal);
    const until = now + ADMITTED_MS;
    const admitted = served.map((ticket): QueueTicket => {
      const members = ticket.members.filter(({ gone }) => !gone);
      const own = seats.filter(({ player }) => members.some((one) => one.player === player));
      return { ...ticket, members, state: { is: "admitted", code, region, until, seats: own } };
    });
    const { store, ended } = this.#options;
    store.atOnce(() => {
      for (const ticket of admitted) store.save(ticket);
      also(served);
    });
    for (const [n, ticket] of served.entries()) {
      this.#forget(ticket);
      this.#keep(admitted[n]);
      ended?.(ticket, "matched");
    }
    return served;
  }

  /**
   * The match could not be made: its tickets search on, with their place and their waiting time.
   * @returns the players whose ticket is none any more, since a member of their party has cancelled meanwhile
   */
  release(proposal: string, now: number): readonly string[] {
    const left: string[] = [];
    for (const ticket of this.#of(proposal)) {
      if (ticket.members.some(({ gone }) => gone)) {
        this.#end(ticket, "cancelled");
        left.push(...ticket.members.flatMap(({ player, gone }) => (gone ? [] : [player])));
      } else this.#settle({ ...ticket, state: { is: "searching" } }, now);
    }
    return left;
  }

  /** A player has heard of their seat. */
  heard(player: string): void {
    const ticket = this.ticketOf(player);
    if (ticket?.state.is === "admitted") this.#without(ticket, player);
  }

  /** The seat that a match keeps for a player who has not heard of it yet. */
  seatOf(player: string): SeatIn | undefined {
    const state = this.ticketOf(player)?.state;
    if (state?.is !== "admitted") return undefined;
    const seat = state.seats.find((one) => one.player === player);
    return seat && { ...seat, code: state.code, region: state.region };
  }

  /** One member less. */
  #without(ticket: QueueTicket, player: string): void {
    const members = ticket.members.filter((one) => one.player !== player);
    this.#forget(ticket);
    if (members.length === 0) this.#drop(ticket);
    else this.#save({ ...ticket, members });
  }

  #renew(ticket: QueueTicket, state: Extract<TicketState, { is: "admitted" }>, now: number): void {
    this.#save({ ...ticket, state: { ...state, until: now + QUEUE_GRACE_MS } });
  }

  #of(proposal: string): readonly QueueTicket[] {
    return [...this.#tickets.values()].filter(({ state }) => state.is === "proposed" && state.proposal === proposal);
  }

  /** It searches if all its members are here, and is held for them otherwise. */
  #settle(ticket: QueueTicket, now: number): void {
    const here = this.#isWhole(ticket);
    const before = this.#tickets.get(ticket.id)?.state;
    const until = before?.is === "held" && ticket.state.is === "held" ? before.until : now + QUEUE_GRACE_MS;
    this.#save({ ...ticket, state: here ? { is: "searching" } : { is: "held", until } });
  }

  /** All its members are here. */
  #isWhole({ members }: QueueTicket): boolean {
    return members.every(({ player }) => this.#options.isHere(player));
  }

  /** It searches no more, without a match. */
  #end(ticket: QueueTicket, how: Ending): void {
    this.#drop(ticket);
    this.#options.ended?.(ticket, how);
  }

  #save(ticket: QueueTicket): void {
    this.#options.store.save(ticket);
    this.#keep(ticket);
  }

  #keep(ticket: QueueTicket): void {
    this.#tickets.set(ticket.id, ticket);
    for (const { player } of ticket.members) this.#byPlayer.set(player, ticket.id);
  }

  #forget(ticket: QueueTicket): void {
    for (const { player } of ticket.members)
      if (this.#byPlayer.get(player) === ticket.id) this.#byPlayer.delete(player);
  }

  #drop(ticket: QueueTicket): void {
    this.#options.store.remove(ticket.id);
    this.#tickets.delete(ticket.id);
    this.#forget(ticket);
  }
}
