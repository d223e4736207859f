/**
 * What a turn-based match costs: four whole clients at a table in bare workerd, a move each 30 seconds in real time; and the same
 * while no player moves.
 *
 * Counted is what Cloudflare charges for. Time in memory is that with a timer: an object that is idle and could hibernate is not
 * charged for, also before it does ("Durable Objects that are idle and eligible for hibernation are not billed for duration, even
 * before the runtime has hibernated them", developers.cloudflare.com/durable-objects/platform/pricing). Pings in quiet time are
 * answered by the platform, and cost nothing. Each alarm that is set is a row.
 *
 * A match goes out of memory many times in an hour, and its own meter with it. So a module around the server keeps what each of its
 * lives has used, as of the moment at which it fell asleep.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { newcomer } from "#client/bots/crowd.ts";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import { bill } from "#shared/bill.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { bundle } from "#test/support/bundle.ts";
import { only } from "#test/support/games.ts";
import { keepDrawing, origin, until } from "#test/support/headless.ts";
import { turns as game } from "#test/support/turns.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";

const PEOPLE = 4;
const MOVES = 10;
const MOVE_S = 30;
/** A player who takes longer loses the turn: an alarm is set for that. */
const TURN_S = 75;
/** The sockets of a match in which nothing happens are looked after so often: LOOK_MS in worker/match/slumber.ts. */
const LOOKS_A_DAY = 24;
const LOOKS = 2;
/** Longer than the runtime waits before it puts an object away, in milliseconds. */
const HIBERNATES_MS = 13_000;

/** Counts what each life of each match has used, and answers the sums. */
const AROUND = `
import server from "./index.js";
import { MatchObject as Match } from "./index.js";
export * from "./index.js";
const lives = [];
let alarms = 0;
export class MatchObject extends Match {
  constructor(ctx, env) {
    const life = { requests: 0, messages: 0, rows: 0, seconds: 0 };
    let asked = 0;
    let self;
    const note = () => {
      if (!self) return;
      const { requests, messagesIn, rowsWritten, secondsAwake } = Match.prototype.stats.call(self) ?? {};
      asked += 1;
      if (requests === undefined) return;
      Object.assign(life, { requests: requests - asked, messages: messagesIn, rows: rowsWritten, seconds: secondsAwake });
    };
    const { storage } = ctx;
    const [getAlarm, setAlarm] = [storage.getAlarm.bind(storage), storage.setAlarm.bind(storage)];
    // A match that falls asleep looks whether its alarm is set for soon enough.
    Object.defineProperty(storage, "getAlarm", { value: (...given) => (note(), getAlarm(...given)) });
    Object.defineProperty(storage, "setAlarm", { value: (...given) => ((alarms += 1), setAlarm(...given)) });
    super(ctx, env);
    self = this;
    lives.push(life);
  }
  /** As the alarm does. */
  async look() { await this.alarm(); }
}
export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/bench/used") {
      const sum = (name) => lives.reduce((all, life) => all + life[name], 0);
      const [requests, messages, rows, seconds] = ["requests", "messages", "rows", "seconds"].map(sum);
      return Response.json({ requests, messages, rows, seconds, alarms, lives: lives.length });
    }
    if (pathname === "/bench/look") {
      await env.MATCH.getByName(searchParams.get("code")).look();
      return new Response();
    }
    return server.fetch(request, env, ctx);
  },
};
`;

const Used = v.object({
  requests: v.number(),
  messages: v.number(),
  rows: v.number(),
  seconds: v.number(),
  alarms: v.number(),
  lives: v.number(),
});
type Used = v.InferOutput<typeof Used>;

const used = async ({ url }: WorkerdServer): Promise<Used> =>
  v.parse(Used, await (await fetch(`${url}/bench/used`)).json());

const since = (before: Used, now: Used): Used => ({
  requests: now.requests - before.requests,
  messages: now.messages - before.messages,
  rows: now.rows - before.rows,
  seconds: now.seconds - before.seconds,
  alarms: now.alarms - before.alarms,
  lives: now.lives - before.lives,
});

/** Dollars by the ledger; to set an alarm is charged for as a row, which SQLite's count leaves out. */
const dollars = ({ requests, messages, rows, seconds, alarms }: Used): number =>
  bill({ requests, messages, seconds, rowsWritten: rows + alarms });

function sit(url: string, admission: Admission): Session {
  const api = newcomer(url, game.name);
  return openSession({
    ...{ games: only(game), code: admission.code, role: "player", admission, origin: origin(url) },
    admit: () => api.join(admission.code, "Again"),
    now: () => performance.now(),
  });
}

/** The seat whose turn it is, as this session knows it; -1 before there is a world. */
const turnOf = (session: Session): number => {
  const { known } = session.frame(performance.now()) ?? {};
  return known ? (game.turn?.(known as never) ?? -1) : -1;
};

export async function turns(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "scrim-turns-"));
  await bundle("worker/index.ts", folder, { instead: { "#shared/games/index.ts": "test/support/turn-games.ts" } });
  const server = await startWorkerd({ around: AROUND, script: join(folder, "index.js") });
  const { url } = server;
  const sessions: Session[] = [];
  const stops: (() => void)[] = [];
  try {
    const settings = { seats: PEOPLE, fillTo: 0, turnSeconds: TURN_S };
    const first = await newcomer(url, game.name).createMatch("Player 0", "custom", settings);
    const others = Array.from({ length: PEOPLE - 1 }, (_, n) =>
      newcomer(url, game.name).join(first.code, `Player ${n + 1}`),
    );
    for (const admission of [first, ...(await Promise.all(others))]) {
      const session = sit(url, admission);
      sessions.push(session);
      stops.push(keepDrawing(session));
    }
    await until(() => sessions.every(({ link, seat }) => link.state === "live" && seat >= 0));
    await sleep(HIBERNATES_MS);
    const [began, before] = [performance.now(), await used(server)];
    let moved = 0;
    for (let move = 0; move < MOVES; move++) {
      await sleep(Math.max(0, began + (move + 1) * MOVE_S * 1000 - performance.now()));
      const turn = turnOf(sessions[0]);
      const mover = sessions.find(({ seat }) => seat === turn);
      mover?.command?.({ name: "take", args: { count: 1 } }, (outcome) => {
        if (outcome === "counted") moved += 1;
      });
    }
    await sleep(HIBERNATES_MS);
    const wall = (performance.now() - began) / 1000;
    const played = since(before, await used(server));
    if (moved !== MOVES) throw new Error(`${moved} of ${MOVES} moves have counted`);
    const asleep = 1 - played.seconds / wall;
    const hour = (dollars(played) * 3600) / wall;

    // In a day without a move nothing but these looks wakes the match, where its game sets no time for a turn.
    const looking = await used(server);
    for (let look = 0; look < LOOKS; look++) {
      await fetch(`${url}/bench/look?code=${first.code}`);
      await sleep(HIBERNATES_MS);
    }
    // The alarm itself is not rung here: as it rings, it is set anew.
    const measured = since(looking, await used(server));
    const looked = { ...measured, alarms: Math.max(measured.alarms, LOOKS) };
    const day = (dollars(looked) * LOOKS_A_DAY) / LOOKS;
    keep("turns.asleepShare", round(asleep, 4));
    keep("turns.hourDollars", round(hour, 6));
    keep("turns.dayDollars", round(day, 6));
    show(
      `A match of ${PEOPLE}, a move each ${MOVE_S} s, bare workerd, ${MOVES} moves in real time; and without a move`,
      [
        row("a move each 30 s", wall, played, `$${hour.toFixed(6)} an hour`),
        row("woken by its alarm alone", LOOKS * (HIBERNATES_MS / 1000), looked, `$${day.toFixed(6)} a day`),
      ],
    );
  } finally {
    for (const stop of stops) stop();
    for (const session of sessions) session.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const row = (
  match: string,
  wall: number,
  { seconds, messages, requests, rows, alarms, lives }: Used,
  cost: string,
) => ({
  ...{ match, "seconds awake": `${round(seconds, 2)} of ${round(wall, 0)}`, messages, requests, rows },
  ...{ "alarms set": alarms, "times in memory": lives, cost },
});
