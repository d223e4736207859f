/**
 * What spectators who stop reading cost the server's memory. Servers in bare workerd run beside each other, each with the
 * same match, a player, and as many spectators. At one they leave; at the other they stop reading at that moment, and go on
 * saying that they read all.
 * What is still sent to them leaves garbage, so this says rather too much than too little.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Api } from "#client/net/api.ts";
import type { Session } from "#client/session/types.ts";
import { apiOf, sessionFor } from "#test/support/headless.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { rssMB } from "../peers/proc.ts";
import { MATCH } from "../peers/target.ts";
import { keep, show } from "../results.ts";
import { RawReader } from "../soak/raw-reader.ts";
import { median, round } from "../statistics.ts";

/** Seats, all but one of them bots': the second sends more in a minute than the system's buffers hold. */
const SIZES = [16, 400] as const;
/** Who stop: many, as the memory of a server comes and goes by more than one of them costs. */
const READERS = 40;
const STALL_S = 70;
const ROUNDS = 3;
/** Until the bots are there and have fought for a while: before that every server's memory grows. */
const WARM_UP_S = 40;
/** Memory is the median of so many seconds. */
const LOOK_S = 5;
const LOOK_MS = 100;
/** For what has waited to be read, once a reader goes on, in milliseconds. */
const DRAIN_MS = 3000;

interface Side {
  readonly server: WorkerdServer;
  readonly api: Api;
  readonly code: string;
  readonly session: Session;
  /** Reads everything. */
  readonly healthy: RawReader;
  /** Those who stop, or leave. */
  readonly others: readonly RawReader[];
}

/** A server with a match of so many seats, and who is in it. */
async function enter(seats: number): Promise<Side> {
  const server = await startWorkerd();
  try {
    const { url } = server;
    const api = apiOf(url);
    const admission = await api.createMatch("Player", "custom", { ...MATCH, seats, fillTo: seats });
    const { code } = admission;
    const session = sessionFor(url, api, admission);
    const watch = async () => RawReader.open(url, code, (await apiOf(url).watch(code)).ticket);
    const others = await Promise.all(Array.from({ length: READERS }, watch));
    return { server, api, code, session, healthy: await watch(), others };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function leave({ server, session, healthy, others }: Side): Promise<void> {
  session.leave();
  for (const reader of [healthy, ...others]) reader.drop();
  await server.stop();
}

/** MiB that a server holds, over some seconds: a collector of garbage comes and goes. */
async function memory({ server }: Side): Promise<number> {
  const seen: number[] = [];
  for (const end = performance.now() + LOOK_S * 1000; performance.now() < end; await sleep(LOOK_MS)) {
    seen.push(rssMB(server.pid));
  }
  return median(seen);
}

/** Of one reader who has stopped. */
interface Found {
  /** MiB, beyond that of the server whose readers have left. */
  readonly growth: number;
  /** MiB that have been sent in the same time to one who reads. */
  readonly sent: number;
  /** Seconds until the match had let go of all of them; undefined where it has not. */
  readonly letGo: number | undefined;
  /** Undefined where they have not been closed. */
  readonly closedWith: number | undefined;
}

/** Waits so long for the match to have but one spectator left. @returns after how many seconds that was */
async function watchLetGo({ api, code }: Side, seconds: number): Promise<number | undefined> {
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  let letGo: number | undefined;
  for (; elapsed() < seconds; await sleep(500)) {
    if (letGo === undefined && (await api.info(code)).spectators === 1) letGo = elapsed();
  }
  return letGo;
}

/** @returns what was found of the readers who stopped */
async function stall(seats: number, seconds: number): Promise<Found> {
  const sides: Side[] = [];
  try {
    for (let n = 0; n < 2; n++) sides.push(await enter(seats));
    await sleep(WARM_UP_S * 1000);
    const look = () => Promise.all(sides.map(memory));
    const before = await look();
    const read = sides.map(({ healthy }) => healthy.bytes);
    const [left, { others: stopping }] = sides;
    for (const reader of left.others) reader.drop();
    for (const reader of stopping) reader.stall();
    // All are asked, as an answer costs memory too.
    const letGo = await Promise.all(sides.map((side) => watchLetGo(side, seconds)));
    const sent = sides.map(({ healthy }, i) => (healthy.bytes - read[i]) / 2 ** 20);
    const [control, grown] = (await look()).map((after, i) => after - before[i]);
    for (const reader of stopping) reader.resume();
    await sleep(DRAIN_MS);
    return {
      growth: (grown - control) / READERS,
      sent: sent[1],
      letGo: letGo[1],
      closedWith: stopping[0].closedWith,
    };
  } finally {
    await Promise.all(sides.map(leave));
  }
}

/** "12", "10 to 12" */
function spread(values: readonly (number | undefined)[], digits: number): string {
  const known = values.filter((value) => value !== undefined).map((value) => round(value, digits));
  if (known.length < values.length) return known.length === 0 ? "never" : `not always: ${known.join(", ")}`;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return least === most ? `${least}` : `${least} to ${most}`;
}

export async function stalled(seconds = STALL_S, rounds = ROUNDS): Promise<void> {
  const rows = [];
  for (const seats of SIZES) {
    const stalls: Found[] = [];
    for (let n = 0; n < rounds; n++) stalls.push(await stall(seats, seconds));
    const all = <K extends keyof Found>(key: K) => stalls.map((found) => found[key]);
    keep(`stalled.${seats}.growthMiB`, round(median(all("growth"))));
    rows.push({
      "seats, all but one bots'": seats,
      "MiB sent to one who reads": spread(all("sent"), 1),
      "memory grew by MiB, each": round(median(all("growth"))),
      "from, to": spread(all("growth"), 2),
      "let go after s": spread(all("letGo"), 0),
      "closed with": spread(all("closedWith"), 0),
    });
  }
  show(
    `${READERS} spectators who read nothing, and say that they do, for ${seconds} s, bare workerd, beside a server that they have left (medians of ${rounds})`,
    rows,
  );
}
