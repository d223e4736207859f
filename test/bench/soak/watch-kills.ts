/** What a kill of the server costs those who watch. Takes minutes, so it runs only when it is asked for. */
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "#test/support/headless.ts";
import { Kills } from "#test/support/kills.ts";
import { Page } from "../charts/page.ts";
import { keep, show } from "../results.ts";
import { percentile, round } from "../statistics.ts";
import { Chronicle } from "./chronicle.ts";
import { enterAll, Onlooker } from "./onlooker.ts";

const KILLS = 10;
const PLAYERS = 6;
const DELAY_S = 10;
/** Those who count by hand, and those who watch as a page does. */
const COUNTING = 180;
const PAGES = 20;
/** Milliseconds of play between two kills: at least so many, and up to so many more, so that no moment is spared. */
const PLAY = { least: 4000, more: 2500 };
/** So many come in at once. */
const AT_A_TIME = 4;
/** Until a spectator is shown something, in milliseconds. */
const PATIENCE_MS = 30_000;
/** Ticks of the match that are remembered. */
const KEPT = 30 * (DELAY_S + 10);

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

export async function watchKills(kills = KILLS): Promise<void> {
  const chronicle = new Chronicle(KEPT);
  const match = await Kills.start({
    players: PLAYERS,
    delay: DELAY_S,
    seen: (world, now) => chronicle.see(world, now),
  });
  const { url, code } = match;
  const counting = Array.from({ length: COUNTING }, () => new Onlooker({ url, code }));
  const pages: Page[] = [];
  const back: number[] = [];
  let different = 0;
  try {
    await until(() => chronicle.tick > 30 * (DELAY_S + 5), PATIENCE_MS);
    await enterAll(counting, AT_A_TIME);
    for (let n = 0; n < PAGES; n++) {
      const told: Parameters<typeof Page.open>[2] = (world) => {
        if (chronicle.same(world) === false) different += 1;
      };
      pages.push(await Page.open(url, code, told));
    }
    const all = [...counting, ...pages];
    await until(() => all.every(({ tick }) => tick > 0), PATIENCE_MS);
    for (let n = 0; n < kills; n++) {
      for (const one of all) one.backAt = undefined;
      const { started } = await match.kill(PLAY.least + ((n * 997) % PLAY.more));
      await until(() => all.every(({ backAt }) => backAt !== undefined), PATIENCE_MS);
      back.push(...all.map(({ backAt = started }) => Math.max(0, backAt - started)));
    }
    await sleep(PLAY.least);
  } finally {
    for (const one of [...counting, ...pages]) one.leave();
    await match.stop();
  }
  back.sort((a, b) => a - b);
  keep("watch-kills.backP99ms", round(percentile(back, 99), 0));
  keep("watch-kills.backMaxMs", round(percentile(back, 100), 0));
  show(`kill -9, ${kills} times, of a match that ${COUNTING + PAGES} watch ${DELAY_S} s late`, [
    {
      "watching again": `${back.length} of ${kills * (COUNTING + PAGES)}`,
      "p50 ms": round(percentile(back, 50), 0),
      "p99 ms": round(percentile(back, 99), 0),
      "max ms": round(percentile(back, 100), 0),
      "ticks left out": sum(counting.map(({ skipped }) => skipped)),
      "ticks twice": sum([...counting, ...pages].map(({ repeated }) => repeated)),
      "keyframes after the first": sum(counting.map(({ keyframes }) => keyframes - 1)),
      "hash mismatches": sum(pages.map(({ mismatches }) => mismatches)),
      "another world than the players'": different,
    },
  ]);
}
