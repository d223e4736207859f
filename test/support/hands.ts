/** Inputs as hands make them, and as programs do: simulated, for tests of the figures of fair play. */

import type { InputTrace } from "#shared/replay/index.ts";
import { aim, axis, buttons, Random, TURN } from "#shared/sim/index.ts";

/** The columns of a game with a stick, an aim and two buttons. */
const COLUMNS = [axis(-7, 7), axis(-7, 7), aim(), buttons(2)];

const turn = (angle: number): number => ((Math.round(angle) % TURN) + TURN) % TURN;

type Row = [mx: number, my: number, aim: number, buttons: number];

/** A source of chance for one pair of hands. */
class Hands {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random({ seed, draws: 0 });
  }

  unit(): number {
    return this.#random.below(1_000_000) / 1_000_000;
  }

  between(from: number, to: number): number {
    return from + (to - from) * this.unit();
  }

  /** About the normal distribution. */
  about(mean: number, deviation: number): number {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += this.unit();
    return mean + deviation * (sum - 6);
  }
}

/** Presses with a finger: so many a second, each a little early or late, and held for a while. */
function finger(hands: Hands, tickRate: number, aSecond: number): () => boolean {
  let [next, until, now] = [0, 0, 0];
  return () => {
    now += 1 / tickRate;
    if (now >= next) {
      until = now + hands.about(0.07, 0.015);
      next = now + Math.max(0.05, hands.about(1 / aSecond, 0.12 / aSecond));
    }
    return now < until;
  };
}

/** Keys for the way: another one each half second or so. */
function keys(hands: Hands, tickRate: number): () => [number, number] {
  let way: [number, number] = [0, 0];
  return () => {
    if (hands.unit() < 2 / tickRate) way = [7 * Math.round(hands.between(-1, 1)), 7 * Math.round(hands.between(-1, 1))];
    return way;
  };
}

export interface Play {
  readonly seed: number;
  readonly seconds: number;
  readonly tickRate: number;
}

const traceOf = ({ seconds, tickRate }: Play, row: (tick: number) => Row): InputTrace => ({
  ...{ tickRate, columns: COLUMNS },
  rows: Array.from({ length: seconds * tickRate }, (_, tick) => row(tick)),
});

/** A mouse: flicks that take a tenth of a second and more and end in corrections, following with a tremor, and rests. */
export function mouse(play: Play, aSecond = 6): InputTrace {
  const { seed, tickRate } = play;
  const hands = new Hands(seed);
  const [way, fire] = [keys(hands, tickRate), finger(hands, tickRate, aSecond)];
  let [at, from, to, begin, lasts] = [0, 0, 0, 0, 1];
  return traceOf(play, (tick) => {
    const now = tick / tickRate;
    if (now > begin + lasts + 0.3 && hands.unit() < 2 / tickRate) {
      [from, begin, lasts] = [at, now, hands.between(0.09, 0.3)];
      to = at + hands.about(0, 180);
    }
    const part = Math.min(1, (now - begin) / lasts);
    // The path of least jerk, which hands take.
    const eased = part ** 3 * (10 - 15 * part + 6 * part ** 2);
    at = from + (to - from) * eased;
    const tremor = hands.unit() < 0.6 ? hands.about(0, 1.5) : 0;
    return [...way(), turn(at + tremor), fire() ? 1 : 0];
  });
}

/** Two sticks of a gamepad: the aim is where the right one points, and both tremble. */
export function gamepad(play: Play): InputTrace {
  const { seed, tickRate } = play;
  const hands = new Hands(seed);
  const fire = finger(hands, tickRate, 5);
  let [way, aimAt, target] = [0, 0, 0];
  return traceOf(play, () => {
    if (hands.unit() < 1.5 / tickRate) way = hands.between(0, TURN);
    if (hands.unit() < 2 / tickRate) target = hands.between(0, TURN);
    aimAt += (((target - aimAt + TURN * 1.5) % TURN) - TURN / 2) * 0.3;
    const stick = (angle: number) => Math.round(7 * angle + hands.about(0, 0.4));
    const radians = (way * 2 * Math.PI) / TURN;
    const clamp = (value: number) => Math.max(-7, Math.min(7, value));
    return [
      clamp(stick(Math.cos(radians))),
      clamp(stick(Math.sin(radians))),
      turn(aimAt + hands.about(0, 1.2)),
      fire() ? 1 : 0,
    ];
  });
}

/** Thumbs on glass: the aim jumps to where a thumb comes down, which fires, and slides from there. */
export function touch(play: Play): InputTrace {
  const { seed, tickRate } = play;
  const hands = new Hands(seed);
  let [until, next, aimAt, drift, now, way] = [0, 0, 0, 0, 0, 0];
  return traceOf(play, () => {
    now += 1 / tickRate;
    if (now >= next) {
      aimAt = hands.between(0, TURN);
      drift = hands.about(0, 60) / tickRate;
      until = now + hands.between(0.15, 0.9);
      next = until + hands.between(0.15, 0.7);
    }
    const down = now < until;
    if (down) aimAt += drift + hands.about(0, 0.8);
    if (hands.unit() < 1.5 / tickRate) way = hands.between(0, 2 * Math.PI);
    return [Math.round(7 * Math.cos(way)), Math.round(7 * Math.sin(way)), turn(aimAt), down ? 1 : 0];
  });
}

/** A macro: some seconds of a hand, played again and again. */
export function macro(play: Play, period = 3): InputTrace {
  const { rows, ...shape } = mouse({ ...play, seconds: period });
  return {
    ...shape,
    rows: Array.from({ length: play.seconds * play.tickRate }, (_, tick) => rows[tick % rows.length]),
  };
}

/** A hand whose trigger a program pulls, as fast as ticks allow. */
export function turbo(play: Play): InputTrace {
  const { rows, ...shape } = mouse(play);
  return { ...shape, rows: rows.map((row, tick) => row && [row[0], row[1], row[2], tick % 2]) };
}

/** A program that aims: at once, to the unit, at a target that is somewhere else each second, and fires. */
export function aimbot(play: Play): InputTrace {
  const { seed, tickRate } = play;
  const hands = new Hands(seed);
  const way = keys(hands, tickRate);
  let [at, next, now] = [0, 0, 0];
  return traceOf(play, () => {
    now += 1 / tickRate;
    if (now >= next) {
      at = turn(hands.between(0, TURN));
      next = now + hands.between(0.6, 1.4);
    }
    return [...way(), at, next - now > 0.3 ? 1 : 0];
  });
}
