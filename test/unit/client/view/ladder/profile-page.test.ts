/**
 * @vitest-environment happy-dom
 * The page of a player.
 */
import { describe, expect, it } from "vitest";
import { idOf, profile, row, standing, tokenFor } from "#test/support/ladders.ts";
import { memory } from "#test/support/memory.ts";
import { openTab, type Tab } from "#test/support/tab.ts";

const asks = /^\/api\/players\//;

async function open(digit: string): Promise<Tab> {
  const tab = await openTab(`/u/${idOf(digit)}`, { identity: { browser: memory(tokenFor(idOf("a"))) } });
  while (document.querySelector('[data-testid="loading"]')) await tab.drawn();
  return tab;
}

const rounds = () =>
  [...document.querySelectorAll(".rounds li")].map((one) => one.textContent?.replace(/\s+/g, " ").trim());

describe("a profile", () => {
  it("says how the player stands, and how they came there, also in words", async () => {
    const tab = await open("a");
    expect(tab.server.last(asks).path).toBe(`/api/players/${idOf("a")}`);
    await tab.server.last(asks).answer(profile([standing()]));
    expect(document.title).toBe("Ann · Scrim");
    expect(document.querySelector("h1")?.textContent).toMatch(/Ann #AK2M\s*you/);
    const panel = tab.by("profile-puck-faceoff");
    expect(panel.textContent?.replace(/\s+/g, " ")).toMatch(/Platinum 3 812 points 12% of the way to Platinum 2/);
    expect(panel.querySelector(".chart svg")?.getAttribute("aria-label")).toBe(
      "Points over the last 3 rounds: from 780 to 812, at least 760 and at most 812.",
    );
    expect(panel.querySelector(".chart svg")?.getAttribute("role")).toBe("img");
  });

  it("lists the last rounds: place, change, the others, and the replay at its best moment", async () => {
    const tab = await open("a");
    await tab.server.last(asks).answer(profile([standing()]));
    expect(rounds()[0]).toMatch(/1st of 2 \+52 points, 812 with Bob Replay$/);
    expect(rounds()[1]).toMatch(/Left the round −20 points, 760 with Bob no replay$/);
    const links = [...document.querySelectorAll(".rounds a")].map((one) => one.getAttribute("href"));
    expect(links).toEqual([`/u/${idOf("b")}`, "/r/4G7K2M9QXZ-3?t=41", `/u/${idOf("b")}`]);
  });

  it("of oneself leads to one's account, and that of others does not", async () => {
    const own = await open("a");
    await own.server.last(asks).answer(profile([standing()]));
    expect(own.by("to-account").getAttribute("href")).toBe("/account");
    const other = await open("b");
    await other.server.last(asks).answer(profile([standing()], "b", "Bob"));
    expect(document.querySelector('[data-testid="to-account"]')).toBeNull();
  });

  it("during placement says how many rounds are left", async () => {
    const tab = await open("a");
    const { rank: _, ...newcomer } = row("a", "Ann", { placement: 1, rounds: 4 });
    await tab.server.last(asks).answer(profile([standing({ row: newcomer, history: [], last: [] })]));
    expect(tab.text()).toMatch(/placing 4\/5 812 points 1 more round until you have a rank/);
    expect(document.querySelector(".chart")).toBeNull();
  });

  it("without a rated round says where ratings come from", async () => {
    const tab = await open("b");
    await tab.server.last(asks).answer(profile([], "b", "Bob"));
    expect(tab.text()).toContain("No rated round yet.");
  });

  it("that does not come can be asked for again", async () => {
    const tab = await open("b");
    await tab.server.last(asks).fail();
    expect(tab.text()).toContain("No profile just now");
    [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Try again")?.click();
    await tab.drawn();
    await tab.server.last(asks).answer(profile([standing()], "b", "Bob"));
    expect(document.title).toBe("Bob · Scrim");
  });
});
