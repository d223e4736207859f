/** Writes down a match: its header, ticks, roster and results. Says what must be stored, and when. */
import { type Result, schemaOf } from "#shared/protocol/index.ts";
import type { TurnoutData } from "#shared/replay/index.ts";
import { commandCells, FIRST_GAME_COMMAND, hides, statusOf, type WorldBase } from "#shared/sim/index.ts";
import type { EpochHistory } from "#worker/broadcast/epoch-history.ts";
import { Watermark } from "#worker/broadcast/watermark.ts";
import type { RoundFacts } from "#worker/ladder/facts.ts";
import type { Host } from "../host/host.ts";
import type { OwedLeave } from "../rating/outbox.ts";
import type { RatedSeats } from "../rating/rated-seats.ts";
import { roundFacts } from "../rating/round-facts.ts";
import { encodeRoster, nameOf, namesOf } from "../seats/roster.ts";
import type { Seats } from "../seats/seats.ts";
import type { MatchSpec } from "../spec.ts";
import type { MatchHeader } from "./header.ts";
import { Journal, type Page, type Stretch } from "./journal.ts";
import { Reveals } from "./reveals.ts";
import { Rounds, roundStateOf, type Turn } from "./rounds.ts";
import type { Unsaved } from "./saved.ts";

/**
 * What must be stored before any client hears of it: that a round begins or ends, what no crash may undo in a game of secrets, or
 * an operator's act.
 */
export type Due = Turn | "secret" | "act";

/** Whether a seat gives a command of the game's own in this tick. */
function isCommanded({ seatTable }: WorldBase): boolean {
  const cells = commandCells(seatTable);
  return cells !== undefined && Array.from(cells.command).some((number) => number >= FIRST_GAME_COMMAND);
}

interface Recorded {
  readonly spec: MatchSpec;
  /** The match's own seats, epochs and world, which go on. */
  readonly seats: Seats;
  readonly epochs: EpochHistory;
  readonly world: WorldBase;
  /** Undefined in a public match. */
  readonly host: Host | undefined;
  /** Undefined where no ladder asks for its rounds. */
  readonly rated?: RatedSeats | undefined;
  /** How many rounds have ended. */
  readonly rounds: number;
  /** The last round has ended before its time: all players have gone from it where it was rated, or an operator has ended it. */
  readonly abandoned?: boolean | undefined;
  /** The page that led to this world, where there is one. */
  readonly last: Page | undefined;
  /** Whether that page is on disk. */
  readonly isStored: boolean;
  /** The key by which the match signs, where it is not on disk. */
  readonly newKey: Uint8Array | undefined;
}

export class Records {
  readonly #spec: MatchSpec;
  readonly #seats: Seats;
  readonly #epochs: EpochHistory;
  readonly #host: Host | undefined;
  readonly #world: WorldBase;
  readonly #journal: Journal;
  readonly #rated: RatedSeats | undefined;
  /** Undefined where there are no secrets, or no seat that may not know them. */
  readonly #reveals: Reveals | undefined;
  readonly rounds: Rounds;
  #newKey: Uint8Array | undefined;
  /** Of a round that has ended and has not been stored. */
  #result: Result | undefined;
  #facts: RoundFacts | undefined;
  /** Players who have left the round, and have not been stored. */
  #leaves: readonly OwedLeave[] = [];
  /** Those that were taken to be stored last. */
  #takenLeaves: readonly OwedLeave[] = [];
  #abandoned: boolean;
  /** The versions of the seats that the header, and the log, were last given; and of the host. */
  readonly #headerSeats = new Watermark();
  readonly #headerHost = new Watermark();
  readonly #headerHolders = new Watermark();
  readonly #loggedSeats = new Watermark();

  constructor(recorded: Recorded) {
    const { spec, seats, epochs, world, host, rated, rounds, last, isStored, newKey, abandoned = false } = recorded;
    this.#spec = spec;
    this.#seats = seats;
    this.#epochs = epochs;
    this.#host = host;
    this.#world = world;
    this.#rated = rated;
    this.#abandoned = abandoned;
    this.#journal = new Journal(world, last, isStored, () => rated?.turnout);
    this.#newKey = newKey;
    const { secrets, view } = world.layout.game;
    this.#reveals = secrets && view ? new Reveals(world) : undefined;
    this.rounds = new Rounds(rounds, abandoned ? "ended" : statusOf(world));
  }

  header(): MatchHeader {
    const { layout } = this.#world;
    return {
      spec: this.#spec,
      gameVersion: layout.game.version,
      tickRate: layout.tickRate,
      schema: schemaOf(layout),
      owners: this.#seats.owners,
      lineage: this.#epochs.data,
      rounds: this.rounds.ended,
      ...(this.#host && { host: this.#host.data }),
      ...(this.#rated && { holders: this.#rated.holders }),
      ...(this.#abandoned && { abandoned: true }),
    };
  }

  /** All of it is on disk: it is as it was before a sleep. */
  slept(): void {
    this.#headerSeats.take(this.#seats.version);
    this.#headerHost.take(this.#host?.version ?? 0);
    this.#headerHolders.take(this.#rated?.version ?? 0);
  }

  /** The match goes on from what was stored. */
  resumed(): void {
    if (this.rounds.status === "live") this.#rated?.resumed(this.#world);
  }

  /** The id of the player that a seat is kept for until the round's end. */
  keptFor(seat: number): string | undefined {
    return this.isRatedLive ? this.#rated?.holder(seat) : undefined;
  }

  /** The last round has ended before its time: no other one comes. */
  get abandoned(): boolean {
    return this.#abandoned;
  }

  /** Whether a round is on of which a ladder will hear. */
  get isRatedLive(): boolean {
    return this.#rated !== undefined && this.rounds.status === "live";
  }

  /** Who has taken part in the round so far, where a ladder asks. */
  get turnout(): TurnoutData | undefined {
    return this.#rated?.turnout;
  }

  /**
   * Takes in a tick. Call it for every one, or once for several quiet ones.
   * @param pageS how long a page of the log may be, in seconds
   * @param passed how many ticks have led to this world
   * @param draws the secrets that the tick has drawn
   * @returns why it must be stored before any client hears of it, if it must
   */
  write(now: number, pageS: number, passed = 1, draws: readonly number[] = []): Due | undefined {
    const world = this.#world;
    if (this.#loggedSeats.take(this.#seats.version)) this.#journal.tell(encodeRoster(this.#seats, 0));
    const wasLive = this.rounds.status === "live";
    const turn = this.rounds.turn(statusOf(world));
    // The tick that ends a round belongs to it.
    if (wasLive) this.#heedLeavers(now, turn === "end" ? this.rounds.ended : this.rounds.ended + 1, passed);
    if (turn === "begin") this.#rated?.begin(world);
    this.#journal.write(world, pageS, passed, draws);
    // A round's log begins where it begins, and goes up to the tick that ends it. Both are stored before any client hears of
    // them, so that what a crash loses is of one round.
    if (turn === "begin") this.#journal.restart(world);
    if (turn === "end") this.#conclude(now, false);
    const isRevealing = this.#reveals?.take(world) === true;
    if (turn) return turn;
    // What a player has seen of a secret, or made others show, must not be undone: they would choose again, and know more.
    const isTelling = isRevealing || draws.length > 0 || (hides(world.layout.game) && isCommanded(world));
    if (!isTelling) return undefined;
    this.#journal.flush(world);
    return "secret";
  }

  /**
   * A rated round ends with the standings that it has: all its players have gone. Where several went together, their lines were
   * lost together, as by a fault of the server: it is cut short.
   */
  abandon(now: number): void {
    this.#finish(now, (this.#rated?.present ?? 0) > 1);
  }

  /** An operator ends the round that is on: it is cut short, with the standings that it has. */
  cut(now: number): void {
    this.#finish(now, true);
  }

  #finish(now: number, cut: boolean): void {
    this.#abandoned = true;
    this.rounds.finish();
    this.#conclude(now, cut);
  }

  #heedLeavers(now: number, round: number, passed: number): void {
    const { code, game, mode } = this.#spec;
    const left = this.#rated?.tick(this.#world, passed) ?? [];
    if (left.length === 0) return;
    this.#leaves = [...this.#leaves, ...left.map((player) => ({ code, round, player, at: now, game, mode }))];
  }

  #conclude(now: number, cut: boolean): void {
    const world = this.#world;
    this.#journal.flush(world);
    const standings = roundStateOf(world).standings.map((one) => ({ ...one, name: nameOf(this.#seats, one.seat) }));
    const about = { round: this.rounds.ended, at: now, cut, standings };
    const shown = namesOf(this.#seats);
    this.#result = {
      ...{ ...about, tick: world.tick },
      standings: standings.map((one) => ({ ...one, name: shown[one.seat] })),
    };
    const { code, game, mode } = this.#spec;
    const { holders, turnout } = this.#rated ?? {};
    if (!holders || !turnout) return;
    const { version, modes } = world.layout.game;
    const bots = modes[mode]?.queue?.botRating;
    this.#facts = roundFacts({
      ...{ ...about, code, game, version, mode, turnout, holders, ...(bots && { bots }) },
      teamOf: (seat) => this.#seats.teamOf(seat),
    });
  }

  /** A client holds the log only from here on: a page ends within a second. */
  hasten(): void {
    this.#journal.hasten();
  }

  /**
   * What is new since the last call, and must be stored now.
   * @param all the page that has begun too
   */
  takeUnsaved(all: boolean): Unsaved {
    if (all) this.#journal.flush(this.#world);
    const result = this.#result;
    this.#result = undefined;
    const signingKey = this.#newKey;
    this.#newKey = undefined;
    const [facts, leaves] = [this.#facts, this.#leaves];
    this.#facts = undefined;
    this.#leaves = [];
    this.#takenLeaves = leaves;
    // The owners of the seats must not be lost, and change seldom.
    const changed = [
      this.#headerSeats.take(this.#seats.version),
      this.#headerHost.take(this.#host?.version ?? 0),
      this.#headerHolders.take(this.#rated?.version ?? 0),
    ];
    const due = changed.includes(true) || result !== undefined;
    const header = due ? this.header() : undefined;
    return {
      ...{ header, pages: this.#journal.takePages(), result, signingKey },
      ...(facts && { facts }),
      ...(leaves.length > 0 && { leaves }),
    };
  }

  /** What `takeUnsaved` returned could not be stored: the log begins anew with this world, and the header is due again. */
  begin(): void {
    this.#journal.begin(this.#world);
    this.#headerSeats.reset();
    this.#leaves = [...this.#takenLeaves, ...this.#leaves];
    this.#takenLeaves = [];
  }

  /** The pages that have not been taken, and the one that has begun. */
  untaken(): readonly Stretch[] {
    return this.#journal.rest();
  }
}
