/**
 * Who took part in a round: for each seat, in how many ticks its player was at the controls, and when they left for good. A fold
 * over the kinds of the seats, tick by tick, so that a replay alone proves it. docs/decisions/outbox.md
 *
 * A match gives a seat that was a player's in a round to no other player in that round: so what a seat did, that player did.
 */
import * as v from "valibot";
import { SEAT, seatCells, type WorldBase } from "#shared/sim/index.ts";
import { BestMoment, tickOf, withMoment } from "./best-moment.ts";
import { MOST } from "./format.ts";

/** So long after the server has gone on, a line that is lost counts as lost by the server, in seconds. */
export const EXCUSED_S = 10;
const STATES = [
  /** No player has come to the seat. */
  "untaken",
  "here",
  /** The player has lost the line, or is idle. */
  "away",
  /** As `away`: what the server did may be the reason. */
  "excused",
  /** The player has left for good, or was freed of the seat without having left. */
  "gone",
] as const;
type State = (typeof STATES)[number];

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Plain data: it is stored as it is, with each page of the log. */
export const TurnoutData = v.object({
  /** The tick of the world with which the round began, and the last one that was taken in. */
  first: Count,
  last: Count,
  tickRate: Count,
  /** The ticks at which the server went on after a crash or an update. */
  resumed: v.pipe(v.array(Count), v.readonly()),
  /** For each seat: its state as a number, the ticks at the controls, and the tick in which the player left; -1 = has not. */
  seats: v.pipe(v.array(v.tuple([v.pipe(Count, v.maxValue(STATES.length - 1)), Count, v.number()])), v.readonly()),
  /** The best moment of each seat's player; null where there was none. Missing where the game names none. */
  best: v.optional(v.pipe(v.array(v.nullable(BestMoment)), v.readonly())),
});
export type TurnoutData = Readonly<v.InferOutput<typeof TurnoutData>>;

export interface SeatTurnout {
  /** A player has had the seat in this round. */
  readonly taken: boolean;
  /** In so many ticks the player was at the controls. */
  readonly ticks: number;
  /** The tick in which the player left for good; undefined for one who has not. */
  readonly left: number | undefined;
  /** The tick of the player's best moment; undefined where the game names none. */
  readonly best: number | undefined;
}

interface Seat {
  state: State;
  ticks: number;
  left: number | undefined;
  best: BestMoment | undefined;
}

const isPresent = ({ state }: Seat): boolean => state === "here" || state === "away" || state === "excused";

/**
 * Takes in a world of the round.
 * @param ticks how many have led to it; in more than one nothing has happened
 * @returns as `Turnout.tick`
 */
export function takeWorld(turnout: Turnout, world: WorldBase, ticks = 1): readonly number[] {
  const { kind } = seatCells(world.seatTable);
  if (ticks > 1) turnout.pass(ticks - 1, kind);
  return turnout.tick(world.tick, kind, (seat) => world.layout.game.highlight?.(world, seat) ?? 0);
}

export class Turnout {
  readonly #tickRate: number;
  readonly #first: number;
  #last: number;
  readonly #seats: Seat[];
  #resumed: number[];

  private constructor(tickRate: number, first: number, last: number, seats: Seat[], resumed: number[]) {
    this.#tickRate = tickRate;
    this.#first = first;
    this.#last = last;
    this.#seats = seats;
    this.#resumed = resumed;
  }

  /**
   * A round begins with the world of this tick.
   * @param kinds one of `SEAT` for each seat
   */
  static begin(tick: number, kinds: ArrayLike<number>, tickRate: number): Turnout {
    const seats = Array.from(kinds, (kind): Seat => {
      const state = kind === SEAT.person ? "here" : kind === SEAT.away ? "away" : "untaken";
      return { state, ticks: 0, left: undefined, best: undefined };
    });
    return new Turnout(tickRate, tick, tick, seats, []);
  }

  static of({ first, last, tickRate, resumed, seats, best = [] }: TurnoutData): Turnout {
    const own = seats.map(([state, ticks, left], seat): Seat => {
      return { state: STATES[state], ticks, left: left < 0 ? undefined : left, best: best[seat] ?? undefined };
    });
    return new Turnout(tickRate, first, last, own, [...resumed]);
  }

  get data(): TurnoutData {
    return {
      ...{ first: this.#first, last: this.#last, tickRate: this.#tickRate, resumed: [...this.#resumed] },
      seats: this.#seats.map(({ state, ticks, left }) => [STATES.indexOf(state), ticks, left ?? -1]),
      ...(this.#seats.some(({ best }) => best) && { best: this.#seats.map(({ best }) => best ?? null) }),
    };
  }

  /** How many ticks the round has had. */
  get ticks(): number {
    return this.#last - this.#first;
  }

  /** How often the server went on after a crash or an update. */
  get faults(): number {
    return this.#resumed.length;
  }

  /** How many players have a seat, at their controls or away from them. */
  get present(): number {
    return this.#seats.filter(isPresent).length;
  }

  get seats(): readonly SeatTurnout[] {
    return this.#seats.map(({ state, ticks, left, best }) => {
      return { taken: state !== "untaken", ticks, left, best: tickOf(best) };
    });
  }

  /** The server has gone on from the world of this tick: lines that were lost, or are lost soon, count as lost by it. */
  resumed(tick: number): void {
    this.#resumed = [...this.#resumed, tick].slice(-MOST.resumes);
    for (const seat of this.#seats) if (seat.state === "away") seat.state = "excused";
  }

  /**
   * Takes in the world of a tick.
   * @param kinds one of `SEAT` for each seat
   * @param worth how remarkable what a seat has done in this tick is, as its game says
   * @returns the seats whose players have left for good in this tick
   */
  tick(tick: number, kinds: ArrayLike<number>, worth: (seat: number) => number = () => 0): readonly number[] {
    this.#last = tick;
    const going: number[] = [];
    for (const [number, seat] of this.#seats.entries()) {
      const kind = kinds[number];
      if (kind === SEAT.person) this.#here(seat, tick, worth(number));
      else if (kind === SEAT.away) this.#away(seat, tick);
      else if (isPresent(seat)) {
        if (seat.state !== "excused") going.push(number);
        seat.state = "gone";
      }
    }
    // The last player has nothing to stay for; and the lines of the last ones who go together were lost together.
    if (!this.#seats.some(isPresent)) return [];
    for (const number of going) this.#seats[number].left = tick;
    return going;
  }

  /** As `tick`, for as many ticks in which nothing happens, before one that is taken in by itself: who is here stays here. */
  pass(ticks: number, kinds: ArrayLike<number>): void {
    for (const [number, seat] of this.#seats.entries()) if (kinds[number] === SEAT.person) seat.ticks += ticks;
  }

  #here(seat: Seat, tick: number, worth: number): void {
    if (worth > 0) seat.best = withMoment(seat.best, tick, worth, this.#tickRate);
    seat.state = "here";
    seat.ticks += 1;
    seat.left = undefined;
  }

  #away(seat: Seat, tick: number): void {
    seat.left = undefined;
    if (seat.state === "away" || seat.state === "excused") return;
    const since = tick - (this.#resumed.at(-1) ?? Number.NEGATIVE_INFINITY);
    seat.state = since <= EXCUSED_S * this.#tickRate ? "excused" : "away";
  }
}
