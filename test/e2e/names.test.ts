import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const family = "👨\u200D👩\u200D👧\u200D👦";
const sizes = { desktop: { width: 1280, height: 720 }, phone: { width: 360, height: 740 } } as const;

const browser = useBrowser();

/** A new browser, whose settings hold this name. */
async function open(path: string, saved?: string, size: keyof typeof sizes = "desktop"): Promise<Page> {
  const context = await browser.newContext({ viewport: sizes[size] });
  if (saved !== undefined) {
    const text = JSON.stringify({ name: saved });
    await context.addInitScript((kept) => {
      // A reload shall find what the page has saved.
      if (localStorage.getItem("scrim.settings") === null) localStorage.setItem("scrim.settings", kept);
    }, text);
  }
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

const problem = (page: Page) => by(page, "name-problem");
const savedName = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem("scrim.settings") ?? "{}").name as unknown);
const invitation = async () => `/m/${(await apiOf(url).createMatch("Host", "brawl", { autostart: 0 })).code}`;
const inMatch = (page: Page) => page.waitForFunction(() => (window.scrim?.tick ?? 0) > 0);

describe("the name on the start page", () => {
  it.each(Object.keys(sizes) as (keyof typeof sizes)[])(
    "is told what is wrong while it is typed, and is not cut: %s",
    async (size) => {
      const page = await open("/", undefined, size);
      await by(page, "name").fill("A name that is far too long");
      await expect.poll(() => problem(page).textContent()).toBe("A name has at most 20 characters; this one has 27.");
      expect(await by(page, "name").inputValue()).toBe("A name that is far too long");
      await by(page, "quick-play").click();
      expect(await by(page, "name").evaluate((field) => field === document.activeElement)).toBe(true);
      expect(new URL(page.url()).pathname).toBe("/");
      await picture(page, `name-${size}`);
      expect(await savedName(page)).not.toBe("A name that is far too long");
      await by(page, "name").fill("\u{1D159}");
      await expect.poll(() => problem(page).textContent()).toBe("This name has invisible characters. Type it anew.");
      await by(page, "name").fill("علی\u200Cرضا");
      await expect.poll(() => problem(page).textContent()).toBe("");
      await by(page, "name").blur();
      expect(await savedName(page)).toBe("علی\u200Cرضا");
      await page.context().close();
    },
  );

  it("is twenty emoji families, and the match has them all", async () => {
    const page = await open("/");
    await by(page, "name").fill(family.repeat(20));
    await by(page, "private-match").click();
    await inMatch(page);
    await page.getByText(family.repeat(20)).first().waitFor();
    // However wide it is, what stands beside it in the lobby is seen.
    const [list, tag] = [page.locator(".people"), page.locator(".people .own .tag").last()];
    const [outer, inner] = [await list.boundingBox(), await tag.boundingBox()];
    expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0));
    await picture(page, "name-families");
    await page.context().close();
  });

  it("is left alone while an input method composes it, and its Enter starts nothing", async () => {
    const page = await open("/");
    await by(page, "name").focus();
    const keys = await page.context().newCDPSession(page);
    const text = "さ".repeat(22);
    await keys.send("Input.imeSetComposition", { text, selectionStart: 22, selectionEnd: 22 });
    expect(await by(page, "name").inputValue()).toBe(text);
    expect(await problem(page).textContent()).toBe("");
    await by(page, "name").evaluate((field) =>
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true })),
    );
    await keys.send("Input.insertText", { text });
    await expect.poll(() => problem(page).textContent()).toMatch(/this one has 22/);
    expect(await by(page, "name").inputValue()).toBe(text);
    expect(new URL(page.url()).pathname).toBe("/");
    await page.context().close();
  });

  it("that is saved and refused is said to be so, and others can be played with at once", async () => {
    const page = await open("/", "\u{1D159}");
    await expect.poll(() => problem(page).textContent()).toMatch(/^Your saved name cannot be used\. .*invisible/);
    await picture(page, "name-saved");
    await by(page, "private-match").click();
    await inMatch(page);
    await page.context().close();
  });
});

describe("the name on an invitation", () => {
  it.each(Object.keys(sizes) as (keyof typeof sizes)[])(
    "that is saved and refused does not lock it: %s",
    async (size) => {
      const page = await open(await invitation(), "\u{1D159}", size);
      await expect.poll(() => problem(page).textContent()).toMatch(/^Your saved name cannot be used\. .*invisible/);
      await picture(page, `name-invited-${size}`);
      await by(page, "name").fill("a\u200Bb");
      await page.keyboard.press("Enter");
      await expect.poll(() => problem(page).textContent()).toMatch(/invisible/);
      await page.reload();
      await by(page, "name").fill("ශ්\u200Dරී");
      await by(page, "join").click();
      await inMatch(page);
      expect(await savedName(page)).toBe("ශ්\u200Dරී");
      await page.getByText("ශ්\u200Dරී").first().waitFor();
      await page.context().close();
    },
  );

  it("that the server alone refuses is asked for again", async () => {
    const page = await open(await invitation(), "Ann");
    await inMatch(page);
    const refusal = { error: "bad_request", message: "name: This name is taken by the house." };
    await page.route("**/join", (route) => route.fulfill({ status: 400, json: refusal }));
    await page.reload();
    await expect.poll(() => problem(page).textContent()).toBe("This name is taken by the house.");
    expect(await by(page, "name").inputValue()).toBe("Ann");
    await page.unroute("**/join");
    await by(page, "name").fill("Anna");
    await by(page, "join").click();
    await inMatch(page);
    await page.context().close();
  });
});

describe("the name in the settings", () => {
  it("reaches a match that is on, and the others in it", async () => {
    const path = await invitation();
    const ada = await open(path, "Ada");
    const bob = await open(path, "Bob", "phone");
    await Promise.all([ada, bob].map(inMatch));
    await ada.getByText("Bob", { exact: true }).first().waitFor();
    await bob.getByRole("button", { name: "Settings" }).first().click();
    const field = by(bob, "settings-name");
    await field.fill("x".repeat(30));
    await expect.poll(() => by(bob, "settings-name-problem").textContent()).toMatch(/this one has 30/);
    await field.press("Enter");
    await picture(bob, "name-settings");
    expect(await bob.getByRole("dialog").isVisible()).toBe(true);
    await field.fill("Roberta");
    await bob.getByRole("button", { name: "Done" }).click();
    for (const page of [ada, bob]) await page.getByText("Roberta").first().waitFor();
    expect(await ada.getByText("Bob", { exact: true }).count()).toBe(0);
    await picture(ada, "name-roster");
    // Escape keeps what is a name, and drops what is none.
    for (const [typed, kept] of [
      ["y".repeat(30), "Roberta"],
      ["Rob", "Rob"],
    ] as const) {
      await bob.getByRole("button", { name: "Settings" }).first().click();
      await by(bob, "settings-name").fill(typed);
      await bob.keyboard.press("Escape");
      await bob.getByRole("dialog").waitFor({ state: "detached" });
      expect(await savedName(bob)).toBe(kept);
    }
    await ada.getByText("Rob", { exact: true }).first().waitFor();
    for (const page of [ada, bob]) await page.context().close();
  });
});
