/** However a client closes its socket, the server lets go of it at once: in bare workerd, with close frames written by hand. */
import * as v from "valibot";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Api } from "#client/net/api.ts";
import type { Session } from "#client/session/types.ts";
import { arena } from "#shared/games/arena/index.ts";
import { Admission, encodeUp } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import { OPCODE } from "#test/bench/soak/raw-reader.ts";
import { apiOf, sessionFor, until } from "#test/support/headless.ts";
import { closePayload, RawSocket } from "#test/support/raw-socket.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

let server: WorkerdServer;
beforeAll(async () => {
  server = await startWorkerd();
});
afterAll(() => server.stop());

const CODES = [0, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1011, 1012, 1015, 1016, 2999];
const MORE_CODES = [3000, 4000, 4409, 4999, 5000, 32768, 65535];
const BAD_UTF8 = [0xff, 0xfe, 0xc0, 0x80];

const PAYLOADS: readonly (readonly [string, Uint8Array])[] = [
  ...[...CODES, ...MORE_CODES].map((code) => [`code ${code}`, closePayload(code)] as const),
  ["no payload", new Uint8Array()],
  ["a payload of 1 byte", Uint8Array.of(3)],
  ["a reason that is not UTF-8", closePayload(1000, BAD_UTF8)],
  ["code 5000, and a reason that is not UTF-8", closePayload(5000, BAD_UTF8)],
  ["a reason of 123 bytes", closePayload(4000, new Array<number>(123).fill(0x78))],
];

/** A match whose host stays and sees who is there. */
async function hosted() {
  const api = apiOf(server.url);
  const admission = await api.createMatch("Ada", "custom", { seats: 4, autostart: 0 });
  const host = sessionFor(server.url, api, admission);
  await until(() => host.link.state === "live");
  const kind = (seat: number) => host.seats.find((entry) => entry.seat === seat)?.kind;
  return { host, code: admission.code, kind };
}

const IDLE = Object.values(arena.input).map(({ idle }) => idle);

/** Comes in, and says as a page that has drawn something what its player does: from then on the seat is the player's. */
async function enter(api: Api, code: string, host: Session): Promise<RawSocket> {
  const raw = await RawSocket.open(server.url, await api.join(code, "Bob"));
  await until(() => raw.frames > 0 && host.frame(performance.now()) !== undefined);
  const tick = (host.frame(performance.now())?.world.tick ?? 0) + 1;
  raw.send(OPCODE.binary, encodeUp({ type: "input", inputs: [{ tick, seen: 0, values: IDLE }] }));
  return raw;
}

it.each(PAYLOADS)("a player who closes with %s is away at once", async (_, payload) => {
  const { host, code, kind } = await hosted();
  const bob = await enter(apiOf(server.url), code, host);
  await until(() => kind(1) === SEAT.person);
  bob.close(payload);
  await until(() => kind(1) === SEAT.away, 20_000);
  // The handshake is finished, or the connection ended: the client is not left waiting.
  await until(() => bob.closedWith !== undefined || bob.ended, 20_000);
  expect(host.link.state).toBe("live");
  bob.drop();
  host.leave();
});

it("a watcher who closes with any code is counted no more, and others see on", async () => {
  const { host, code } = await hosted();
  const api = apiOf(server.url);
  const other = sessionFor(server.url, api, await api.watch(code));
  await until(() => other.link.state === "live");
  for (const bad of [1004, 1005, 5000, 65535]) {
    const watch = await fetch(`${server.url}/api/matches/${code}/watch`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    const eve = await RawSocket.open(server.url, v.parse(Admission, await watch.json()));
    await until(() => host.spectators === 2 && eve.frames > 0);
    eve.close(closePayload(bad));
    await until(() => host.spectators === 1, 20_000);
    eve.drop();
  }
  expect(other.link.state).toBe("live");
  other.leave();
  host.leave();
});

it("a player whose connection is reset is away at once", async () => {
  const { host, code, kind } = await hosted();
  const bob = await enter(apiOf(server.url), code, host);
  await until(() => kind(1) === SEAT.person);
  bob.drop();
  await until(() => kind(1) === SEAT.away, 20_000);
  host.leave();
});
