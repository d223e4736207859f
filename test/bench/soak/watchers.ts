/**
 * What the players of a match feel of 2,000 who watch it. Two servers in bare workerd, each with a match that is the
 * same: one is watched, through relays in a process of their own, and one is not. Both play the whole time and are
 * measured in the same windows, so that what the relays and the watchers take of the machine is taken from both.
 */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { Page } from "../charts/page.ts";
import { MATCH_SIDE, startRelays } from "../peers/apart.ts";
import { cpuMs, rssMB } from "../peers/proc.ts";
import { keep, show } from "../results.ts";
import { median, ratio, round } from "../statistics.ts";
import { Audience, type Heard } from "./audience.ts";
import { type Counted, Stand } from "./stand.ts";

const PLAYERS = 16;
const DELAY_S = 10;
const WATCHERS = Number(process.env.WATCHERS ?? 2000);
/** So many of those who watch follow the match as a page does, and check what they are sent. */
const PAGES = 4;
const SECONDS = 4;
const WINDOWS = 9;
/** From the last who has come in to the first window, in milliseconds: who comes in is told of as late as everything. */
const SETTLE_MS = DELAY_S * 1000 + 4000;
/** The headers of TCP (with its timestamps), IP and WebSocket, of a short message. */
const HEADERS = 54;

/** What those who watch were sent in a window, and what the relays' process took. */
interface Shown {
  /** A watcher a second. */
  readonly messages: number;
  readonly bytes: number;
  /** Milliseconds a second. */
  readonly cpu: number;
}

const perSecond = (before: Counted, after: Counted, key: "messages" | "bytes", ms: number): number =>
  ((after[key] - before[key]) / ms / WATCHERS) * 1000;

class Watched {
  readonly shown: Shown[] = [];
  readonly relays: WorkerdServer;
  readonly state: string;
  /** Megabytes of the relays' process before the first spectator. */
  readonly empty: number;
  readonly #stand: Stand;
  readonly #pages: readonly Page[];

  private constructor(relays: WorkerdServer, state: string, empty: number, stand: Stand, pages: readonly Page[]) {
    this.relays = relays;
    this.state = state;
    this.empty = empty;
    this.#stand = stand;
    this.#pages = pages;
  }

  static async fill(match: WorkerdServer, code: string): Promise<Watched> {
    const state = mkdtempSync(join(tmpdir(), "scrim-state-"));
    const relays = await startRelays(match, state);
    const empty = rssMB(relays.pid);
    const pages = await Promise.all(Array.from({ length: PAGES }, () => Page.open(relays.url, code)));
    const stand = new Stand(relays.url, code, WATCHERS);
    const watched = new Watched(relays, state, empty, stand, pages);
    await stand.full();
    return watched;
  }

  /** A window of so many milliseconds. @throws {Error} one of those who watch was harmed */
  async look(ms: number): Promise<void> {
    const before = { counted: this.#stand.counted(), cpu: cpuMs(this.relays.pid), at: performance.now() };
    await sleep(ms);
    const counted = this.#stand.counted();
    const passed = performance.now() - before.at;
    const lost = counted.lost - before.counted.lost;
    if (counted.open < WATCHERS || lost > 0) throw new Error(`${counted.open} of ${WATCHERS} watch, ${lost} were lost`);
    if (this.#pages.some(({ mismatches, lost }) => mismatches + lost > 0)) {
      throw new Error("a page has lost its line, or its world was not the server's");
    }
    this.shown.push({
      messages: perSecond(before.counted, counted, "messages", passed),
      bytes: perSecond(before.counted, counted, "bytes", passed),
      cpu: ((cpuMs(this.relays.pid) - before.cpu) / passed) * 1000,
    });
  }

  async stop(): Promise<void> {
    await this.#stand.leave();
    for (const page of this.#pages) page.leave();
    await this.relays.stop();
    rmSync(this.state, { recursive: true, force: true });
  }
}

/** Both matches, in the same windows. */
type Both = Record<"watched" | "not watched", Heard[]>;

/**
 * Lets all in who watch.
 * @returns them, and what the coming of each has taken of its match's server, beyond what the other one took meanwhile, in µs
 */
async function fill(servers: readonly WorkerdServer[], code: string): Promise<{ watched: Watched; arrival: number }> {
  const before = servers.map(({ pid }) => cpuMs(pid));
  const watched = await Watched.fill(servers[0], code);
  const [its, others] = servers.map(({ pid }, i) => cpuMs(pid) - before[i]);
  return { watched, arrival: ((its - others) / WATCHERS) * 1000 };
}

function tell(heard: Both, windows: string, watched: Watched, arrival: number): void {
  const rss = rssMB(watched.relays.pid);
  const of = (side: keyof typeof heard, key: keyof Heard) => heard[side].map((window) => window[key]);
  const shown = (key: keyof Shown) => median(watched.shown.map((window) => window[key]));
  const relays = readdirSync(join(watched.state, "RelayObject")).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(file));
  const rows = (["watched", "not watched"] as const).map((side) => ({
    match: side === "watched" ? `watched by ${WATCHERS}` : "not watched",
    "its server, CPU ms a second": round(median(of(side, "cpuPercent")) * 10, 1),
    "of not watched": side === "watched" ? ratio(of("watched", "cpuPercent"), of("not watched", "cpuPercent")) : "",
    "players' gap p99 ms": round(median(of(side, "gapP99")), 1),
    "gap, of not watched": side === "watched" ? ratio(of("watched", "gapP99"), of("not watched", "gapP99")) : "",
  }));
  keep("watchers.cpuRatio", round(median(of("watched", "cpuPercent")) / median(of("not watched", "cpuPercent")), 3));
  keep("watchers.gapP99ratio", round(median(of("watched", "gapP99")) / median(of("not watched", "gapP99")), 3));
  show(
    `A match of ${PLAYERS} with ${WATCHERS} who watch ${DELAY_S} s late, and one with none, bare workerd, the relays in a process of their own (${windows})`,
    rows,
  );
  const played = (key: "messages" | "bytes") => median(of("watched", key));
  const onTheLine = (traffic: (key: "messages" | "bytes") => number) =>
    traffic("bytes") + HEADERS * traffic("messages");
  keep("watchers.bytesOfPlayer", round(shown("bytes") / played("bytes"), 3));
  keep("watchers.relayCpuMs", round(shown("cpu") / WATCHERS, 4));
  show(`What each of ${WATCHERS} who watch is sent, and what their relays take`, [
    {
      "bytes a second": round(shown("bytes"), 0),
      "a player's": round(played("bytes"), 0),
      "with headers": round(onTheLine(shown), 0),
      "a player's with headers": round(onTheLine(played), 0),
      "messages a second": round(shown("messages"), 2),
      "a player's messages": round(played("messages"), 2),
      relays: relays.length,
      "match, CPU µs an arrival": round(arrival, 0),
      "relays, CPU ms a second": round(shown("cpu"), 0),
      "CPU µs a message": round((shown("cpu") * 1000) / shown("messages") / WATCHERS, 1),
      "relays' memory MiB": round(rss, 0),
      "KiB a watcher": round(((rss - watched.empty) * 1024) / WATCHERS, 1),
    },
  ]);
}

export async function watchers(seconds = SECONDS, rounds = WINDOWS): Promise<void> {
  const servers = await Promise.all([startWorkerd({ around: MATCH_SIDE }), startWorkerd()]);
  const audiences: Audience[] = [];
  let watched: Watched | undefined;
  const heard: Both = { watched: [], "not watched": [] };
  try {
    for (const server of servers) audiences.push(await Audience.start(server, PLAYERS, PLAYERS, DELAY_S));
    const [first, second] = audiences;
    const filled = await fill(servers, first.code);
    watched = filled.watched;
    await sleep(SETTLE_MS);
    for (let round = 0; round < rounds; round++) {
      const [one, other] = await Promise.all([
        first.listen(seconds),
        second.listen(seconds),
        watched.look(seconds * 1000),
      ]);
      heard.watched.push(one);
      heard["not watched"].push(other);
    }
    tell(heard, `medians of ${rounds} windows of ${seconds} s, both at once`, watched, filled.arrival);
  } finally {
    for (const audience of audiences) audience.leave();
    await watched?.stop();
    await Promise.all(servers.map((server) => server.stop()));
  }
}
