/** The server's clock is set back, and far ahead, in bare workerd: matches go on, and those who are away come back to their seats. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { apiOf, sessionFor, until } from "#test/support/headless.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

/** The Worker under a clock that a request sets: by so many milliseconds it is off. */
const OFF = `
import scrim from "./index.js";
export * from "./index.js";

const now = Date.now.bind(Date);
let off = 0;
Date.now = () => now() + off;

export default {
  fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/clock") return scrim.fetch(request, env, ctx);
    off += Number(searchParams.get("by"));
    return new Response("set");
  },
};
`;

let server: WorkerdServer;
beforeAll(async () => {
  server = await startWorkerd({ around: OFF });
});
afterAll(() => server.stop());

const jump = async (ms: number) => {
  expect(await (await fetch(`${server.url}/clock?by=${ms}`)).text()).toBe("set");
};

const HOUR = 3_600_000;

it.each([[-20_000], [-HOUR], [20_000], [HOUR]])(
  "a match goes on at its rate when the clock jumps by %d ms, for who plays, who watches, and who comes",
  async (ms) => {
    const ada = apiOf(server.url);
    const bob = apiOf(server.url);
    const first = await ada.createMatch("Ada", "custom", { seats: 4, autostart: 0 });
    const host = sessionFor(server.url, ada, first);
    const guest = sessionFor(server.url, bob, await bob.join(first.code, "Bob"));
    const watcher = sessionFor(server.url, ada, await apiOf(server.url).watch(first.code));
    const sessions = [host, guest, watcher];
    await until(() => sessions.every(({ link }) => link.state === "live"));
    const { seat } = guest;
    // Away, and not gone: a page that is loaded anew.
    const now = () => performance.now();
    const tick = (session: typeof host) => session.frame(now())?.known.tick ?? 0;
    await jump(ms);
    const before = sessions.map(tick);
    await until(() => sessions.every((session, n) => tick(session) > before[n] + 60));
    expect(sessions.map(({ link }) => link.state)).toEqual(["live", "live", "live"]);

    // Bob loads his page anew, and the clock jumps once more between his two tickets.
    await jump(ms);
    const again = sessionFor(server.url, bob, await bob.join(first.code, "Bob"));
    await until(() => again.link.state === "live");
    expect(again.seat).toBe(seat);
    const newcomer = apiOf(server.url);
    const third = sessionFor(server.url, newcomer, await newcomer.join(first.code, "Cyd"));
    await until(() => third.link.state === "live");
    const at = tick(third);
    await until(() => tick(third) > at + 30 && tick(host) > at);
    expect(host.link.state).toBe("live");
    for (const session of [host, again, watcher, third]) session.leave();
    await jump(-2 * ms);
  },
);
