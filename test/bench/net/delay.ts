/**
 * Whether a spectator is ever sent what is newer than the delay allows: through lost lines, newcomers and a kill of the
 * server. `DELAY_S` asks for another delay than the usual ones, in seconds.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "#test/support/headless.ts";
import { Kills } from "#test/support/kills.ts";
import { Page } from "../charts/page.ts";
import { keep, show } from "../results.ts";
import { Chronicle } from "../soak/chronicle.ts";
import { enterAll, Onlooker } from "../soak/onlooker.ts";
import { round } from "../statistics.ts";

const DELAYS_S: readonly number[] = process.env.DELAY_S === undefined ? [2, 10] : [Number(process.env.DELAY_S)];
const TICK_RATE = 30;
const PLAYERS = 6;
/** Those who count by hand, and those who watch as a page does. */
const COUNTING = 16;
const PAGES = 4;
/** Before and after the kill so many come, one each half second; each time one who was there loses their line. */
const NEWCOMERS = 16;
const EVERY_MS = 500;
/** So much of the match is over when the first come, in seconds beyond the delay. */
const BEFORE_S = 3;

interface Lag {
  /** How often a spectator was sent another tick. */
  looks: number;
  /** The least time since players had what a spectator was sent, in milliseconds. */
  age: number;
  /** The least that a spectator was behind the match, in ticks. */
  ticks: number;
  /** How often a spectator was sent what no player is known to have had. */
  unknown: number;
}

class Ghosts {
  readonly lag: Lag = { looks: 0, age: Number.POSITIVE_INFINITY, ticks: Number.POSITIVE_INFINITY, unknown: 0 };
  readonly chronicle: Chronicle;
  /** Who has lost their line, so far. */
  lost = 0;
  came = 0;
  readonly #match: Kills;
  readonly #onlookers: Onlooker[] = [];
  readonly #pages: Page[] = [];

  constructor(match: Kills, chronicle: Chronicle) {
    this.#match = match;
    this.chronicle = chronicle;
  }

  #look(tick: number): void {
    const { lag, chronicle } = this;
    const age = chronicle.age(tick, performance.now());
    lag.looks += 1;
    lag.ticks = Math.min(lag.ticks, chronicle.tick - tick);
    if (age === undefined) lag.unknown += 1;
    else lag.age = Math.min(lag.age, age);
  }

  #onlooker(): Onlooker {
    const { url, code } = this.#match;
    const onlooker = new Onlooker({ url, code, told: ({ tick }) => this.#look(tick) });
    this.#onlookers.push(onlooker);
    this.came += 1;
    return onlooker;
  }

  async enter(): Promise<void> {
    const { url, code } = this.#match;
    await enterAll(
      Array.from({ length: COUNTING }, () => this.#onlooker()),
      1,
    );
    for (let n = 0; n < PAGES; n++) this.#pages.push(await Page.open(url, code, ({ tick }) => this.#look(tick)));
    this.came += PAGES;
  }

  /** People come, and lines are lost. */
  async stir(): Promise<void> {
    for (let n = 0; n < NEWCOMERS; n++) {
      this.#onlookers[n].drop();
      this.lost += 1;
      await this.#onlooker().enter();
      await sleep(EVERY_MS);
    }
  }

  leave(): void {
    for (const one of [...this.#onlookers, ...this.#pages]) one.leave();
  }
}

async function look(seconds: number): Promise<Ghosts> {
  const chronicle = new Chronicle(TICK_RATE * (seconds + 30));
  const match = await Kills.start({
    players: PLAYERS,
    delay: seconds,
    seen: (world, now) => chronicle.see(world, now),
  });
  const ghosts = new Ghosts(match, chronicle);
  try {
    await until(() => chronicle.tick > TICK_RATE * (seconds + BEFORE_S), (seconds + 30) * 1000);
    await ghosts.enter();
    await ghosts.stir();
    await match.kill(0);
    await ghosts.stir();
  } finally {
    ghosts.leave();
    await match.stop();
  }
  return ghosts;
}

export async function delay(): Promise<void> {
  const rows = [];
  for (const seconds of DELAYS_S) {
    const { lag, came, lost } = await look(seconds);
    keep(`delay.${seconds}.leastMs`, round(lag.age, 0));
    rows.push({
      "delay s": seconds,
      "least time since players had it, ms": round(lag.age, 0),
      "least behind the match, ms": round((lag.ticks * 1000) / TICK_RATE, 0),
      looks: lag.looks,
      "what no player had": lag.unknown,
      "who watched": came,
      "lines lost": lost,
      kills: 1,
    });
  }
  show("The newest tick that a spectator was sent, through lost lines, newcomers and a kill", rows);
}
