/** Reads a trace: which moment of the player's belongs to which tick, and what went wrong in it. */
import type { ClientTrace } from "#shared/protocol/index.ts";
import { seatCells } from "#shared/sim/index.ts";
import type { Footage } from "./footage.ts";

/** Between two pictures that are further apart it is unknown what the player saw. Milliseconds. */
const PAUSE_MS = 400;
/** A frame that is so many ticks late, and so many milliseconds, was missed. */
const LATE = { ticks: 2, ms: 60 };
/** When frames are due is learnt from those of so long, in milliseconds: a changed route is forgotten. */
const WINDOW_MS = 4000;
/** Marks of one kind that are no further apart than this are one, which is no longer than that, in seconds. */
const TOGETHER_S = 0.4;
const LONGEST_S = 1;

/** Something of the trace that may have felt wrong. */
export interface TraceMark {
  /** `correction`: it was not as foretold; `late`: the log has another input at its tick; `gap`: frames came late. */
  readonly kind: "correction" | "late" | "gap";
  /** Where it begins. */
  readonly tick: number;
  /** How many they were. */
  readonly count: number;
  /** The greatest: units of the columns; 0 for inputs; milliseconds. */
  readonly most: number;
}

type Sample = ClientTrace["drawn"][number];

export class TraceReading {
  readonly trace: ClientTrace;
  /** Milliseconds. */
  readonly #period: number;

  /** @param tickRate as it was played */
  constructor(trace: ClientTrace, tickRate: number) {
    this.trace = trace;
    this.#period = 1000 / tickRate;
  }

  /** The samples before and after this tick of the player's own time; the last such, where time has gone back. */
  #around(tick: number): readonly [Sample, Sample] | undefined {
    const { drawn } = this.trace;
    for (let i = drawn.length - 1; i > 0; i--) {
      const [before, after] = [drawn[i - 1], drawn[i]];
      if (before[2] > tick || after[2] < tick) continue;
      return after[0] - before[0] <= PAUSE_MS ? [before, after] : undefined;
    }
    return undefined;
  }

  /** Where the player saw their own body at this tick, in pixels of the game's world; undefined where they saw none. */
  placeAt(tick: number): { readonly x: number; readonly y: number } | undefined {
    const around = this.#around(tick);
    if (!around) return undefined;
    const [[, , from, x, y], [, , to, nextX, nextY]] = around;
    if (x === null || y === null || nextX === null || nextY === null) return undefined;
    const share = to > from ? (tick - from) / (to - from) : 0;
    return { x: x + (nextX - x) * share, y: y + (nextY - y) * share };
  }

  /** By how much the others were behind, when the player saw this tick of their own; in ticks. */
  behindAt(tick: number): number | undefined {
    const [before] = this.#around(tick) ?? [];
    return before && before[2] - before[1];
  }

  /** The tick of the player's own time that was drawn at a time of the trace; beyond its pictures as time goes. */
  tickAt(when: number): number {
    const { drawn } = this.trace;
    const next = drawn.findIndex(([at]) => at >= when);
    const near = drawn.at(next);
    if (!near) return 0;
    const before = next > 0 ? drawn[next - 1] : undefined;
    // Across a pause, or outside, the player's clock is taken to have gone on.
    if (!before || near[0] - before[0] > PAUSE_MS)
      return (before ?? near)[2] + (when - (before ?? near)[0]) / this.#period;
    const share = near[0] > before[0] ? (when - before[0]) / (near[0] - before[0]) : 1;
    return before[2] + (near[2] - before[2]) * share;
  }

  /** When the player saw this tick of their own; undefined where they did not. */
  whenAt(tick: number): number | undefined {
    const around = this.#around(tick);
    if (!around) return undefined;
    const [[when, , from], [next, , to]] = around;
    return to > from ? when + ((next - when) * (tick - from)) / (to - from) : when;
  }

  /** The round trip as it was last measured at this time, in milliseconds; undefined before. */
  roundTripAt(when: number): number | undefined {
    return this.trace.roundTrips.findLast(([at]) => at <= when)?.[1];
  }

  /** By how much each frame came later than the best of its time, in milliseconds, as [when, milliseconds]. */
  lateness(): readonly (readonly [when: number, ms: number])[] {
    const offsets = this.trace.arrivals.map(([when, tick]) => [when, when - tick * this.#period] as const);
    let oldest = 0;
    return offsets.map(([when, offset], i) => {
      while (offsets[oldest][0] < when - WINDOW_MS) oldest += 1;
      let best = offset;
      for (let one = oldest; one <= i; one++) best = Math.min(best, offsets[one][1]);
      return [when, offset - best] as const;
    });
  }

  /** How long there was no connection, as [when it was back, milliseconds]; none after which it never came back. */
  outages(): readonly (readonly [when: number, ms: number])[] {
    const { links } = this.trace;
    return links.flatMap(([from, state], i) => {
      const back = state === "reconnecting" && links.slice(i).find(([, next]) => next === "live");
      return back ? [[back[0], back[0] - from] as const] : [];
    });
  }

  /** Where frames came late, or could not come: from when they were due. */
  gaps(): TraceMark[] {
    const least = Math.max(LATE.ms, LATE.ticks * this.#period);
    // The first frame after an outage is a new one, and in time: the outage itself is the gap.
    return [...this.lateness(), ...this.outages()]
      .filter(([, ms]) => ms >= least)
      .map(([when, ms]) => ({ kind: "gap", tick: this.tickAt(when - ms), count: 1, most: Math.round(ms) }));
  }

  corrections(): TraceMark[] {
    return this.trace.corrections.map(([, tick, size]) => ({ kind: "correction", tick, count: 1, most: size }));
  }

  /**
   * What the player did, and the server did not at that tick: it came late, or never.
   * @param footage of the server's log, with no other reader
   * @throws {BadReplay} the log is not true
   */
  lateInputs(footage: Footage): TraceMark[] {
    const { inputs, seat } = this.trace;
    const columns = Object.values(footage.layout.game.input);
    return inputs
      .filter(([, tick]) => tick >= footage.first && tick <= footage.last)
      .sort(([, a], [, b]) => a - b)
      .filter(([, tick, , values]) => {
        const world = footage.world(tick);
        // Other rules than today's have left a world now and then.
        if (world.tick !== tick || seat >= world.seatTable.capacity) return false;
        const cells = seatCells(world.seatTable).inputs;
        // A press of before may count in the same tick.
        return !columns.every(({ bits }, i) => {
          const had = cells[i][seat];
          return bits ? (had & values[i]) === values[i] : had === values[i];
        });
      })
      .map(([, tick]) => ({ kind: "late", tick, count: 1, most: 0 }));
  }

  /** All of it, by kind and in order of ticks; what is close together is one. */
  marks(footage: Footage): readonly TraceMark[] {
    const within = ({ tick }: TraceMark) => tick >= footage.first && tick <= footage.last;
    return [this.gaps(), this.lateInputs(footage), this.corrections()].flatMap((marks) =>
      this.#together(marks.filter(within).sort((a, b) => a.tick - b.tick)),
    );
  }

  #together(marks: readonly TraceMark[]): TraceMark[] {
    const second = 1000 / this.#period;
    const groups: { mark: TraceMark; last: number }[] = [];
    for (const mark of marks) {
      const group = groups.at(-1);
      const goesOn =
        group && mark.tick - group.last <= TOGETHER_S * second && mark.tick - group.mark.tick <= LONGEST_S * second;
      if (!goesOn) groups.push({ mark, last: mark.tick });
      else {
        group.last = mark.tick;
        group.mark = { ...group.mark, count: group.mark.count + 1, most: Math.max(group.mark.most, mark.most) };
      }
    }
    return groups.map(({ mark }) => mark);
  }
}
