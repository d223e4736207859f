import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { EXCUSED_S, Turnout, TurnoutData } from "#shared/replay/turnout.ts";
import { Random, SEAT } from "#shared/sim/index.ts";

const RATE = 10;
const KINDS = { ".": SEAT.empty, b: SEAT.bot, p: SEAT.person, a: SEAT.away };

const kindsOf = (seats: readonly string[], at: number): number[] =>
  seats.map((seat) => KINDS[seat[Math.min(at, seat.length - 1)] as keyof typeof KINDS]);

/**
 * Plays seats, a letter for each tick, of which the first is the world with which the round begins; and stores and reads it after each.
 * @param resumed the ticks at which the server goes on
 */
function play(seats: readonly string[], resumed: readonly number[] = []) {
  let turnout = Turnout.begin(100, kindsOf(seats, 0), RATE);
  const leaves: number[][] = [];
  const last = Math.max(...seats.map(({ length }) => length)) - 1;
  for (let at = 0; at <= last; at++) {
    if (at > 0) for (const seat of turnout.tick(100 + at, kindsOf(seats, at))) leaves.push([at, seat]);
    if (resumed.includes(at)) turnout.resumed(100 + at);
    turnout = Turnout.of(v.parse(TurnoutData, JSON.parse(JSON.stringify(turnout.data))));
  }
  const told = turnout.seats.map(({ taken, ticks, left }) => [
    taken,
    ticks,
    left === undefined ? undefined : left - 100,
  ]);
  return { seats: told, leaves, ticks: turnout.ticks, faults: turnout.faults, present: turnout.present };
}

describe("who took part in a round", () => {
  it("is who was at the controls, in so many of its ticks: no bot, no stand-in, no player who was away", () => {
    const { seats, leaves, ticks, present } = play(["pppppp", "bbbbbb", "ppaapp", "bbbppp", "......"]);
    expect(seats).toEqual([
      [true, 5, undefined],
      [false, 0, undefined],
      [true, 3, undefined],
      [true, 3, undefined],
      [false, 0, undefined],
    ]);
    expect([leaves, ticks, present]).toEqual([[], 5, 3]);
  });

  it("has left when the seat is another's, or no player's; a player who is back at the end has not left", () => {
    const { seats, leaves } = play(["ppp.bb", "ppaab.", "pp..bp", "pppppp"]);
    expect(seats).toEqual([
      [true, 2, 3],
      [true, 1, 4],
      [true, 2, undefined],
      [true, 5, undefined],
    ]);
    // The ladder hears at once, also of a player who comes back.
    expect(leaves).toEqual([
      [2, 2],
      [3, 0],
      [4, 1],
    ]);
  });

  it("has not left where the player goes last, or all the last ones go together", () => {
    expect(play(["pp....", "pppp.."]).seats).toEqual([
      [true, 1, 2],
      [true, 3, undefined],
    ]);
    // Their lines were lost together, as by a fault of a network: both seats are freed in one tick.
    expect(play(["paa.", "paa.", "p..."]).seats).toEqual([
      [true, 0, undefined],
      [true, 0, undefined],
      [true, 0, 1],
    ]);
    // A player who is away is still there to be left.
    expect(play(["pp....", "paaaa."]).leaves).toEqual([[2, 0]]);
  });

  it("has not left where the line was lost when the server went on, or soon after; a player who says so has", () => {
    const stays = "p".repeat(400);
    const soon = EXCUSED_S * RATE;
    const away = `${"p".repeat(5)}${"a".repeat(20)}b`;
    const later = (ticks: number) => `${"p".repeat(11 + ticks)}${"a".repeat(50)}b`;
    const gone = (seat: string, resumed: readonly number[]) => play([seat, stays], resumed).seats[0][2];
    expect(gone(away, [])).toBe(25);
    expect(gone(away, [10])).toBeUndefined();
    expect(gone(away, [4])).toBeUndefined();
    expect(gone(away, [26])).toBe(25);
    expect(gone(later(soon - 1), [10])).toBeUndefined();
    expect(gone(later(soon), [10])).toBe(11 + soon + 50);
    expect(gone("pppppppppppp.", [10])).toBe(12);
    // Once more away, long after: that is no fault of the server's.
    expect(gone(`${"p".repeat(5)}aa${"p".repeat(200)}${"a".repeat(30)}b`, [5])).toBe(237);
    expect(play([away, stays], [10, 300]).faults).toBe(2);
  });

  it("is the same by another way of counting", () => {
    const seed = Date.now() & 0xffff;
    const random = new Random({ seed, draws: 0 });
    for (let run = 0; run < 300; run++) {
      const length = 2 + random.below(60);
      const seats = Array.from({ length: 1 + random.below(5) }, () => {
        let letter = "pbb."[random.below(4)];
        return Array.from({ length }, () => {
          if (random.below(6) === 0)
            letter = letter === "p" || letter === "a" ? "pa.b"[random.below(4)] : "pb."[random.below(3)];
          return letter;
        }).join("");
      });
      const played = play(seats);
      for (const [n, seat] of seats.entries()) {
        const [taken, ticks, left] = played.seats[n];
        const words = `seed ${seed}, run ${run}, seat ${n} of ${seats.join(" ")}`;
        expect(taken, words).toBe(/[pa]/.test(seat));
        expect(ticks, words).toBe(seat.slice(1).replace(/[^p]/g, "").length);
        const gone = /[pa][^pa]+$/.exec(seat)?.index;
        if (gone === undefined) expect(left, words).toBeUndefined();
        else if (left !== undefined) expect(left, words).toBe(gone + 1);
        // Only the last of all may go without having left.
        else
          expect(
            seats.some((other) => /[pa]/.test(other[gone + 1])),
            words,
          ).toBe(false);
      }
    }
  });
});

describe("a player's best moment", () => {
  const moments = (worths: readonly (readonly [at: number, worth: number])[]) => {
    let turnout = Turnout.begin(100, [SEAT.person, SEAT.bot], RATE);
    for (let at = 1; at <= 400; at++) {
      const worth = worths.find(([tick]) => tick === at)?.[1] ?? 0;
      turnout.tick(100 + at, [SEAT.person, SEAT.bot], () => worth);
      turnout = Turnout.of(v.parse(TurnoutData, JSON.parse(JSON.stringify(turnout.data))));
    }
    return turnout.seats.map(({ best }) => (best === undefined ? undefined : best - 100));
  };

  it("is where most comes together, the first of equals; a bot has none, and so has a player who did nothing", () => {
    expect(moments([])).toEqual([undefined, undefined]);
    expect(moments([[7, 1]])).toEqual([7, undefined]);
    expect(
      moments([
        [7, 1],
        [300, 1],
      ]),
    ).toEqual([7, undefined]);
    // Two within two seconds are more than one, and less than two at once.
    expect(
      moments([
        [7, 1],
        [200, 1],
        [220, 1],
      ]),
    ).toEqual([220, undefined]);
    expect(
      moments([
        [7, 2],
        [200, 1],
        [220, 1],
      ]),
    ).toEqual([7, undefined]);
  });
});
