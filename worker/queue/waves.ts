/** Looks at the tickets once a second while there are any, and has matches made of them. */
import { QUEUE_CLOSE } from "#shared/protocol/queue.ts";
import type { QueueRules } from "#shared/sim/index.ts";
import { attempt } from "../broadcast/sockets.ts";
import { log, wordsOf } from "../log.ts";
import type { Ticket } from "../pairing/ticket.ts";
import { type Proposal, pairWave } from "../pairing/wave.ts";
import { within } from "../time-limit.ts";
import type { Announcer } from "./announcer.ts";
import { AvoidedRegions } from "./avoided.ts";
import type { DecisionLog } from "./decision-log.ts";
import type { Lines } from "./lines.ts";
import type { MadeMatch } from "./make-match.ts";
import type { Met } from "./met.ts";
import type { Queue } from "./queue.ts";
import { Silence } from "./silence.ts";
import type { LastWave } from "./state.ts";
import type { QueueTicket } from "./ticket.ts";

/** The time between two waves, in milliseconds. */
export const WAVE_MS = 1000;

const LEFT = "a member of your party has left the queue";

/** The players of a team, or one who plays alone. */
export type Group = readonly { readonly id: string; readonly name: string }[];

/**
 * So long a match may take to be made, in milliseconds: an object that is made far away takes one or two seconds. One that comes later
 * has no players, and clears itself away.
 */
export const MAKE_MS = 12_000;

/** How players stand is read again after so long, and after a failure not before so long: milliseconds. */
export const STALE_MS = 30_000;
const PAUSE_MS = 5000;
/** So many players are asked for at a time. */
const MOST_UNSURE = 500;

export interface WavesOptions {
  readonly queue: Queue;
  readonly lines: Lines<WebSocket>;
  readonly announcer: Announcer;
  readonly decisions: DecisionLog;
  readonly met: Met;
  readonly rules: QueueRules;
  /** Where members play who name no region. */
  readonly region: string;
  readonly now: () => number;
  /** When a line has pinged last, by the platform's clock. */
  readonly pinged: (socket: WebSocket) => number;
  readonly make: (groups: readonly Group[], region: string) => Promise<MadeMatch>;
  /** A ticket that was made then is served. */
  readonly served: (since: number) => void;
  /** A match was found for these tickets: what this writes is stored with that, or not at all. */
  readonly found: (tickets: readonly QueueTicket[], match: MadeMatch) => void;
  /** Reads how these players stand. @returns whether that was told. Undefined where there is no ladder to ask */
  readonly refresh: ((players: readonly string[]) => Promise<boolean>) | undefined;
  readonly waitUntil: (work: Promise<void>) => void;
}

export class Waves {
  readonly #options: WavesOptions;
  readonly #avoided = new AvoidedRegions();
  readonly #silence = new Silence<WebSocket>();
  /** Proposals whose matches are being made. */
  readonly #making = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #refreshing = false;
  #refreshFrom = 0;
  #last: LastWave | undefined;

  constructor(options: WavesOptions) {
    this.#options = options;
  }

  /** There may be tickets now. Without any there is no timer, and the object can sleep. */
  wind(): void {
    if (this.#timer !== undefined || this.#options.queue.size === 0) return;
    const due = this.#options.now() + WAVE_MS;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        this.#wave(due);
      } catch (error) {
        log.error("wave_failed", { detail: wordsOf(error) });
      }
      this.#options.decisions.flush(this.#options.queue.size === 0);
      this.wind();
    }, WAVE_MS);
  }

  /** The last wave; undefined before the first. */
  get last(): LastWave | undefined {
    return this.#last;
  }

  /** The tickets that take part in a wave. */
  waiting(): readonly Ticket[] {
    const { queue, region, met, now } = this.#options;
    const all = queue.waiting(region, (player) => met.of(player));
    return all.map((ticket) => this.#avoided.without(ticket, now()));
  }

  /** Nothing is awaited between looking at the tickets and putting them into matches. @param due when, by the clock of the queue */
  #wave(due: number): void {
    const { queue, announcer, decisions, rules, waitUntil, now } = this.#options;
    const at = now();
    this.#hush(now());
    announcer.dismiss(queue.tidy(this.#making, now()), LEFT);
    announcer.dismiss(queue.expire(now()), "a member of your party has stayed away");
    const waiting = this.waiting();
    const proposals = pairWave(waiting, rules, now());
    this.#last = {
      ...{ at: Math.round(at), lateMs: Math.max(0, at - due) },
      ...{ tickets: waiting.length, matches: proposals.length },
    };
    for (const found of proposals) {
      const id = crypto.randomUUID();
      decisions.proposed(id, found);
      queue.propose(found, id);
      this.#making.add(id);
      waitUntil(this.#make(id, found));
    }
    announcer.tellAll(now());
    this.#refresh(now());
  }

  /** Lets go of silent lines: no player is paired with one who is not there. */
  #hush(now: number): void {
    const { lines, queue, announcer, pinged } = this.#options;
    for (const [player, socket] of [...lines]) {
      if (!this.#silence.isSilent(socket, pinged(socket), now)) continue;
      lines.detach(socket);
      announcer.refuse(socket, QUEUE_CLOSE.silent, "your client has been silent");
      queue.lost(player, now);
    }
  }

  async #make(id: string, found: Proposal): Promise<void> {
    const { queue, announcer, decisions, now } = this.#options;
    const { region } = found;
    let match: MadeMatch | undefined;
    try {
      match = await within(MAKE_MS, "make a match", this.#options.make(this.#groups(id, found), region));
      this.#admit(id, match);
    } catch (error) {
      log.error("queue_match_failed", { region, detail: wordsOf(error) });
      // That there is a match, and it could not be stored, is no fault of the region.
      if (match === undefined) this.#avoided.add(region, now());
    }
    this.#making.delete(id);
    try {
      announcer.dismiss(queue.release(id, now()), LEFT);
    } catch (error) {
      // The next wave tries again.
      log.error("queue_match_failed", { region, detail: wordsOf(error) });
    }
    decisions.settled(id, match === undefined ? found : undefined);
    for (const { player } of match?.seats ?? []) announcer.tell(player);
  }

  /** The players of each team as they are called, without those who have cancelled since. */
  #groups(id: string, { teams }: Proposal): Group[] {
    const names = new Map(this.#options.queue.wanted(id).map(({ player, name }) => [player, name]));
    return teams.map((team) =>
      team.flatMap((player) => {
        const name = names.get(player);
        return name === undefined ? [] : { id: player, name };
      }),
    );
  }

  #admit(id: string, match: MadeMatch): void {
    const { queue, met, served, found, now } = this.#options;
    const tickets = queue.admit(id, match, now(), (served) => found(served, match));
    attempt("remember a match", () => {
      met.add(
        match.seats.map(({ player }) => player),
        now(),
      );
      for (const { since } of tickets) served(since);
    });
  }

  /** How players stand may change while they wait: by the round that they come from. No wave waits for it. */
  #refresh(now: number): void {
    const { queue, refresh, waitUntil } = this.#options;
    if (!refresh || this.#refreshing || now < this.#refreshFrom) return;
    const players = queue.unsure(now - STALE_MS, MOST_UNSURE);
    if (players.length === 0) return;
    this.#refreshing = true;
    waitUntil(this.#ask(refresh, players));
  }

  async #ask(refresh: NonNullable<WavesOptions["refresh"]>, players: readonly string[]): Promise<void> {
    const { now } = this.#options;
    try {
      if (!(await refresh(players))) this.#refreshFrom = now() + PAUSE_MS;
    } catch (error) {
      log.error("refresh_failed", { detail: wordsOf(error) });
      this.#refreshFrom = now() + PAUSE_MS;
    }
    this.#refreshing = false;
  }
}
