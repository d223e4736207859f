/**
 * @vitest-environment happy-dom
 * Reports in the monitor: the list by its filters, the one that is open, what to do about it, and its note.
 */
import { render } from "lit-html";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { filterOf, reportsPath } from "#client/view/monitor/reports/address.ts";
import { adviceOf, figureText, reasonText } from "#client/view/monitor/reports/advice.ts";
import { type ReportFilter, ReportList } from "#client/view/monitor/reports/list.ts";
import { reportsView } from "#client/view/monitor/reports/view.ts";
import { PageScope } from "#client/view/page-scope.ts";
import { REPORT_REASONS, type ReportEntry } from "#shared/protocol/reports.ts";
import { FIGURES } from "#shared/replay/figures.ts";
import { MATCH_ID, NOW } from "#test/support/monitor.ts";

const PLAYER = "b".repeat(32);
const entry = (changes: Partial<ReportEntry> = {}): ReportEntry => ({
  ...{ id: "r1", at: NOW - 60_000, kind: "report", code: "4G7K…(10)", match: MATCH_ID, round: 2, game: "arena" },
  ...{ mode: "brawl", seat: 1, player: PLAYER, name: "Bob", reporter: "a".repeat(32), reason: "cheating" },
  ...{ words: "never misses", replay: "/monitor/reports/r1/replay?t=42" },
  ...changes,
});

describe("what to do", () => {
  it.each([...REPORT_REASONS, "figures"])("has words for %s, and steps of its own", (reason) => {
    expect(reasonText(reason)).not.toBe(reason);
    const steps = adviceOf({ kind: reason === "figures" ? "flag" : "report", reason });
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.at(-1)).toContain("Note what you have done");
    if (reason !== "other") expect(steps).not.toEqual(adviceOf({ kind: "report", reason: "other" }));
  });

  it("a reason of a later build is looked at as something else", () => {
    expect(adviceOf({ kind: "report", reason: "new" })).toEqual(adviceOf({ kind: "report", reason: "other" }));
  });

  it("what the reporter saw is a step where it was kept", () => {
    const steps = adviceOf({ kind: "report", reason: "cheating", trace: "/monitor/reports/r1/trace" });
    expect(steps[1]).toContain("what the reporter saw");
  });

  it("each figure has its meaning", () => {
    for (const name of FIGURES) expect(figureText(name)).not.toBe("");
  });
});

describe("the address", () => {
  it.each<[string, ReportFilter]>([
    ["/monitor/reports", { done: false }],
    ["/monitor/reports?done=yes", { done: true }],
    ["/monitor/reports?done=all", {}],
    [`/monitor/reports?kind=flag&player=${PLAYER}`, { kind: "flag", done: false, player: PLAYER }],
  ])("%s", (path, filter) => {
    const { search } = new URL(path, "http://localhost");
    expect(filterOf(search)).toEqual({ filter, open: undefined });
    expect(reportsPath(filterOf(search).filter)).toBe(path);
  });

  it("names the report that is open, and nothing that is none", () => {
    expect(filterOf("?open=r1&kind=x&player=<b>").filter).toEqual({ done: false });
    expect(filterOf(`?${reportsPath({ done: false }, "r1").split("?")[1]}`).open).toBe("r1");
  });
});

const by = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("the list", () => {
  let asked: [method: string, path: string, body: unknown][] = [];
  let pages: object[] = [];
  let went: string[] = [];
  let scope: PageScope;
  let list: ReportList;

  function open(filter: ReportFilter = { done: false }, id?: string): void {
    const root = document.createElement("div");
    document.body.replaceChildren(root);
    const fetch = async (path: string, { method = "GET", body }: RequestInit) => {
      asked.push([method, path, body === undefined ? undefined : JSON.parse(String(body))]);
      const page = pages.shift();
      return page
        ? Response.json(page)
        : Response.json({ error: "no_report", message: "it has expired" }, { status: 404 });
    };
    const api = new Api({ fetch, base: "", game: "arena", identity: ownIdentity() });
    const redraw = () =>
      list &&
      render(
        reportsView(list, (path) => void went.push(path), NOW),
        root,
      );
    list = new ReportList({
      ...{
        scope,
        filter,
        open: id,
        redraw,
        api: (signal) => api.until(signal),
        signedOut: () => void went.push("sign in"),
      },
      turned: (changed, now) => void went.push(reportsPath(changed, now)),
    });
  }

  beforeEach(() => {
    [asked, went, scope] = [[], [], new PageScope()];
    pages = [{ reports: [entry(), entry({ id: "r2", name: "Cleo" })] }];
  });
  afterEach(() => scope.end());

  it("asks for what is to be done, without codes, and opens one at a time", async () => {
    open();
    await settled();
    expect(asked).toEqual([["GET", "/api/operator/reports?codes=no&done=no", undefined]]);
    const [first, second] = [...document.querySelectorAll<HTMLElement>('[data-testid="report-line"]')];
    first.click();
    expect(by("report-said")?.textContent).toBe("never misses");
    second.click();
    expect(document.querySelectorAll('[data-testid="report"]')).toHaveLength(1);
    expect(went).toEqual(["/monitor/reports?open=r1", "/monitor/reports?open=r2"]);
  });

  it("leads to the profiles, the replay at the moment, the match, and all reports about the same player", async () => {
    open({ done: false }, "r1");
    await settled();
    expect(document.querySelector(`a[href="/u/${PLAYER}"]`)?.textContent).toBe("Bob");
    expect(document.querySelector(`a[href="/u/${"a".repeat(32)}"]`)).not.toBeNull();
    by("report-replay")?.click();
    by("report-match")?.click();
    expect(went).toEqual(["/monitor/reports/r1/replay?t=42", `/monitor/matches/${MATCH_ID}`]);
    expect(by("report-trace")).toBeNull();
    pages = [{ reports: [] }];
    by("report-others")?.click();
    await settled();
    expect(asked.at(-1)?.[1]).toBe(`/api/operator/reports?codes=no&player=${PLAYER}`);
    expect(by("about-player")).not.toBeNull();
    expect(by("no-reports")).not.toBeNull();
  });

  it("has a flag's figures with their limits", async () => {
    const flag = entry({
      kind: "flag",
      reason: "figures",
      words: "",
      figures: [{ name: "loop", value: 1872, limit: 40 }],
    });
    const { reporter: _, ...byServer } = flag;
    pages = [{ reports: [byServer] }];
    open({ done: false }, "r1");
    await settled();
    expect(by("report-figures")?.textContent).toMatch(/loop\s*1872\s*40/);
    expect(by("report")?.textContent).toContain("the server");
  });

  it("notes what was done, takes the note back, and says why it can't", async () => {
    open({ done: false }, "r1");
    await settled();
    const note = by("report-note") as HTMLInputElement;
    note.value = " barred, see the replay ";
    pages = [{}];
    by("report-mark")?.click();
    await settled();
    expect(asked.at(-1)).toEqual(["POST", "/api/operator/reports/r1", { done: "barred, see the replay" }]);
    expect(by("report-done")?.textContent).toContain("barred, see the replay");
    pages = [{}];
    by("report-undo")?.click();
    await settled();
    expect(asked.at(-1)?.[2]).toEqual({ done: "" });
    (by("report-note") as HTMLInputElement).value = "x";
    by("report-mark")?.click();
    await settled();
    expect(document.querySelector('[data-testid="report"] [role="alert"]')?.textContent).toBe("It has expired.");
  });

  it("goes on from page to page, and says what is wrong, with another try", async () => {
    pages = [{ reports: [entry()], next: "17" }, { reports: [entry({ id: "r2" })] }];
    open({});
    await settled();
    by("more-reports")?.click();
    await settled();
    expect(asked.at(-1)?.[1]).toBe("/api/operator/reports?codes=no&before=17");
    expect(document.querySelectorAll('[data-testid="report-line"]')).toHaveLength(2);
    by("reports-yes")?.click();
    await settled();
    expect(document.querySelector('[role="alert"]')?.textContent).toContain("It has expired.");
  });

  it("says so where the report that was open is not there", async () => {
    open({ done: false }, "r9");
    await settled();
    expect(by("report-missing")).not.toBeNull();
  });
});
