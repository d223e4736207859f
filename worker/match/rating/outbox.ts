/**
 * What a ladder is yet to hear of a match's rounds, as rows of its object's SQLite: each is written together with what it tells of,
 * and stays until the ladder has answered. docs/decisions/outbox.md
 */
import * as v from "valibot";
import { RoundRating } from "#shared/protocol/ladder.ts";
import { DAY_MS } from "#worker/clock.ts";
import { RoundFacts } from "#worker/ladder/facts.ts";
import type { Leave } from "#worker/ladder/rpc.ts";
import { brief, log } from "#worker/log.ts";

/** So long the facts of a round wait for their replay, in milliseconds. */
const REPLAY_MS = 20_000;
/** After a wake the replay is made anew: so old may the facts be that wait for it once more, in milliseconds. */
const FRESH_MS = 3600_000;
/** How long a ladder is tried, in milliseconds. */
const GIVE_UP_MS = 7 * DAY_MS;
/** The pauses between tries, in milliseconds: the first one, and the longest. */
const PAUSE_MS = { first: 1000, most: 3600_000 } as const;
/** So many rows may wait; what comes then is not told. Far more rounds than a match has while a ladder restarts. */
const MOST = { round: 64, leave: 1024 } as const;

const LeaveBody = v.object({ code: v.string(), round: v.number(), player: v.string(), at: v.number() });

const Answer = v.pipe(v.string(), v.parseJson(), RoundRating);
const FactsText = v.pipe(v.string(), v.parseJson(), RoundFacts);
const LeaveText = v.pipe(v.string(), v.parseJson(), LeaveBody);

/** How a round stands with its ladder, once that has answered. */
export type Answered = Exclude<RoundRating, { state: "pending" }>;

/** A round that no ladder has taken, and none will. */
const UNREACHABLE: Answered = { state: "unrated", why: "fault" };

/** Of which ladder a row is. */
interface Addressed {
  readonly id: number;
  readonly game: string;
  readonly mode: string;
  /** How often it has been tried. */
  readonly tries: number;
}

/** A player has left a round of this game and mode. */
export type OwedLeave = Leave & Pick<Addressed, "game" | "mode">;

export type Errand = Addressed &
  ({ readonly kind: "round"; readonly facts: RoundFacts } | { readonly kind: "leave"; readonly leave: Leave });

interface Row extends Record<string, SqlStorageValue> {
  id: number;
  kind: string;
  game: string;
  mode: string;
  tries: number;
  body: string;
}

/** Undefined where what is stored is none. */
function errandOf({ id, kind, game, mode, tries, body }: Row): Errand | undefined {
  const addressed = { id, game, mode, tries };
  if (kind === "round") {
    const facts = v.safeParse(FactsText, body);
    return facts.success ? { ...addressed, kind, facts: facts.output } : undefined;
  }
  const leave = v.safeParse(LeaveText, body);
  return leave.success ? { ...addressed, kind: "leave", leave: leave.output } : undefined;
}

/** How long to wait after so many tries, in milliseconds. @param random from 0 to 1: matches do not all come at once */
export const pauseAfter = (tries: number, random: number): number =>
  Math.min(PAUSE_MS.most, PAUSE_MS.first * 2 ** Math.max(0, tries - 1)) * (0.75 + random / 2);

const leaveKey = ({ round, player }: Leave): string => `leave/${round}/${player}`;
const roundKey = (round: number): string => `round/${round}`;

export class Outbox {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Looked up each time: the object outlives what it stores. */
  get #isThere(): boolean {
    return this.#sql.exec("SELECT name FROM sqlite_master WHERE name = 'outbox'").toArray().length > 0;
  }

  /** Made with the first row: most matches have none. */
  #make(): void {
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
       game TEXT NOT NULL, mode TEXT NOT NULL, body TEXT NOT NULL, since INTEGER NOT NULL, due INTEGER NOT NULL,
       tries INTEGER NOT NULL, answer TEXT)`,
    );
  }

  /** A round has ended. Call it in the transaction that stores the result; the same round once more changes nothing. */
  round(facts: RoundFacts): void {
    this.#make();
    const isFull = this.#waiting("round") >= MOST.round;
    if (isFull) log.error("outbox_full", { code: brief(facts.code), round: facts.round });
    this.#post(roundKey(facts.round), "round", facts, JSON.stringify(facts), facts.at, facts.at + REPLAY_MS);
    if (isFull)
      this.#sql.exec("UPDATE outbox SET answer = ? WHERE key = ?", JSON.stringify(UNREACHABLE), roundKey(facts.round));
  }

  /** A player has left a round for good. Call it in the transaction that stores that their seat is free. */
  leave(leave: OwedLeave): void {
    this.#make();
    if (this.#waiting("leave") >= MOST.leave) {
      log.error("outbox_full", { code: brief(leave.code), round: leave.round, player: brief(leave.player) });
      return;
    }
    this.#post(leaveKey(leave), "leave", leave, JSON.stringify(leave), leave.at, leave.at);
  }

  #waiting(kind: Errand["kind"]): number {
    return this.#sql
      .exec<{ n: number }>("SELECT COUNT(*) AS n FROM outbox WHERE kind = ? AND answer IS NULL", kind)
      .one().n;
  }

  #post(
    key: string,
    kind: Errand["kind"],
    { game, mode }: Pick<Addressed, "game" | "mode">,
    body: string,
    since: number,
    due: number,
  ): void {
    this.#sql.exec(
      "INSERT OR IGNORE INTO outbox (key, kind, game, mode, body, since, due, tries) VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
      ...[key, kind, game, mode, body, since, due],
    );
  }

  /** The replay of a round has been made; or none can be, where there is no hash. Then its facts wait for nothing more. */
  replayed(round: number, hash: string | undefined): void {
    if (!this.#isThere) return;
    this.#sql.exec(
      "UPDATE outbox SET due = since, body = json_patch(body, ?) WHERE key = ? AND answer IS NULL AND tries = 0",
      JSON.stringify(hash === undefined ? {} : { replayHash: hash }),
      roundKey(round),
    );
  }

  /** The replay of a round is being made once more, as after a crash: its facts wait for it, if they are fresh. */
  awaitReplay(round: number, date: number): void {
    if (!this.#isThere) return;
    this.#sql.exec(
      `UPDATE outbox SET due = ? WHERE key = ? AND answer IS NULL AND tries = 0 AND since > ?
       AND json_extract(body, '$.replayHash') IS NULL`,
      ...[date + REPLAY_MS, roundKey(round), date - FRESH_MS],
    );
  }

  /** When the next row is due, in milliseconds since 1970; undefined where none waits. */
  due(): number | undefined {
    if (!this.#isThere) return undefined;
    const { due } = this.#sql
      .exec<{ due: number | null }>("SELECT MIN(due) AS due FROM outbox WHERE answer IS NULL")
      .one();
    return due ?? undefined;
  }

  /** The oldest row that is due; undefined where none is. */
  next(date: number): Errand | undefined {
    if (!this.#isThere) return undefined;
    for (;;) {
      const [row] = this.#sql.exec<Row>(
        "SELECT id, kind, game, mode, tries, body FROM outbox WHERE answer IS NULL AND due <= ? ORDER BY id LIMIT 1",
        date,
      );
      const errand = row && errandOf(row);
      if (!row || errand) return errand;
      // It would be in the way of the others for ever.
      log.error("outbox_damaged", { kind: row.kind });
      this.answered(row.id, UNREACHABLE);
    }
  }

  /** The ladder has answered: the row stays, so that the same thing is never told twice, and what it told goes. */
  answered(id: number, answer: Answered | "told"): void {
    this.#sql.exec(
      "UPDATE outbox SET answer = ?, body = '' WHERE id = ? AND answer IS NULL",
      JSON.stringify(answer),
      id,
    );
  }

  /** The ladder did not answer. @returns whether it is tried again: not after a week */
  failed({ id, tries }: Addressed, date: number, random: number): boolean {
    const due = Math.ceil(date + pauseAfter(tries + 1, random));
    this.#sql.exec("UPDATE outbox SET tries = tries + 1, due = ? WHERE id = ?", due, id);
    const [given] = this.#sql.exec(
      "UPDATE outbox SET answer = ?, body = '' WHERE id = ? AND since < ? AND answer IS NULL RETURNING id",
      ...[JSON.stringify(UNREACHABLE), id, date - GIVE_UP_MS],
    );
    return given === undefined;
  }

  /** How a round stands with its ladder; undefined where no ladder hears of it. */
  rating(round: number): RoundRating | undefined {
    if (!this.#isThere) return undefined;
    const [row] = this.#sql.exec<{ answer: string | null }>("SELECT answer FROM outbox WHERE key = ?", roundKey(round));
    if (!row) return undefined;
    return row.answer === null ? { state: "pending" } : v.parse(Answer, row.answer);
  }
}
