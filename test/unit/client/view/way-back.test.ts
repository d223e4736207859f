/**
 * @vitest-environment happy-dom
 * The start page offers the way back into the match that was played last, as long as its seat is kept.
 */
import { afterEach, describe, expect, it } from "vitest";
import { API_ERROR } from "#shared/protocol/index.ts";
import { back, openTab } from "#test/support/tab.ts";

const CODE = "4G7K2M9QXZ";
const OTHER = "4G7K2M9QXY";
const INFO = {
  ...{ code: CODE, game: "puck", mode: "duel", status: "live", seats: 2, players: 1, bots: 0, spectators: 0 },
  listed: false,
};
const AWAY = { ...INFO, own: { seat: 0, name: "Ann", away: true } };
const asks = /^\/api\/matches\/4G7K2M9QXZ$/;
const shown = () => document.querySelector('[data-testid="way-back"]')?.textContent?.replace(/\s+/g, " ").trim();

/** To the start page by another address, and so to a new page. */
async function again(address: string): Promise<void> {
  history.replaceState(null, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
  await back();
}

afterEach(() => back());

describe("the way back", () => {
  it("is offered once the server says that the seat is kept, and leads there", async () => {
    const tab = await openTab("/", { last: CODE });
    expect(shown()).toBeUndefined();
    const asked = tab.server.last(asks);
    await asked.answer(AWAY);
    expect(shown()).toMatch(/^Puck · Duel You have left the page of a match\. Your seat in it is kept/);
    await tab.click("back-in");
    expect(tab.path()).toBe(`/m/${CODE}`);
  });

  it("says so where the player plays it elsewhere at this moment", async () => {
    const tab = await openTab("/", { last: CODE });
    await tab.server.last(asks).answer({ ...INFO, own: { seat: 0, name: "Ann", away: false } });
    expect(shown()).toMatch(/in another tab or on another device/);
  });

  it.each([
    ["the seat is not kept any more", INFO],
    ["the match has ended", { ...AWAY, status: "ended" }],
  ])("is not offered where %s, and the server is not asked again", async (_, answer) => {
    const tab = await openTab("/", { last: CODE });
    await tab.server.last(asks).answer(answer);
    expect(shown()).toBeUndefined();
    await again("/?game=puck");
    expect(tab.server.requests.filter(({ path }) => asks.test(path))).toHaveLength(1);
  });

  it("is forgotten with the match, and not for a server that does not answer", async () => {
    const tab = await openTab("/", { last: CODE });
    const asked = () => tab.server.requests.filter(({ path }) => asks.test(path)).length;
    await tab.server.last(asks).fail();
    await again("/?game=puck");
    const before = asked();
    expect(before).toBeGreaterThan(1);
    await tab.server.last(asks).refuse(API_ERROR.noMatch, 404);
    await again("/?game=puck");
    expect(asked()).toBe(before);
  });

  it("is of the match that was played, until the player leaves it", async () => {
    const tab = await openTab(`/m/${CODE}`);
    await tab.server.last(`/api/matches/${CODE}/join`).admit(CODE);
    await back();
    expect(shown()).toMatch(/Your seat in it is kept/);
    await tab.server.last(asks).answer(AWAY);
    await tab.click("back-in");
    await tab.server.last(`/api/matches/${CODE}/join`).admit(CODE);
    await tab.click("toolbar-leave");
    expect(tab.path()).toBe("/");
    expect(shown()).toBeUndefined();
  });

  it("is offered into each match with a seat, and says whose turn it is", async () => {
    const people = ["Ann", "Bob", "Eve"].map((name, seat) => ({ seat, name, away: seat === 0 }));
    const tab = await openTab("/", { last: `${CODE} ${OTHER}` });
    await tab.server.last(asks).answer({ ...AWAY, people, turn: 0 });
    await tab.server.last(/^\/api\/matches\/4G7K2M9QXY$/).answer({ ...AWAY, code: OTHER, people, turn: 2 });
    const rows = () =>
      [...document.querySelectorAll('[data-testid="way-back"] p')].map((row) =>
        row.textContent?.replace(/\s+/g, " ").trim(),
      );
    expect(rows()).toEqual([
      "Puck · Duel With Bob, Eve. It is your turn",
      "Puck · Duel With Bob, Eve. It is Eve's turn",
    ]);
    // One that is over is forgotten, and the other stays.
    await again("/?game=puck");
    await tab.server.last(asks).answer(INFO);
    await tab.server.last(/^\/api\/matches\/4G7K2M9QXY$/).answer({ ...AWAY, code: OTHER, people, turn: -1 });
    expect(rows()).toEqual([expect.stringMatching(/Your seat in it is kept/)]);
  });

  it("asks for nothing where no match was played", async () => {
    const tab = await openTab("/");
    expect(tab.server.requests.filter(({ path }) => path.startsWith("/api/matches/"))).toEqual([]);
  });
});

describe("an invitation", () => {
  it("says who invites and who is there", async () => {
    const tab = await openTab(`/m/${CODE}?by=3`, { name: "" });
    await tab.server.last(`/api/matches/${CODE}/join`).refuse(API_ERROR.noName, 400);
    const people = [
      { seat: 1, name: "Bob", away: true },
      { seat: 3, name: "Ada", away: false },
    ];
    await tab.server.last(asks).answer({ ...INFO, seats: 8, players: 9, bots: 1, people });
    expect(tab.by("host").textContent).toBe("Ada");
    expect(tab.text()).toMatch(/Ada invites you Puck · Duel 9\/8 · playing · 1 bot Bob awayAda7 more/);
  });

  it.each(["", "?by=7", "?by=x"])("without a host it is one all the same: %s", async (search) => {
    const tab = await openTab(`/m/${CODE}${search}`, { name: "" });
    await tab.server.last(`/api/matches/${CODE}/join`).refuse(API_ERROR.noName, 400);
    await tab.server.last(asks).answer({ ...INFO, people: [{ seat: 3, name: "Ada", away: false }] });
    expect(tab.text()).toMatch(/You are invited/);
  });
});

describe("a name that the server refuses", () => {
  const refusal = { error: API_ERROR.badRequest, message: "name: That is no name." };
  const said = (id: string) => document.querySelector(`[data-testid="${id}-problem"]`)?.textContent;

  it("is told at its field on the start page", async () => {
    const tab = await openTab("/");
    await tab.click("quick-play");
    await tab.server.last("/api/play").answer(refusal, 400);
    expect(said("name")).toBe("That is no name.");
    expect(tab.by("name").getAttribute("aria-invalid")).toBe("true");
    expect(tab.by("name").getAttribute("aria-describedby")).toBe("name-problem");
    expect(document.activeElement).toBe(tab.by("name"));
  });

  it("is told at its field in the settings, and the old one stays", async () => {
    const tab = await openTab(`/m/${CODE}`);
    const join = `/api/matches/${CODE}/join`;
    await tab.server.last(join).admit(CODE);
    tab.settings.set({ name: "Anna" });
    // A session tells its page that it is live.
    tab.sessions[0].change();
    await tab.drawn();
    await tab.server.last(join).answer(refusal, 400);
    while (!document.querySelector('[data-testid="settings-name"]')) await tab.drawn();
    expect(said("settings-name")).toBe('"Anna" is refused. That is no name.');
    expect(tab.settings.value.name).toBe("Ann");
  });
});

it("a match that is over is watched from the list, and not joined", async () => {
  const tab = await openTab("/");
  const list = ["live", "ended"].map((status, i) => ({ ...INFO, status, code: `${i}G7K2M9QXZ`.padStart(10, "4") }));
  await tab.server.last(/^\/api\/matches$/).answer({ matches: list });
  const ways = [...document.querySelectorAll(".live li")].map((row) =>
    [...row.querySelectorAll("a")].map((link) => link.textContent),
  );
  expect(ways).toEqual([["Watch", "Join"], ["Watch"]]);
});
