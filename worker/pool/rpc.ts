/**
 * What a Pool object answers to the Worker and to the matches. After a deploy the object runs the old code for up to 45 minutes: a
 * method keeps its name, and an answer keeps its shape, until no build that knows only the old one can be running.
 */
import type { MatchRow, PoolRow, Vitals } from "#shared/monitor/index.ts";
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { MatchReport, Reservation } from "../match/spec.ts";
import type { LetGo } from "../queue/claims.ts";
import type { LogPage } from "../queue/decision-log.ts";
import type { QueueMember } from "../queue/ticket.ts";
import type { NoEntry, PartyWish } from "../queue/wish.ts";
import type { PoolPlace } from "./name.ts";

export interface PlayRequest extends PoolPlace {
  /** The player's id. */
  readonly player: string;
  /** What stands for the player's network; undefined where no matches are counted. */
  readonly address?: string | undefined;
  /** The ids of the players that this one has blocked: matches without them are better. */
  readonly blocked?: readonly string[] | undefined;
  /** The ids of the players who come along. */
  readonly mates?: readonly string[];
  /** The codes of matches that have refused them all. */
  readonly not?: readonly string[];
}

/** The pool, perhaps of another build than the Worker, does not know this game or mode. `unknown` is for players. */
export interface UnknownMode {
  readonly unknown: string;
}

/**
 * The code of the match that a player is sent to; undefined where one more match would be too many for the player or their network.
 * A refusal is a value, since an exception that crosses between objects loses its class.
 */
export type Placement = string | undefined | UnknownMode;

/** What a pool tells of itself to all who look. */
export interface PoolSnapshot {
  /** The listed matches that have reported, the ones with the most people first: `MOST_TOLD` at most. */
  readonly matches: readonly MatchInfo[];
  readonly counts: PoolCounts;
  /** It has all matches that an older build has made. */
  readonly succeeded: boolean;
}

/** Of all matches of a pool, also of those that the snapshot leaves out. */
export interface PoolCounts {
  /** Players who have a seat. */
  readonly players: number;
  /** Players who wait for a match. */
  readonly searching: number;
  readonly matches: number;
  /** Matches that are not over, and have a seat that no player has. */
  readonly open: number;
}

/** A report, and when it came, in milliseconds since 1970. */
export interface HeardReport {
  readonly report: MatchReport;
  readonly heard: number;
}

/** A pool's answer to a report. */
export interface Heard {
  /** The monitor looks at this pool. */
  readonly watched: boolean;
}

/** What the monitor hears of a pool: all that has changed since it asked last. */
export interface PoolNews {
  /** For the next question. After the pool has left memory it begins with others: then all matches are told. */
  readonly version: string;
  /** Matches that are new or have changed, private ones too; all of them where the asker's version is not this pool's own. */
  readonly matches: readonly Omit<MatchRow, "region">[];
  /** Object ids of matches that are gone. */
  readonly gone: readonly string[];
  /** Whether `matches` is all there is: what the asker has beside it is gone. */
  readonly whole: boolean;
  readonly row: PoolRow;
}

export interface PoolRpc extends Rpc.DurableObjectBranded {
  /**
   * Sends a player to a match that has, as far as the pool knows, a seat for them; to a new one where none has.
   * @throws what making the match threw, to all requests that waited for it
   */
  play(request: PlayRequest): Promise<Placement>;
  /** Whether this player is in a match of this pool, or was sent to one: then they belong here, and to no other region. */
  holds(player: string): Promise<boolean> | boolean;
  /**
   * A match says how it stands. One that is not listed says only how many people it has.
   * @param vitals how it does, for the monitor alone: the directory, which players see, is not given them. A match of the build before
   * does not say it
   * @returns whether the monitor looks: then it reports every ten seconds. A pool of the build before says nothing
   */
  report(report: MatchReport, vitals?: Vitals): Heard | undefined;
  /** A match did not take a player who was sent there. */
  refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): void;
  /** The match has ended for good, or could not be made. */
  forget(code: string): void;
  /** Takes over what the matchmaker of an older build has stored. What this pool knows itself counts more. */
  adopt(reports: readonly HeardReport[]): void;
  /**
   * A whole party waits in the queue, as one ticket; each member's client opens a line of its own.
   * @param place the pool's own
   * @returns why not; undefined where they wait now
   */
  seekTogether(place: PoolPlace, wish: PartyWish): Promise<NoEntry | undefined>;
  /** The same, for a party that runs the build before. @returns whether they wait now */
  enterParty(place: PoolPlace, party: string, members: readonly QueueMember[]): Promise<boolean>;
  /** A party waits no longer. */
  cancelParty(place: PoolPlace, party: string): Promise<void>;
  /** This player searches in another pool now. @param place the pool's own */
  letGo(place: PoolPlace, player: string): Promise<LetGo>;
  /** A page of the decision log. @param after from the page before; 0 for the first */
  decisions(place: PoolPlace, after: number): Promise<LogPage>;
  /**
   * For the monitor. While it asks, matches that report are told so, and tell their vitals every ten seconds.
   * @param place the pool's own
   * @param since the version of the answer before; empty for the first
   */
  news(place: PoolPlace, since: string): Promise<PoolNews>;
  /** How it stands. @param place the pool's own */
  snapshot(place: PoolPlace): Promise<PoolSnapshot>;
}
