/**
 * @vitest-environment happy-dom
 * The page of a leaderboard, with a server that answers when it is told to.
 */
import { describe, expect, it } from "vitest";
import { API_ERROR } from "#shared/protocol/http.ts";
import { idOf, ladder, row, tokenFor } from "#test/support/ladders.ts";
import { memory } from "#test/support/memory.ts";
import { openTab, type Tab } from "#test/support/tab.ts";

const OWN = idOf("a");
const asks = /^\/api\/ladders\/puck\/faceoff/;

/** @param isKnown this browser has played before */
async function open(path = "/top/puck/faceoff", isKnown = true): Promise<Tab> {
  const tab = await openTab(path, { identity: { browser: memory(isKnown ? tokenFor(OWN) : undefined) } });
  while (document.querySelector('[data-testid="loading"]')) await tab.drawn();
  return tab;
}

const rows = () =>
  [...document.querySelectorAll(".ladder-table tbody tr")].map((one) => one.textContent?.replace(/\s+/g, " ").trim());
const links = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.getAttribute("href"));

describe("a leaderboard", () => {
  it("shows rank, name, points and tier, marks one's own row, and leads to profiles", async () => {
    const tab = await open();
    expect(document.title).toBe("Puck · Face-off: leaderboard · Scrim");
    const own = row("a", "Ann", { rank: 2, points: 700, tier: "Platinum 2", rounds: 9, wins: 3 });
    await tab.server.last(asks).answer(ladder([row("b", "Bob"), own]));
    expect(rows()).toEqual(["1 Bob 812 3 Platinum 3 12 7", "2 Ann you 700 2 Platinum 2 9 3"]);
    expect(tab.by("ladder-own").textContent).toContain("Ann");
    expect(links(".ladder-table a")).toEqual([`/u/${idOf("b")}`, `/u/${OWN}`]);
    expect(tab.text()).toContain("2 players have a rank.");
  });

  it("says how far a placement has come, and gives it no rank", async () => {
    const tab = await open();
    const { rank: _, ...newcomer } = row("c", "Cid", { placement: 3 });
    await tab.server.last(asks).answer(ladder([newcomer], { ranked: 0 }));
    expect(rows()[0]).toMatch(/^–none yet Cid 812 \? placing 2\/5/);
    expect(tab.text()).toContain("No player has a rank yet");
  });

  it("tells players of like names apart by their tags, and shows no tag else", async () => {
    const tab = await open();
    await tab.server.last(asks).answer(ladder([row("b", "Bob"), row("c", "BOB"), row("d", "Dan")]));
    expect(rows().map((text) => / #\w+/.exec(text ?? "")?.[0])).toEqual([" #bK2M", " #cK2M", undefined]);
  });

  it("that is empty says how it begins, and searches for a match", async () => {
    const tab = await open();
    await tab.server.last(asks).answer(ladder([]));
    expect(tab.by("ladder-empty").textContent).toContain("This leaderboard is empty.");
    expect(tab.by("ladder-play").textContent).toContain("Find a match");
  });

  it("of a line that is lost says so, and can be asked for again", async () => {
    const tab = await open();
    await tab.server.last(asks).fail();
    expect(tab.text()).toContain("The server cannot be reached. Are you online?");
    await tab.click("ladder-again");
    await tab.server.last(asks).answer(ladder([row("b", "Bob")]));
    expect(rows()).toHaveLength(1);
    expect(tab.text()).not.toContain("cannot be reached");
  });

  it.each(["/top/puck", "/top/puck/duel", "/top/chess/blitz"])(
    "that there is not leads to those that there are: %s",
    async (path) => {
      const tab = await open(path);
      expect(tab.text()).toContain("There is no such leaderboard");
      await tab.click("to-arena-pairs");
      expect(tab.path()).toBe("/top/arena/pairs");
      expect(tab.server.last(/^\/api\/ladders/).path).toBe("/api/ladders/arena/pairs");
    },
  );
});

it("all leaderboards have a page", async () => {
  const tab = await open("/top");
  expect(tab.text()).toMatch(/Leaderboards.*Arena · Pairs.*Puck · Face-off/);
  expect(tab.server.requests.filter(({ path }) => path.startsWith("/api/ladders"))).toEqual([]);
});

describe("what of it is asked for", () => {
  it("stands in the address: the players around oneself, those met, a name, a season", async () => {
    const tab = await open();
    await tab.server.last(asks).answer(ladder([row("b", "Bob")]));
    await tab.click("show-around");
    expect(tab.server.last(asks).path).toBe(`/api/ladders/puck/faceoff?around=${OWN}`);
    expect(location.search).toBe("?show=around");
    await tab.click("show-met");
    expect(tab.server.last(asks).path).toBe(`/api/ladders/puck/faceoff?met=${OWN}`);
    await tab.submit("ladder-name", " bo b ");
    expect(tab.server.last(asks).path).toBe("/api/ladders/puck/faceoff?name=bo+b");
    expect(location.search).toBe("?name=bo+b");
    const season = tab.by("ladder-season") as HTMLSelectElement;
    season.value = "2026-q3";
    season.dispatchEvent(new Event("change"));
    await tab.drawn();
    expect(tab.server.last(asks).path).toBe("/api/ladders/puck/faceoff?season=2026-q3&name=bo+b");
    expect(location.search).toBe("?season=2026-q3&name=bo+b");
  });

  it("comes from the address", async () => {
    const tab = await open("/top/puck/faceoff?season=2026-q3&show=around");
    expect(tab.server.last(asks).path).toBe(`/api/ladders/puck/faceoff?season=2026-q3&around=${OWN}`);
    expect(tab.by("show-around").getAttribute("aria-current")).toBe("true");
  });

  it("of a season that there is not leads to the one that is on, and nonsense is not asked for", async () => {
    const tab = await open("/top/puck/faceoff?season=2020-q1");
    await tab.server.last(asks).refuse(API_ERROR.noLadder, 404);
    expect(tab.text()).toContain("There is no such season");
    await tab.click("to-now");
    expect(tab.server.last(asks).path).toBe("/api/ladders/puck/faceoff");
    await tab.server.last(asks).answer(ladder([row("b", "Bob")]));
    expect(rows()).toHaveLength(1);
    const other = await open("/top/puck/faceoff?season=now");
    expect(other.server.last(asks).path).toBe("/api/ladders/puck/faceoff");
  });

  it("of a browser that is no player yet: it stands nowhere, and has met no player", async () => {
    const tab = await open("/top/puck/faceoff?show=around", false);
    await tab.server.last(asks).answer(ladder([row("b", "Bob")]));
    expect(tab.by("ladder-empty").textContent).toContain("You are not on this leaderboard yet.");
    await tab.click("show-met");
    await tab.server.last(asks).answer(ladder([row("b", "Bob")]));
    expect(tab.by("ladder-empty").textContent).toContain("No players met yet.");
  });

  it("last is what is shown, also if the answer before comes later", async () => {
    const tab = await open();
    const first = tab.server.last(asks);
    await tab.submit("ladder-name", "Cid");
    await tab.server.last(asks).answer(ladder([row("c", "Cid")]));
    await first.answer(ladder([row("b", "Bob")]));
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toContain("Cid");
  });
});
