/** Scrim as a target: the built server in bare workerd, and clients that speak docs/PROTOCOL.md. */
import * as v from "valibot";
import { type ArenaWorld, arena } from "../../../shared/games/arena/index.ts";
import { LogReader } from "../../../shared/log/index.ts";
import { decodeDown, encodeUp, SUBPROTOCOL, TICKET_PREFIX } from "../../../shared/protocol/index.ts";
import { plan } from "../../../shared/sim/index.ts";
import { startWorkerd } from "../../support/workerd.ts";
import { type LoadClient, type LoadTarget, MATCH } from "./target.ts";

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

/** Where the match of a target's address is; whoever made it has a seat already, and their ticket is in the address. */
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

/** The seat in a welcome, which is the first thing of the first message. */
function seatOf(bytes: Uint8Array): number {
  const welcome = decodeDown(bytes).find((message) => message.type === "welcome");
  if (!welcome) throw new Error("the match did not begin with a welcome");
  return welcome.seat;
}

export const scrim: LoadTarget = {
  name: "scrim",

  async start({ seats, tickRate }) {
    const server = await startWorkerd();
    const { code, ticket } = await post(`${server.url}/api/matches`, {
      name: "Host",
      settings: { ...MATCH, seats, tickRate },
    });
    return { pid: server.pid, url: `${server.url}/${code}?host=${ticket}`, stop: () => server.stop() };
  },

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
      const path = `${origin.replace(/^http/, "ws")}/ws/${code}`;
      const opening = openSocket(path, [SUBPROTOCOL, TICKET_PREFIX + ticket], (bytes, socket) => {
        const now = performance.now();
        client?.onMessage?.(bytes.length, now);
        const seen = follower?.read(bytes);
        if (seen) {
          newest.set(url, Math.max(newest.get(url) ?? 0, seen.tick));
          if (seen.aim !== aim) client?.onEcho?.(seen.aim, performance.now());
          aim = seen.aim;
        }
        if (client) return;
        client = {
          seat: follower?.seat ?? seatOf(bytes),
          onMessage: undefined,
          onClose: undefined,
          onEcho: undefined,
          send: ({ mx, my, aim, buttons }) => {
            const tick = (newest.get(url) ?? 0) + 1;
            socket.send(encodeUp({ type: "input", inputs: [{ tick, values: [mx, my, aim, buttons] }] }));
          },
          close: () => socket.close(),
        };
        socket.onClose = (code) => client?.onClose?.(code);
        resolve(client);
      });
      opening.catch(reject);
    });
  },
};
