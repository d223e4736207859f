/** A party: made, joined by its link, taken to one match and one team, and together again after it. */
import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { violations } from "#test/support/axe.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();
const PATIENT = { timeout: 60_000 };

async function open(name?: string, path = "/", viewport = { width: 1280, height: 720 }): Promise<Page> {
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.goto(url + path);
  if (name !== undefined) await by(page, "name").fill(name);
  return page;
}

const members = (page: Page) => by(page, "party-member").allInnerTexts();
const count = (page: Page, n: number) => expect.poll(() => members(page), PATIENT).toHaveLength(n);
const codeOf = (page: Page) => new URL(page.url()).pathname.split("/").at(-1);
const plays = (page: Page) => page.waitForFunction(() => (window.scrim?.tick ?? 0) > 0, undefined, PATIENT);

/** Ada leads a party in which Bob is, who has come by its link. */
async function pair() {
  const ada = await open("Ada");
  const said: unknown[] = [];
  ada.on("websocket", (line) => line.on("framesent", ({ payload }) => said.push(payload)));
  await by(ada, "make-party").click();
  const link = await by(ada, "party-link").inputValue();
  const bob = await open(undefined, new URL(link).pathname, { width: 390, height: 844 });
  await by(bob, "host").waitFor();
  await picture(bob, "party-invitation");
  await by(bob, "name").fill("Bob");
  await bob.keyboard.press("Enter");
  await count(bob, 2);
  await count(ada, 2);
  return { ada, bob, link, said };
}

describe("a party", () => {
  it("is joined by its link, plays in one match and one team, and is together again after it", async () => {
    const { ada, bob, said } = await pair();
    // How far the regions are, which the page has measured by now.
    await expect.poll(() => said.join("\n"), PATIENT).toMatch(/\{"type":"rtt","rtt":\[\["local",\d+\]\]\}/);
    await ada.locator('[data-testid="mode-teams"]').check({ force: true });
    await expect.poll(() => by(bob, "party-plan").innerText(), PATIENT).toContain("Two teams");
    await by(bob, "party-ready").click();
    await expect.poll(async () => (await members(ada))[1], PATIENT).toContain("ready");
    for (const page of [ada, bob]) expect(await violations(page)).toEqual([]);
    await picture(ada, "party-leader");
    await picture(bob, "party-member");
    // A reload keeps the party.
    await bob.reload();
    await count(bob, 2);
    await by(ada, "quick-play").click();
    await Promise.all([plays(ada), plays(bob)]);
    expect(codeOf(ada)).toBe(codeOf(bob));
    const seats = await Promise.all([ada, bob].map((page) => page.evaluate(() => window.scrim?.seat ?? -1)));
    expect(seats.every((seat) => seat >= 0)).toBe(true);
    expect(seats[0] % 2).toBe(seats[1] % 2);
    await by(bob, "toolbar-leave").click();
    await expect.poll(async () => (await members(bob))[0], PATIENT).toContain("playing");
    await by(ada, "toolbar-leave").click();
    for (const page of [ada, bob]) await count(page, 2);
    await expect.poll(async () => (await members(bob)).join(), PATIENT).not.toContain("playing");
    for (const page of [ada, bob]) await page.context().close();
  });

  it("waits in a queue as one, and meets another player, whole in one team; one who cancels takes all out of it", async () => {
    const { ada, bob } = await pair();
    await by(ada, "mode-pairs").check({ force: true });
    await by(ada, "quick-play").click();
    for (const page of [ada, bob]) await by(page, "queue").waitFor(PATIENT);
    await by(bob, "queue-cancel").click();
    await by(ada, "party-plan").getByText("take all of you along").waitFor(PATIENT);
    // The bar of the leader offers it once more, and takes all along.
    await by(ada, "queue-again").click();
    for (const page of [ada, bob]) await by(page, "queue").waitFor(PATIENT);
    const eve = await open("Eve");
    await by(eve, "mode-pairs").check({ force: true });
    await by(eve, "quick-play").click();
    const all = [ada, bob, eve];
    await Promise.all(all.map(plays));
    expect(new Set(all.map(codeOf)).size).toBe(1);
    const teams = await Promise.all(all.map((page) => page.evaluate(() => (window.scrim?.seat ?? -9) % 2)));
    expect(teams).toEqual([teams[0], teams[0], 1 - teams[0]]);
    for (const page of [bob, ada]) await by(page, "toolbar-leave").click();
    for (const page of [ada, bob]) await count(page, 2);
    await expect.poll(async () => (await members(ada)).join(), PATIENT).not.toContain("playing");
    for (const page of all) await page.context().close();
  });

  it("pulls no player out of a round, and offers the way to the others", async () => {
    const { ada, bob } = await pair();
    await by(bob, "quick-play").click();
    // Bob plays alone, and acts: the round is on.
    await bob.waitForFunction(() => window.scrim?.status === "live", undefined, { timeout: 90_000 });
    const alone = codeOf(bob);
    await by(ada, "private-match").click();
    await plays(ada);
    await by(bob, "party-follow").waitFor(PATIENT);
    expect(codeOf(bob)).toBe(alone);
    await by(bob, "party-follow").click();
    await expect.poll(() => codeOf(bob), PATIENT).toBe(codeOf(ada));
    for (const page of [ada, bob]) await page.context().close();
  });
});
