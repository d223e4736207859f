/**
 * What players feel of a client that floods their match: 8 players and one more socket, in bare workerd. One match,
 * in whose windows there is no flood, one far above what a socket may send, and one just below it, by turns. Flood and
 * players come from one process, which can only make the flood look worse than it is.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { ALLOWED } from "#shared/protocol/allowed.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { keep, show } from "../results.ts";
import { median, ratio, round } from "../statistics.ts";
import { Audience, type Heard } from "./audience.ts";
import { Flooder } from "./flooder.ts";

const PLAYERS = 8;
const SECONDS = 3;
const WINDOWS = 5;
/** From the flood's beginning to the window's: at the full rate it has been thrown out and come back by then. Milliseconds. */
const ONSET_MS = 500;

/** Messages a second. */
const FLOODS = {
  none: 0,
  "10 times the cap": 10 * ALLOWED.messages,
  "just below the cap": ALLOWED.messages - 2,
} as const;

interface Windows {
  readonly perSecond: number;
  readonly heard: Heard[];
  sent: number;
  thrownOut: number;
}

/** @throws {Error} one of the players was thrown out, or the flooder for another reason than its flood */
async function look(audience: Audience, flooder: Flooder, windows: Windows, seconds: number): Promise<void> {
  if (windows.perSecond === 0) {
    windows.heard.push(await audience.listen(seconds));
    return;
  }
  await flooder.start(windows.perSecond);
  await sleep(ONSET_MS);
  const { sent, thrownOut } = flooder;
  windows.heard.push(await audience.listen(seconds));
  windows.sent += flooder.sent - sent;
  windows.thrownOut += flooder.thrownOut - thrownOut;
  await flooder.stop();
  if (flooder.lost.size > 0) throw new Error(`the flooder was closed with ${[...flooder.lost.keys()].join(", ")}`);
}

export async function flood(seconds = SECONDS, rounds = WINDOWS): Promise<void> {
  const sides = Object.entries(FLOODS).map(([name, perSecond]) => {
    const windows: Windows = { perSecond, heard: [], sent: 0, thrownOut: 0 };
    return { name, windows };
  });
  const server = await startWorkerd();
  let audience: Audience | undefined;
  try {
    audience = await Audience.start(server, PLAYERS, PLAYERS + 1);
    const flooder = new Flooder(server.url, audience.code);
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? sides : sides.toReversed();
      for (const { windows } of order) await look(audience, flooder, windows, seconds);
    }
  } finally {
    audience?.leave();
    await server.stop();
  }
  const gaps = ({ heard }: Windows) => heard.map(({ gapP99 }) => gapP99);
  const [{ windows: quiet }] = sides;
  const rows = sides.map(({ name, windows }) => {
    const { heard, sent, thrownOut } = windows;
    return {
      flood: name,
      "messages a second": round(sent / rounds / seconds, 0),
      "thrown out a second": round(thrownOut / rounds / seconds, 1),
      "others' gap p99 ms": round(median(gaps(windows)), 1),
      "of without": windows === quiet ? "" : ratio(gaps(windows), gaps(quiet)),
      "server, of a core": `${round(median(heard.map(({ cpuPercent }) => cpuPercent)), 1)}%`,
    };
  });
  const [, over, under] = sides.map(({ windows }) => median(gaps(windows)) / median(gaps(quiet)));
  keep("flood.over.gapP99ratio", round(over, 3));
  keep("flood.under.gapP99ratio", round(under, 3));
  show(`A flood in a match of ${PLAYERS}, bare workerd (medians of ${rounds} windows of ${seconds} s, by turns)`, rows);
}
