/** Does what an operator of the server asks for in a match, between two ticks: all of it or nothing, and stored before others hear of it. */
import type { MatchAct } from "#shared/monitor/index.ts";
import type { Notices } from "#worker/broadcast/notices.ts";
import type { Attendance } from "../attendance.ts";
import type { Course } from "../course.ts";
import type { Operated } from "../rpc.ts";
import { namesOf } from "../seats/roster.ts";
import type { Seats } from "../seats/seats.ts";
import { type JudgedSeat, judge, type Standing, type Verdict } from "./judge.ts";
import type { Operator } from "./operator.ts";
import { BANNED, KICKED, STOPPED } from "./refusals.ts";

export interface OperatorDeskParts {
  readonly operator: Operator;
  readonly seats: Seats;
  readonly attendance: Attendance;
  readonly notices: Notices;
  /** The match's present one. */
  readonly course: () => Course;
  readonly isOver: (now: number) => boolean;
}

/** Who acts, and when. */
export interface Acting {
  /** The operator's name. */
  readonly by: string;
  /** Milliseconds since 1970, by the machine's clock. */
  readonly at: number;
}

type Removal = Extract<Verdict, { does: "remove" }>;

export class OperatorDesk {
  readonly #parts: OperatorDeskParts;

  constructor(parts: OperatorDeskParts) {
    this.#parts = parts;
  }

  /**
   * @param commit stores what has changed, before any client hears of it. "end": a round's result is part of that
   * @throws what the game throws
   */
  operate(act: MatchAct, { by, at }: Acting, now: number, commit: (due: "act" | "end") => void): Operated {
    const verdict = judge(act, this.#standing(now));
    if (verdict.does === "nothing") return { ok: false, refusal: verdict.refusal };
    if (verdict.does === "known") return { ok: true, detail: verdict.detail };
    const { operator } = this.#parts;
    operator.note({ id: crypto.randomUUID(), at, by, act: act.act, detail: verdict.detail });
    switch (verdict.does) {
      case "remove":
        this.#remove(verdict, now, commit);
        break;
      case "end":
        this.#end(now, commit);
        break;
      case "tell":
        commit("act");
        this.#tell(verdict.notice);
        break;
    }
    return { ok: true, detail: verdict.detail };
  }

  #standing(now: number): Standing {
    const { operator, seats, course, isOver } = this.#parts;
    const names = namesOf(seats);
    const seat = (number: number): JudgedSeat | undefined => {
      const player = seats.owner(number)?.player;
      return player === undefined && !seats.isBot(number) ? undefined : { player, name: names[number] };
    };
    return {
      ...{ seat, seats: seats.count, hasEnded: operator.hasEnded, isFull: operator.isFull },
      bars: (player) => operator.bars(player),
      isOver: isOver(now),
      isLive: course().records.rounds.status === "live",
    };
  }

  #remove({ seat, player, name, bar, notice }: Removal, now: number, commit: (due: "act") => void): void {
    const { operator, seats, attendance } = this.#parts;
    const connection = attendance.playerIn(seat);
    seats.free(seat);
    seats.withdraw(player);
    if (bar) operator.bar(player, name);
    commit("act");
    if (connection) attendance.expel(connection, bar ? BANNED : KICKED, now);
    this.#tell(notice);
  }

  #end(now: number, commit: (due: "act" | "end") => void): void {
    const { operator, attendance, seats, course } = this.#parts;
    const { records } = course();
    operator.end();
    const isLive = records.rounds.status === "live";
    if (isLive) records.cut(now);
    // No player comes back into it.
    for (let seat = 0; seat < seats.count; seat++) if (seats.owner(seat)) seats.free(seat);
    commit(isLive ? "end" : "act");
    for (const reader of [...attendance.readers]) attendance.expel(reader, STOPPED, now);
    this.close(now);
  }

  #tell({ kind, text }: { readonly kind: number; readonly text: string }): void {
    const { attendance, course, notices } = this.#parts;
    notices.post([...attendance.readers, ...course().spectatorDelay.relays], kind, text);
  }

  /** The match was ended: those who watch behind a delay see it to its end, and then it is over for them too. */
  close(now: number): void {
    const { operator, attendance, course } = this.#parts;
    const { spectatorDelay } = course();
    if (!operator.hasEnded || spectatorDelay.pending) return;
    for (const relay of [...spectatorDelay.relays]) attendance.expel(relay, STOPPED, now);
  }
}
