/** A socket that is not let in is told why, and its connection ends at once though the client is silent. In bare workerd. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Admission, CLOSE } from "#shared/protocol/index.ts";
import { apiOf, until } from "#test/support/headless.ts";
import { RawSocket } from "#test/support/raw-socket.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

let server: WorkerdServer;
beforeAll(async () => {
  server = await startWorkerd();
});
afterAll(() => server.stop());

/** A player who is in a match, and what opens another socket of theirs. */
async function player() {
  const api = apiOf(server.url);
  const admission = await api.createMatch("Ada", "custom", { seats: 4, autostart: 0 });
  return { api, admission, again: () => api.join(admission.code, "Ada") };
}

/** Opens one and says nothing. @returns by which code it was closed, once the connection has ended */
async function silent(admission: Admission): Promise<number | undefined> {
  const socket = await RawSocket.open(server.url, admission);
  await until(() => socket.ended, 25_000);
  return socket.closedWith;
}

it("with a ticket that has been used", async () => {
  const { admission } = await player();
  const first = await RawSocket.open(server.url, admission);
  await until(() => first.frames > 0);
  expect(await silent(admission)).toBe(CLOSE.usedTicket);
  first.drop();
});

it("with a ticket that is older than that of the socket in the seat", async () => {
  const { admission, again } = await player();
  const later = await again();
  const first = await RawSocket.open(server.url, later);
  await until(() => first.frames > 0);
  expect(await silent(admission)).toBe(CLOSE.takenOver);
  first.drop();
});

it("with a used ticket of a spectator", async () => {
  const { admission } = await player();
  const watch = await apiOf(server.url).watch(admission.code);
  const first = await RawSocket.open(server.url, watch);
  expect(await silent(watch)).toBe(CLOSE.usedTicket);
  first.drop();
});

it("with no good ticket", async () => {
  const { admission } = await player();
  expect(await silent({ ...admission, ticket: "none" })).toBe(CLOSE.badTicket);
});
