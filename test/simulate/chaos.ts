/** What befalls a match, and when: all of it from the seed. */
import { PRESETS } from "#client/net/conditions.ts";
import { Random } from "#shared/sim/index.ts";
import type { MatchSpec } from "#worker/match/spec.ts";

/** How often each happens, relative to the others. */
const WEIGHTS = {
  kill: 5,
  weather: 6,
  fall: 5,
  break: 6,
  freeze: 4,
  join: 8,
  watch: 3,
  leave: 3,
  crash: 4,
  comeBack: 4,
  double: 1,
  rave: 5,
  hide: 2,
  show: 3,
  roam: 3,
  exodus: 1,
  evict: 4,
} as const;

export type Mishap = keyof typeof WEIGHTS;

const LINES = [
  ...Object.values(PRESETS),
  { delay: 60, jitter: 120, stalls: 0.5, drops: 0, bandwidth: 0 },
  { delay: 400, jitter: 300, stalls: 0.2, drops: 0, bandwidth: 20_000 },
];

export class Chaos {
  readonly #random: Random;
  readonly #bag: readonly Mishap[];

  constructor(seed: number) {
    this.#random = new Random({ seed, draws: 0 });
    const names = Object.keys(WEIGHTS) as Mishap[];
    // Each run has its own temper: in one nothing is killed, in another every second something is.
    const temper = (name: Mishap) => Math.ceil(WEIGHTS[name] * [0, 0.5, 1, 1, 3][this.#random.below(5)]);
    const bag = names.flatMap((name) => new Array<Mishap>(temper(name)).fill(name));
    this.#bag = bag.length > 0 ? bag : ["join"];
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[this.#random.below(list.length)];
  }

  below(count: number): number {
    return this.#random.below(count);
  }

  /** The match itself. */
  spec(game: string | undefined): MatchSpec {
    const name = game ?? (this.below(3) === 0 ? "puck" : "arena");
    const seats = name === "puck" ? 2 + 2 * this.below(2) : 2 + this.below(4);
    const gathering = {
      seats,
      fillTo: this.below(seats + 1),
      lobby: 1,
      autostart: this.below(2),
      timeLimit: 10 + this.below(50),
    };
    const settings =
      name === "puck" ? { ...gathering, goals: 1 + this.below(5) } : { ...gathering, scoreLimit: 1 + this.below(9) };
    return { code: "SIMULATE00", game: name, mode: "custom", settings, listed: false, delay: 0 };
  }

  /** How long it is to be played under chaos, in milliseconds: now and then until the log wraps round. */
  length(): number {
    return this.below(16) === 0 ? 40_000 : 4_000 + this.below(7_000);
  }

  /** Milliseconds to the next mishap. */
  lull(): number {
    return 30 + this.below(900);
  }

  mishap(): Mishap {
    return this.pick(this.#bag) ?? "join";
  }

  conditions(): (typeof LINES)[number] {
    return LINES[this.below(LINES.length)];
  }

  /** How a server dies, and for how long. */
  death() {
    const loses = this.below(2) === 0 ? 0 : this.below(1000);
    return { loses, midTick: this.below(3) === 0, downMs: 300 + this.below(2700) };
  }
}
