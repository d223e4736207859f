import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { openSession } from "#client/session/open.ts";
import type { Session } from "#client/session/types.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { FakeSocket, opening } from "#test/support/fake-socket.ts";

const FIRST = opening();
const admission: Admission = { code: "TESTTEST00", role: "player", ticket: "t0", player: "ada" };

let session: Session | undefined;
function open(admit: () => Promise<Admission>): Session {
  session = openSession({
    code: "TESTTEST00",
    role: "player",
    admission,
    admit,
    origin: "ws://x",
    now: () => performance.now(),
  });
  return session;
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
async function live(admit: () => Promise<Admission>): Promise<Session> {
  const s = open(admit);
  await pass(10);
  FakeSocket.last.open();
  FakeSocket.last.bring(FIRST);
  expect(s.link.state).toBe("live");
  await pass(500);
  return s;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  vi.stubGlobal("WebSocket", FakeSocket);
});
afterEach(() => {
  session?.leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("red", () => {
  it("hang", async () => {
    let asked = 0;
    await live(() => {
      asked += 1;
      return new Promise(() => {});
    });
    FakeSocket.last.shut(1006);
    await pass(30_000);
    expect(asked).toBeGreaterThan(3);
  });
  it.each(["bad_request", "plays"] as const)("%s", async (code) => {
    let asked = 0;
    const s = await live(async () => {
      asked += 1;
      throw new ApiFailure(code, "no");
    });
    FakeSocket.last.shut(1006);
    await pass(36_000);
    console.log(code, asked, s.link);
    expect(s.link.state).toBe("closed");
  });
  it("leaves while it waits for its next try: no seat is asked for any more", async () => {
    let asked = 0;
    const s = await live(async () => {
      asked += 1;
      return admission;
    });
    FakeSocket.last.shut(1006);
    s.leave();
    await pass(60_000);
    expect(asked).toBe(0);
  });
  it("welcome and no keyframe", async () => {
    open(async () => admission);
    await pass(10);
    FakeSocket.last.open();
    const { decodeDown, encodeDown } = await import("#shared/protocol/index.ts");
    const [welcome] = decodeDown(FIRST);
    FakeSocket.last.bring(encodeDown(welcome));
    await pass(30_000);
    expect(FakeSocket.made.length).toBeGreaterThan(1);
  });
});
