/** Colyseus as a target: a server process of its own, raw clients that speak its handshake, and the SDK's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { pack } from "../../../shared/protocol/wire.ts";
import { end, owned, pidOf } from "../../../test/support/process.ts";
import { ticksAMessage } from "../../../worker/broadcast/broadcaster.ts";
import { CODE, MESSAGE, ROOM } from "./colyseus/protocol.mjs";
import type { LoadClient, LoadTarget } from "./target.ts";
import { MATCH } from "./target.ts";

const SERVER = fileURLToPath(new URL("./colyseus/server.mjs", import.meta.url));

const Ready = v.object({ port: v.number() });
const Seat = v.object({ sessionId: v.string(), roomId: v.string(), processId: v.string() });

/** What matchmaking's HTTP API answers to a client that joins the one room. */
async function reserve(url: string): Promise<v.InferOutput<typeof Seat>> {
  const response = await fetch(`${url}/matchmake/join/${ROOM}`, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: "{}",
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`matchmaking: ${response.status} ${JSON.stringify(body)}`);
  return v.parse(Seat, body);
}

/** An input as the SDK would send it: a message of a numbered type, and its columns as msgpack. */
function inputMessage(columns: readonly number[]): Uint8Array {
  const body = pack(columns);
  const message = new Uint8Array(2 + body.length);
  message[0] = CODE.message;
  message[1] = MESSAGE.input;
  message.set(body, 2);
  return message;
}

/** The seat that a message of the room names: an integer of msgpack, which is small or has its length in its head. */
function seatOf(bytes: Uint8Array): number {
  const [, , head, high, low] = bytes;
  if (head < 0x80) return head;
  return head === 0xcc ? high : high * 256 + low;
}

async function joinRaw(url: string): Promise<LoadClient> {
  const { sessionId, roomId, processId } = await reserve(url);
  const { openSocket } = await import("./socket.mjs");
  return new Promise((resolve, reject) => {
    let seat = -1;
    let messagesUp = 0;
    let client: LoadClient | undefined;
    const path = `${processId}/${roomId}?sessionId=${sessionId}`;
    const opening = openSocket(`${url.replace(/^http/, "ws")}/${path}`, [], (bytes, socket) => {
      switch (bytes[0]) {
        case CODE.patch:
          client?.onMessage?.(bytes.length, performance.now());
          break;
        case CODE.join:
          socket.send(Uint8Array.of(CODE.join));
          break;
        case CODE.message:
          // What was sent in onJoin follows the full state.
          seat = seatOf(bytes);
          client = {
            seat,
            get messagesUp() {
              return messagesUp;
            },
            onMessage: undefined,
            onClose: undefined,
            onEcho: undefined,
            send: ({ mx, my, aim, buttons }) => {
              messagesUp += 1;
              socket.send(inputMessage([mx, my, aim, buttons]));
            },
            close: () => socket.close(),
          };
          socket.onClose = (code) => client?.onClose?.(code);
          resolve(client);
          break;
        case CODE.state:
          break;
        default:
          reject(new Error(`the room sent ${bytes[0]}`));
      }
    });
    opening.catch(reject);
  });
}

export const colyseus: LoadTarget = {
  name: "colyseus",

  // As many messages down as Scrim's.
  interval: (tickRate, players) => (ticksAMessage(tickRate, players) * 1000) / tickRate,

  async start({ seats, tickRate }) {
    const options = JSON.stringify({
      settings: { ...MATCH, seats },
      tickRate,
      ticksAPatch: ticksAMessage(tickRate, seats),
    });
    const child = owned(
      spawn(process.execPath, [SERVER, options], {
        env: { ...process.env, NODE_ENV: "production" },
        stdio: ["ignore", "pipe", "inherit"],
      }),
    );
    const failed = once(child, "exit").then(([code]) => {
      throw new Error(`the Colyseus server ended with ${code}`);
    });
    const [line] = await Promise.race([once(createInterface(child.stdout), "line"), failed]);
    failed.catch(() => {});
    const { port } = v.parse(Ready, JSON.parse(String(line)));
    return { pid: pidOf(child), urls: [`http://127.0.0.1:${port}`], stop: () => end(child) };
  },

  async connect(url, { decode }) {
    if (!decode) return joinRaw(url);
    const { joinDecoding } = await import("./colyseus/sdk.mjs");
    return joinDecoding(url);
  },
};
