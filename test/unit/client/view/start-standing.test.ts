/**
 * @vitest-environment happy-dom
 * The start page says how the player stands in the competitive mode that they choose, and asks for it no sooner.
 */
import { beforeEach, expect, it } from "vitest";
import { experience } from "#client/view/parts/experience.ts";
import { idOf, profile, row, standing, tokenFor } from "#test/support/ladders.ts";
import { memory } from "#test/support/memory.ts";
import { openTab, type Tab } from "#test/support/tab.ts";

const asks = /^\/api\/players\//;
const asked = (tab: Tab) => tab.server.requests.filter(({ path }) => asks.test(path)).length;
const link = () => document.querySelector('[data-testid="to-ladder"]')?.textContent?.replace(/\s+/g, " ").trim();

beforeEach(() => experience.set("played"));

/** @param token undefined for a browser that is no player yet */
const open = (token: string | undefined = tokenFor(idOf("a"))) =>
  openTab("/?game=puck", { identity: { browser: memory(token) } });

/** @param questions so many have been asked then: what asks comes when it is needed */
async function choose(tab: Tab, mode: string, questions: number): Promise<void> {
  tab.by(`mode-${mode}`).dispatchEvent(new Event("change"));
  await tab.drawn();
  await tab.drawn();
  await expect.poll(() => asked(tab)).toBe(questions);
}

it("says the tier and the points, once a competitive mode is chosen, and leads to the leaderboard", async () => {
  const tab = await open();
  expect([link(), asked(tab)]).toEqual([undefined, 0]);
  await choose(tab, "faceoff", 1);
  expect([link(), asked(tab)]).toEqual(["Leaderboard", 1]);
  await tab.server.last(asks).answer(profile([standing()]));
  expect(link()).toBe("3 Leaderboard. You: Platinum 3 · 812");
  expect(tab.by("to-ladder").getAttribute("href")).toBe("/top/puck/faceoff");
  await choose(tab, "duel", 1);
  expect([link(), asked(tab)]).toEqual([undefined, 1]);
});

it("says how far the placement has come", async () => {
  const tab = await open();
  await choose(tab, "faceoff", 1);
  await tab.server.last(asks).answer(profile([standing({ row: row("a", "Ann", { placement: 3 }) })]));
  expect(link()).toBe("? Leaderboard. You: placing 2/5");
});

it("is the plain way there for a player who stands nowhere, and where the server does not say it", async () => {
  const tab = await open();
  await choose(tab, "faceoff", 1);
  await tab.server.last(asks).refuse("no_player", 404);
  expect(link()).toBe("Leaderboard");
  const other = await open();
  await choose(other, "faceoff", 1);
  await other.server.last(asks).answer(profile([standing({ game: "arena", mode: "pairs" })]));
  expect(link()).toBe("Leaderboard");
});

it("asks for nothing where the browser is no player yet, or has never played", async () => {
  const tab = await open("");
  await choose(tab, "faceoff", 0);
  expect([link(), asked(tab)]).toEqual(["Leaderboard", 0]);
});
