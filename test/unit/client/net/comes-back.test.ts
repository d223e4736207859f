/** A client whose line is lost: no wait is without an end, and it is back while its seat is held. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { Backoff } from "#client/net/backoff.ts";
import { decodeDown, encodeDown, SEAT_HELD_MS } from "#shared/protocol/index.ts";
import { FakeSocket, OPENING, Returning } from "#test/support/returning.ts";

beforeEach(() => FakeSocket.install());
afterEach(() => FakeSocket.uninstall());

const never = () => new Promise<never>(() => {});
const [WELCOME] = decodeDown(OPENING);

describe("a wait that has no end of its own", () => {
  it("for a ticket: the next try comes after 5 seconds, and what the first brings then is dropped", async () => {
    const back = await Returning.live();
    let late = () => {};
    back.answers = [
      () =>
        new Promise((resolve) => {
          late = () => resolve({ code: "TESTTEST00", role: "player", ticket: "late", player: "ada" });
        }),
    ];
    FakeSocket.last.shut(1006);
    await back.pass(1000 + 5000 + 1500);
    expect([back.asked, FakeSocket.last.ticket]).toEqual([2, "t2"]);
    late();
    await back.pass(0);
    expect(FakeSocket.made.length).toBe(2);
    back.welcome();
    expect(back.session.link.state).toBe("live");
  });

  it("for tickets that never come: there are at least four tries while the seat is held", async () => {
    const back = await Returning.live();
    back.answer = never;
    FakeSocket.last.shut(1006);
    await back.pass(SEAT_HELD_MS);
    expect(back.asked).toBeGreaterThanOrEqual(4);
    expect(back.session.link).toMatchObject({ state: "reconnecting", cause: "line" });
  });

  it("for frames, where a server answered a ping once more before it was gone", async () => {
    const back = await Returning.live();
    await back.pass(1600);
    FakeSocket.last.bring(encodeDown({ type: "pong", time: 0, held: 0, slack: undefined }));
    // A match with a player in it does not sleep: the next ping comes after 2 seconds, and has 2.5 for its answer.
    await back.pass(2000 + 2500 + 200);
    expect(back.session.link).toMatchObject({ state: "reconnecting", cause: "line" });
  });

  it("for a handshake", async () => {
    const back = await Returning.live();
    FakeSocket.last.shut(1006);
    await back.pass(1000);
    const [, hung] = FakeSocket.made;
    await back.pass(5000 + 1500);
    expect([FakeSocket.made.length, hung.readyState]).toEqual([3, FakeSocket.CLOSING]);
    // Should it come after all, no try waits for it.
    hung.open();
    hung.bring(OPENING);
    expect(back.session.link.state).toBe("reconnecting");
  });

  it("for a handshake, the very first one", async () => {
    const back = new Returning();
    await back.pass(10_000);
    expect(FakeSocket.made.length).toBeGreaterThan(1);
    expect(FakeSocket.last.ticket).toBe("t1");
  });

  it("for a welcome", async () => {
    const back = new Returning();
    await back.pass(10);
    FakeSocket.last.open();
    await back.pass(5100);
    expect(FakeSocket.made.length).toBe(2);
    back.welcome();
    expect(back.session.link.state).toBe("live");
  });

  it("for a keyframe after the welcome", async () => {
    const back = new Returning();
    await back.pass(10);
    FakeSocket.last.open();
    FakeSocket.last.bring(encodeDown(WELCOME));
    await back.pass(5100);
    expect(FakeSocket.made.length).toBe(2);
    back.welcome();
    expect(back.session.link.state).toBe("live");
  });

  it("for a keyframe after the welcome of a stream with a delay: by so much longer", async () => {
    const back = new Returning();
    await back.pass(10);
    FakeSocket.last.open();
    if (WELCOME.type !== "welcome") throw new Error("the opening begins with a welcome");
    FakeSocket.last.bring(encodeDown({ ...WELCOME, delay: 10 }));
    await back.pass(14_900);
    expect(FakeSocket.made.length).toBe(1);
    await back.pass(300);
    expect(FakeSocket.made.length).toBe(2);
  });

  it("for the keyframe that puts a client right that is out of step, while frames go on", async () => {
    const back = await Returning.live();
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const wrong = encodeDown({ type: "frame", stream: "rules", ticks: 1, hash: 1, delta: [] });
    for (let n = 0; n < 20; n++) {
      FakeSocket.last.bring(wrong);
      await back.pass(300);
    }
    expect(FakeSocket.made.length).toBe(2);
  });

  /** The times between the tries on a server that lets all clients in, and then says no more. */
  async function gaps(back: Returning): Promise<number[]> {
    const opened: number[] = [];
    for (let seen = FakeSocket.made.length, ms = 0; ms < 120_000; ms += 50) {
      await back.pass(50);
      if (FakeSocket.made.length === seen) continue;
      seen = FakeSocket.made.length;
      opened.push(ms);
      FakeSocket.last.open();
      FakeSocket.last.bring(encodeDown(WELCOME));
    }
    return opened.map((at, i) => at - (opened[i - 1] ?? 0)).slice(1);
  }

  it("grows with each server that lets a client in and shows it nothing", async () => {
    const back = new Returning();
    await back.pass(10);
    FakeSocket.last.open();
    const all = await gaps(back);
    expect(Math.max(...all.slice(0, 3))).toBeLessThanOrEqual(5000 + 2000 + 100);
    expect(all.at(-1) ?? 0).toBeGreaterThan(5000 + 10_000);
  });

  it("is not skipped for a server that lets a player go on and then falls silent", async () => {
    const back = await Returning.live();
    FakeSocket.last.shut(1006);
    const all = await gaps(back);
    expect(Math.min(...all.slice(3))).toBeGreaterThan(2500 + 1900);
  });
});

describe("a player who has left", () => {
  it.each(["while the next try is waited for", "while a ticket is asked for"])(
    "%s asks for no seat any more",
    async (when) => {
      const back = await Returning.live();
      back.answer = when.includes("ticket") ? never : back.answer;
      FakeSocket.last.shut(1006);
      if (when.includes("ticket")) await back.pass(1500);
      const { asked } = back;
      back.session.leave();
      await back.pass(60_000);
      expect([back.asked, FakeSocket.made.length]).toEqual([asked, 1]);
      expect(back.session.link).toMatchObject({ state: "closed", ending: "left" });
    },
  );
});

describe("a request for a ticket", () => {
  it.each(["the player leaves", "the network is another one", "it takes too long"])(
    "is aborted when %s",
    async (when) => {
      const back = await Returning.live();
      back.answers = [never];
      FakeSocket.last.shut(1006);
      await back.pass(2000);
      const [signal] = back.signals;
      expect(signal?.aborted).toBe(false);
      if (when === "the player leaves") back.session.leave();
      else if (when === "it takes too long") await back.pass(5000);
      else FakeSocket.page.dispatchEvent(new Event("online"));
      expect(signal?.aborted).toBe(true);
    },
  );
});

describe("the network or the page comes back", () => {
  const online = () => FakeSocket.page.dispatchEvent(new Event("online"));
  const shown = () => FakeSocket.page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  const visible = () => document.dispatchEvent(new Event("visibilitychange"));
  const events: [string, () => void][] = [
    ["online", online],
    ["shown again from the browser's store", shown],
    ["visible", visible],
  ];

  it.each(events)("%s: the next try begins at once", async (_, comes) => {
    const back = await Returning.live();
    back.answer = () => Promise.reject(new ApiFailure("unreachable", "no network"));
    FakeSocket.last.shut(1006);
    await back.pass(45_000);
    const { asked } = back;
    back.answer = async () => ({ code: "TESTTEST00", role: "player", ticket: "fresh", player: "ada" });
    await back.pass(600);
    comes();
    await back.pass(1);
    expect([back.asked - asked, FakeSocket.last.ticket]).toEqual([1, "fresh"]);
    // All three may tell of the same moment.
    for (const [, event] of events) event();
    await back.pass(1);
    expect(back.asked - asked).toBe(1);
  });

  it.each(events)("%s: a try that hangs on the network of before is given up", async (_, comes) => {
    const back = await Returning.live();
    back.answers = [never];
    FakeSocket.last.shut(1006);
    await back.pass(2000);
    expect([back.asked, FakeSocket.made.length]).toEqual([1, 1]);
    comes();
    await back.pass(1);
    expect([back.asked, FakeSocket.made.length]).toEqual([2, 2]);
  });

  it.each(events)("%s: a line that is open is asked whether it holds, and kept", async (_, comes) => {
    const back = await Returning.live();
    // All that it says at first has been said.
    await back.pass(100);
    const said = FakeSocket.last.sent.length;
    comes();
    await back.pass(20);
    expect(FakeSocket.last.sent.length).toBeGreaterThan(said);
    expect([FakeSocket.made.length, back.session.link.state]).toEqual([1, "live"]);
  });

  it("does nothing more once the player has left", async () => {
    const back = await Returning.live();
    FakeSocket.last.shut(1006);
    back.session.leave();
    for (const [, comes] of events) comes();
    await back.pass(10_000);
    expect(back.asked).toBe(0);
  });
});

describe("the way back after an outage", () => {
  it.each([1, 3, 5, 8, 10, 13, 17, 21, 25, 28])(
    "of %i s takes 2 seconds at most, so that the seat is still held",
    async (seconds) => {
      const back = await Returning.live();
      const { answer } = back;
      back.answer = () => Promise.reject(new ApiFailure("unreachable", "no network"));
      vi.spyOn(console, "warn").mockImplementation(() => {});
      FakeSocket.last.shut(1006);
      await back.pass(1000 * seconds);
      back.answer = answer;
      const began = performance.now();
      while (FakeSocket.made.length < 2) await back.pass(10);
      expect(performance.now() - began).toBeLessThanOrEqual(2010);
    },
  );

  it("is taken at once where a line that has worked falls silent", async () => {
    const back = await Returning.live();
    // Nothing comes any more: a ping is asked within 2 s, and its answer awaited for 2.5.
    await back.pass(5000);
    expect([back.asked, FakeSocket.made.length]).toEqual([1, 2]);
    expect(back.lost).toEqual([1006]);
  });
});

describe("the waits between tries", () => {
  const waits = (chance: number, each: number, count: number, backoff = new Backoff(0, () => chance)) => {
    let now = 0;
    return Array.from({ length: count }, () => {
      const wait = backoff.fails(now);
      now += wait + each;
      return { at: now, wait };
    });
  };

  it("are 2 seconds at most while the seat is held, and grow to 15 after that", () => {
    for (const chance of [0, 0.3, 0.7, 0.999]) {
      const all = waits(chance, 200, 60);
      for (const { at, wait } of all) expect(wait).toBeLessThanOrEqual(at - wait <= SEAT_HELD_MS ? 2000 : 15_000);
      const last = all.at(-1)?.wait ?? 0;
      expect(last).toBeGreaterThanOrEqual(15_000 * 0.3);
    }
    expect(waits(0.999, 200, 60).at(-1)?.wait).toBeGreaterThan(14_000);
  });

  it("differ by chance, so that clients that a restart has thrown out do not come all at once", () => {
    expect([waits(0, 0, 1)[0].wait, waits(0.999, 0, 1)[0].wait].map(Math.round)).toEqual([300, 999]);
  });

  it("begin anew after a picture of two seconds, and not after a shorter one or none", () => {
    const backoff = new Backoff(0, () => 0.999);
    for (let n = 0; n < 5; n++) backoff.fails(n * 2000);
    backoff.works(20_000);
    expect([backoff.fails(21_000), backoff.tries].map(Math.round)).toEqual([1999, 6]);
    expect(Math.round(backoff.fails(24_000))).toBe(1999);
    backoff.works(40_000);
    backoff.hears(42_000);
    expect([backoff.fails(44_000), backoff.tries].map(Math.round)).toEqual([999, 1]);
  });

  it("are short again for as long as the seat is held anew", () => {
    const backoff = new Backoff(0, () => 0.999);
    let now = 0;
    while (backoff.fails(now) < 10_000) now += 10_000;
    backoff.works(now);
    expect(backoff.fails(now + 100)).toBeLessThanOrEqual(2000);
    expect(backoff.heldUntil).toBe(now + 100 + SEAT_HELD_MS);
  });
});
