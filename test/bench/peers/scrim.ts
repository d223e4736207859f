/** Scrim as a target: the built server in bare workerd, and clients that speak docs/WIRE.md. */
import * as v from "valibot";
import { Outbox } from "../../../client/session/outbox.ts";
import { InputSampler } from "../../../client/session/predict/input-sampler.ts";
import { type ArenaWorld, arena } from "../../../shared/games/arena/index.ts";
import { LogReader } from "../../../shared/log/index.ts";
import { decodeDown, RULES_PREFIX, ruleName, SUBPROTOCOL, TICKET_PREFIX } from "../../../shared/protocol/index.ts";
import { plan } from "../../../shared/sim/index.ts";
import { startWorkerd } from "../../../test/support/workerd.ts";
import { ticksAMessage } from "../../../worker/broadcast/broadcaster.ts";
import { markBehind } from "../soak/marks.ts";
import { type Input, type LoadClient, type LoadServer, type LoadTarget, MATCH, type MatchOptions } from "./target.ts";

const Admission = v.object({ code: v.string(), ticket: v.string() });

async function post(url: string, body: unknown): Promise<v.InferOutput<typeof Admission>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return v.parse(Admission, answer);
}

/** Where the match of a target's address is; the player who created it has a seat already, and the ticket is in the address. */
function placeOf(url: string) {
  const { origin, pathname, searchParams } = new URL(url);
  return { origin, code: pathname.slice(1), host: searchParams.get("host") ?? "" };
}

/** The newest tick that a decoding client of this process has seen, by the match's address: raw clients date by it. */
const newest = new Map<string, number>();

/** Follows the state, and says at which tick it is and where the client aims. */
class Follower {
  #reader: LogReader | undefined;
  seat = -1;

  read(bytes: Uint8Array): { readonly tick: number; readonly aim: number | undefined } | undefined {
    for (const message of decodeDown(bytes)) {
      if (message.type === "welcome") {
        this.seat = message.seat;
        this.#reader = new LogReader(plan(arena, message.settings));
      } else if (message.type === "keyframe") this.#reader?.begin(message);
      else if (message.type === "frame") this.#reader?.apply(message);
    }
    const world = this.#reader?.world as ArenaWorld | undefined;
    return world && { tick: world.tick, aim: world.players.has(this.seat) ? world.seats.aim[this.seat] : undefined };
  }
}

/** In ticks: an aim that turns waits at most so long for its message. */
const MOST_WAIT = 10;

/** What a client of Scrim's own sends, and when. */
class Voice {
  readonly #sampler = new InputSampler(arena.input, arena.tickRate);
  readonly #outbox: Outbox;
  readonly #tick: () => number;
  #later: ReturnType<typeof setTimeout> | undefined;

  /** @param tick the tick that an input would be for just now */
  constructor(tick: () => number, say: (bytes: Uint8Array) => void) {
    this.#tick = tick;
    this.#outbox = new Outbox(say);
  }

  /** A message has come. @param mark the newest mark */
  heard(mark: number, now: number): void {
    this.#outbox.marked(mark);
    this.#outbox.ping(now, { frameAt: now, spectates: false });
  }

  want({ mx, my, aim, buttons }: Input): void {
    this.#sampler.set({ mx, my, aim, buttons });
    this.#flush(MOST_WAIT);
  }

  /** @param wait ticks that an aim may still have to wait for its turn */
  #flush(wait: number): void {
    clearTimeout(this.#later);
    const input = this.#sampler.seal(this.#tick(), 0);
    if (input) this.#outbox.push([input], performance.now());
    else if (wait > 0) this.#later = setTimeout(() => this.#flush(wait - 1), 1000 / arena.tickRate);
  }

  stop(): void {
    clearTimeout(this.#later);
  }
}

/** The seat in a welcome, which is the first thing of the first message. */
function seatOf(bytes: Uint8Array): number {
  const welcome = decodeDown(bytes).find((message) => message.type === "welcome");
  if (!welcome) throw new Error("the match did not begin with a welcome");
  return welcome.seat;
}

/** A server with so many matches, which are alike. @param around as of `startWorkerd` */
export async function startMatches(count: number, options: MatchOptions, around?: string): Promise<LoadServer> {
  const server = await startWorkerd({ around });
  const open = async () => {
    const { code, ticket } = await post(`${server.url}/api/matches`, {
      name: "Host",
      settings: { ...MATCH, ...options },
    });
    return `${server.url}/${code}?host=${ticket}`;
  };
  try {
    const urls = await Promise.all(Array.from({ length: count }, open));
    return { pid: server.pid, urls, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

export const scrim: LoadTarget = {
  name: "scrim",

  interval: (tickRate, players) => (ticksAMessage(tickRate, players) * 1000) / tickRate,

  start: (options) => startMatches(1, options),

  async connect(url, { number, decode }) {
    const { origin, code, host } = placeOf(url);
    const join = () => post(`${origin}/api/matches/${code}/join`, { name: `Player ${number}` });
    const ticket = number === 0 ? host : (await join()).ticket;
    const { openSocket } = await import("./socket.mjs");
    const follower = decode || !newest.has(url) ? new Follower() : undefined;
    if (follower) newest.set(url, 0);
    return new Promise((resolve, reject) => {
      let client: LoadClient | undefined;
      let aim: number | undefined;
      let voice: Voice | undefined;
      let messagesUp = 0;
      let mark = 0;
      const path = `${origin.replace(/^http/, "ws")}/ws/${code}`;
      const protocols = [SUBPROTOCOL, TICKET_PREFIX + ticket, RULES_PREFIX + ruleName(arena)];
      const opening = openSocket(path, protocols, (bytes, socket) => {
        const now = performance.now();
        client?.onMessage?.(bytes.length, now);
        mark = markBehind(bytes, mark);
        const seen = follower?.read(bytes);
        if (seen) {
          newest.set(url, Math.max(newest.get(url) ?? 0, seen.tick));
          if (seen.aim !== aim) client?.onEcho?.(seen.aim, performance.now());
          aim = seen.aim;
        }
        if (client) {
          // A client that does not say what it has read is sent nothing after a while.
          voice?.heard(mark, now);
          return;
        }
        const own = new Voice(
          () => (newest.get(url) ?? 0) + 1,
          (message) => {
            messagesUp += 1;
            socket.send(message);
          },
        );
        voice = own;
        client = {
          seat: follower?.seat ?? seatOf(bytes),
          get messagesUp() {
            return messagesUp;
          },
          onMessage: undefined,
          onClose: undefined,
          onEcho: undefined,
          send: (input) => own.want(input),
          close: () => {
            own.stop();
            socket.close();
          },
        };
        socket.onClose = (code) => {
          own.stop();
          client?.onClose?.(code);
        };
        resolve(client);
      });
      opening.catch(reject);
    });
  },
};
