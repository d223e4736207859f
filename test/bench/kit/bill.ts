/** What players cost at Cloudflare's list prices, from messages that were counted. */

import { Crowd } from "#client/bots/crowd.ts";
import { bill as dollars, logRowsAnHour } from "#shared/bill.ts";
import { games } from "#shared/games/index.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";

const SIZES = [2, 16, 100] as const;
/** Of play: in 12 seconds of it the same crowd says 5.7 to 6.3 messages a second. */
const SECONDS = 20;
/** Dollars per 1,000 player-hours that Tikron publishes, for inputs at 20 Hz. */
const TIKRON: Readonly<Record<number, string>> = { 16: "0.80 (20 players)", 100: "0.60" };

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Messages up a player a second, of bots in play. */
async function messagesUp(players: number): Promise<number> {
  const server = await startWorkerd();
  const settings = { seats: players, fillTo: 0, autostart: 1, lobby: 1, timeLimit: 600 };
  const crowd = new Crowd({
    games,
    url: server.url,
    game: "arena",
    settings,
    players,
    matches: 1,
    spectators: 0,
    ramp: players / 50,
    now: () => performance.now(),
  });
  try {
    await crowd.enter();
    await wait(6000);
    const before = crowd.gauges.messagesUp;
    await wait(SECONDS * 1000);
    return (crowd.gauges.messagesUp - before) / SECONDS / players;
  } finally {
    crowd.leave();
    await server.stop();
  }
}

export async function bill(): Promise<void> {
  const rows = [];
  for (const players of SIZES) {
    const rate = await messagesUp(players);
    const hour = dollars({
      requests: 2 * players,
      messages: rate * players * 3600,
      seconds: 3600,
      rowsWritten: players + logRowsAnHour(players),
    });
    const thousand = round((hour * 1000) / players, 3);
    keep(`bill.${players}`, thousand);
    rows.push({
      "players a match": players,
      "messages up a player a second": round(rate, 1),
      "dollars per 1,000 player-hours": thousand,
      "Tikron, as published": TIKRON[players] ?? "",
    });
  }
  show("The bill: list prices, one hour of play, an object in memory for each match", rows);
}
