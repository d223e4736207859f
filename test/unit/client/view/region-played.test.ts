/**
 * @vitest-environment happy-dom
 * What a match has measured corrects what the probe of its region has.
 */
import { afterEach, expect, it } from "vitest";
import { back, openTab, type Tab } from "#test/support/tab.ts";

const ADMISSION = { code: "4G7K2M9QXZ", role: "player", game: "puck", ticket: "ticket", player: "a.b.c" };
const KNOWN = [
  { region: "weur", name: "Europe, west", rtt: 24 },
  { region: "eeur", name: "Europe, east", rtt: 40 },
];

afterEach(() => back());

/** Plays a match of which the server says this, and leaves. */
async function play(says: object, rtt: number): Promise<Tab> {
  const tab = await openTab("/");
  tab.regions.measured(KNOWN);
  await tab.click("quick-play");
  await tab.server.last("/api/play").answer({ ...ADMISSION, ...says });
  await expect.poll(() => tab.sessions.length).toBe(1);
  const [session] = tab.sessions;
  session.stats = { ...session.stats, rtt };
  await back();
  return tab;
}

it("the region of the match moves halfway to the round trip that was played with", async () => {
  const { regions } = await play({ region: "weur" }, 60);
  expect(regions.known).toEqual([{ ...KNOWN[0], rtt: 42 }, KNOWN[1]]);
});

it.each([
  ["the match does not say where it runs", {}, 60],
  ["nothing was measured", { region: "weur" }, 0],
  ["the region is another one", { region: "oc" }, 60],
])("nothing is learnt where %s", async (_, says, rtt) => {
  expect((await play(says, rtt)).regions.known).toEqual(KNOWN);
});
