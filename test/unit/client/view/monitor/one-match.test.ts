/**
 * @vitest-environment happy-dom
 * One match in the monitor: what stands there, and an act from its button to the answer.
 */
import { nothing, render } from "lit-html";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { OneMatch } from "#client/view/monitor/match/view.ts";
import { PageScope } from "#client/view/page-scope.ts";
import { MATCH_ID, matchLook, matchRow, NOW, socketRow } from "#test/support/monitor.ts";

// It draws on a canvas, which these pages have not.
vi.mock("uplot", () => ({
  default: class {
    setData() {}
    setSize() {}
    destroy() {}
  },
}));

const by = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

const BOB = "b".repeat(32);
let scope: PageScope;
let match: OneMatch;
let sent: [path: string, body: unknown][] = [];
let answer: () => Response;
const wishes: boolean[] = [];

function open(now = NOW): void {
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  const fetch = async (path: string, { body }: RequestInit) => {
    sent.push([path, JSON.parse(String(body))]);
    return answer();
  };
  const api = new Api({ fetch, base: "", game: "arena", identity: ownIdentity() });
  const redraw = () => render(match.view(nothing, false), root);
  match = new OneMatch({
    shell: { scope, redraw, api: (signal) => api.until(signal), signedOut: () => {} },
    ...{ id: MATCH_ID, now: () => now, tables: (are) => void wishes.push(are) },
  });
}

beforeEach(() => {
  scope = new PageScope();
  sent = [];
  wishes.length = 0;
  answer = () => Response.json({ detail: "removed Bob from seat 1" });
  open();
});
afterEach(() => {
  match.stop();
  scope.end();
});

const show = (...[row, look]: Parameters<OneMatch["came"]>) => {
  match.came(row, look);
  render(match.view(nothing, false), document.body.firstElementChild as HTMLElement);
};

it("says what the match is, what it cost, why it is late, and who has which socket", () => {
  const flooder = socketRow({ seat: 1, name: "Bob", messagesPerS: 57, allowance: 0.95 });
  show(matchRow(), matchLook({ sockets: [socketRow(), flooder], barred: ["Mallory"] }));
  expect(document.querySelector("h1")?.textContent).toBe("Arena · Free-for-all 4G7K…");
  expect(by("match-dollars")?.textContent).toBe("$0.0012");
  expect(by("match-hour")?.textContent).toBe("$0.0074");
  expect(by("causes")?.textContent).toContain("It is in time, but");
  expect(by("causes")?.textContent).toContain("Bob sends 57 of 60 messages a second");
  expect(document.querySelectorAll('[data-testid="socket-row"]')).toHaveLength(2);
  expect(by("barred")?.textContent).toBe("May not come back: Mallory");
  expect(document.querySelector(`a[href="/u/${"0".repeat(32)}"]`)?.textContent).toBe("Ada");
});

it("a cause leads to its socket", async () => {
  show(matchRow(), matchLook({ sockets: [socketRow(), socketRow({ seat: 1, name: "Bob", clogged: true })] }));
  by("causes")?.querySelector("button")?.click();
  await settled();
  expect(document.activeElement?.textContent).toContain("Bob");
});

it("an act is asked about, then done once, and its outcome is said", async () => {
  show(
    matchRow(),
    matchLook({
      seats: [{ seat: 1, name: "Bob", kind: "player", player: BOB, away: false }],
      sockets: [socketRow({ seat: 1, name: "Bob" })],
    }),
  );
  by("kick-1")?.click();
  expect(by("act-question")?.textContent).toContain("Kick Bob?");
  expect(sent).toEqual([]);
  by("act-yes")?.click();
  by("act-yes")?.click();
  expect(by("act-yes")?.textContent).toBe("Doing it …");
  await settled();
  expect(sent).toEqual([[`/api/operator/matches/${MATCH_ID}/acts`, { act: "kick", seat: 1, player: BOB }]]);
  expect(by("act-question")).toBeNull();
  expect(by("act-news")?.textContent).toBe("Done: removed Bob from seat 1.");
});

it("a refusal stays beside the question, which can be left", async () => {
  answer = () => Response.json({ error: "refused", message: "seat 1 is empty" }, { status: 409 });
  show(matchRow(), matchLook());
  by("end-ask")?.click();
  by("act-yes")?.click();
  await settled();
  expect(by("act-refusal")?.textContent).not.toBe("");
  expect(by("act-yes")?.hasAttribute("disabled")).toBe(false);
  by("act-no")?.click();
  expect(by("act-question")).toBeNull();
});

it("the world is asked for only while it is open, and what changes is lit", () => {
  show(matchRow(), matchLook());
  by("world-open")?.click();
  expect(wishes).toEqual([true]);
  const table = { name: "bodies", kind: "rows" as const, single: false, columns: [{ name: "x", type: "i32" }] };
  show(matchRow(), matchLook({ tables: [{ ...table, rows: [[0, 5]] }] }));
  show(matchRow(), matchLook({ tables: [{ ...table, rows: [[0, 6]] }] }));
  expect(document.querySelector(".world-table td[data-new]")?.textContent).toBe("6");
  by("world-open")?.click();
  expect(wishes).toEqual([true, false]);
  expect(document.querySelector(".world-table")).toBeNull();
});

it("a match that tells nothing of itself any more is shown as it was", () => {
  show(matchRow(), matchLook());
  show(matchRow({ status: "ended" }), null);
  expect(document.querySelector(".tag.ended")).not.toBeNull();
  expect(by("match-facts")?.textContent).toContain("18000 at 30 a second");
});
