/** What players see of an operator of the server who acts in their match: two of them, with browsers, and one who watches. */
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import type { MatchAct } from "#shared/monitor/index.ts";
import { apiOf } from "#test/support/headless.ts";
import { idOf } from "#test/support/match-id.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();
const errors: string[] = [];

async function person(path: string, width = 1280, height = 720): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) errors.push(message.text());
  });
  await page.goto(url + path);
  return page;
}

async function join(name: string, code: string, width?: number, height?: number): Promise<Page> {
  const page = await person(`/m/${code}`, width, height);
  await by(page, "name").fill(name);
  await page.keyboard.press("Enter");
  await until(page, ({ tick, seat }) => tick > 0 && seat >= 0);
  return page;
}

async function operate(id: string, act: MatchAct): Promise<number> {
  const answer = await fetch(`${url}/api/operator/matches/${id}/acts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(act),
  });
  return answer.status;
}

const LINE = "The server restarts at 18:00: finish your round";

it("players read what an operator says and does, and what came of a match that was ended", async () => {
  const { code } = await apiOf(url).createMatch("Maker", "brawl", { autostart: 1, lobby: 1, fillTo: 0 }, "arena");
  const ada = await join("Ada", code);
  const bob = await join("Bob", code, 320, 640);
  const eve = await person(`/w/${code}`);
  await until(eve, ({ tick }) => tick > 0);
  const id = await idOf(url, code);

  expect(await operate(id, { act: "announce", text: LINE })).toBe(200);
  for (const [name, page] of Object.entries({ ada, bob, eve })) {
    await by(page, "notices").getByText(LINE).waitFor();
    await picture(page, `operator-announced-${name}`);
  }
  const width = await bob.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
  // It goes from the picture, and stays with the scores.
  await by(ada, "notices").getByText(LINE).waitFor({ state: "detached" });
  await ada.keyboard.down("Tab");
  await by(ada, "told").getByText(LINE).waitFor();
  await picture(ada, "operator-told");
  await ada.keyboard.up("Tab");

  const { seat } = await until(bob, (probe) => probe.seat >= 0);
  expect(await operate(id, { act: "kick", seat })).toBe(200);
  await bob.getByText("The operator has removed you").waitFor();
  await by(ada, "notices").getByText("The operator has removed Bob").waitFor();
  await picture(ada, "operator-removed-other");
  await picture(bob, "operator-kicked");
  await by(bob, "back-in").click();
  await until(bob, ({ tick, seat: again }) => tick > 0 && again >= 0);
  await Promise.all([ada, bob].map((page) => until(page, ({ status }) => status === "live")));

  expect(await operate(id, { act: "end" })).toBe(200);
  for (const [name, page] of Object.entries({ ada, bob, eve })) {
    await page.getByText("The operator has ended this match").waitFor();
    await by(page, "standings").waitFor();
    await picture(page, `operator-ended-${name}`);
  }
  // Also for who comes later.
  await ada.reload();
  await ada.getByText("The operator has ended this match").waitFor();
  await by(ada, "standings").waitFor();
  await picture(ada, "operator-ended-later");
  expect(errors).toEqual([]);
}, 240_000);
