/** Which pages look, and which of them are told something. */
import { expect, it } from "vitest";
import { LOOK_AGAIN_MS, MONITOR_CLOSE, type MonitorNews } from "#shared/monitor/index.ts";
import { Pages } from "#worker/monitor/pages.ts";
import { Sight } from "#worker/monitor/sight.ts";

class Socket {
  readyState: 0 | 1 | 2 | 3 = 1;
  bufferedAmount = 0;
  readonly heard: string[] = [];
  closed: number | undefined;
  #attachment: unknown;
  serializeAttachment(value: unknown): void {
    this.#attachment = structuredClone(value);
  }
  deserializeAttachment(): unknown {
    return this.#attachment;
  }
}

function setUp() {
  const clock = { date: 1000 };
  const sockets: Socket[] = [];
  const pages = new Pages<Socket>({
    sockets: () => sockets,
    close: (socket, code) => {
      socket.closed = code;
      socket.readyState = 3;
    },
    send: (socket, text) => void socket.heard.push(text),
    date: () => clock.date,
  });
  const enter = (until?: number) => {
    const socket = new Socket();
    sockets.push(socket);
    pages.enter(socket, { operator: "Grace", here: ["local"], ...(until !== undefined && { until }) });
    return socket;
  };
  const look = (socket: Socket, wish: object = {}) => pages.hear(socket, JSON.stringify({ type: "look", ...wish }));
  return { clock, pages, enter, look };
}

const FAULTS: MonitorNews = { type: "faults", rows: [] };

it("a page looks at the lists from the first moment on, until it is hidden", () => {
  const { pages, enter, look } = setUp();
  const socket = enter();
  expect(pages.looking.map(({ attached }) => attached.wish)).toEqual([
    { type: "look", hidden: false, ladders: false, match: null, tables: false },
  ]);
  look(socket, { hidden: true });
  expect(pages.looking).toEqual([]);
  look(socket, { ladders: true });
  expect(pages.looking[0].attached.wish.ladders).toBe(true);
});

it("a page that says nothing for long counts as hidden, until it says something", () => {
  const { clock, pages, enter, look } = setUp();
  const socket = enter();
  clock.date += 3 * LOOK_AGAIN_MS;
  expect(pages.looking).toHaveLength(1);
  clock.date += 1;
  expect(pages.looking).toEqual([]);
  look(socket);
  expect(pages.looking).toHaveLength(1);
});

it("a sign-in that has run out ends the socket", () => {
  const { clock, pages, enter } = setUp();
  const [socket, other] = [enter(2000), enter()];
  clock.date = 1999;
  expect(pages.looking).toHaveLength(2);
  clock.date = 2000;
  expect(pages.looking).toHaveLength(1);
  expect([socket.closed, other.closed]).toEqual([MONITOR_CLOSE.signedOut, undefined]);
});

it("a message that is no wish ends the socket, and one that has closed is no page", () => {
  const { pages, enter } = setUp();
  const socket = enter();
  expect(pages.hear(socket, "{}")).toBe(false);
  expect(socket.closed).toBe(MONITOR_CLOSE.malformed);
  expect(pages.looking).toEqual([]);
});

it("what happens is told to pages that have what was before, and to no page that is hidden", () => {
  const { pages, enter, look } = setUp();
  const [fresh, whole, hidden] = [enter(), enter(), enter()];
  const sight = new Sight();
  const records = { faults: () => [], acts: () => [], refusals: () => [], refusalChanges: 0 };
  const asked = { operator: "Grace", ladders: false, now: 0 };
  for (const { socket, feed } of pages.looking) if (socket !== fresh) feed.next(sight, records, asked);
  look(hidden, { hidden: true });
  pages.tellAll(FAULTS);
  expect([fresh, whole, hidden].map(({ heard }) => heard.length)).toEqual([0, 1, 0]);
});

it("a page that does not read is told nothing more until it has read", () => {
  const { pages, enter } = setUp();
  const socket = enter();
  const [page] = pages.looking;
  expect(pages.reads(page)).toBe(true);
  socket.bufferedAmount = 2 << 20;
  expect(pages.reads(page)).toBe(false);
});
