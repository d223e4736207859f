/** The playground: an author of another client sees each step of the wire, sends by hand, and reads what comes of it. */
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { violations } from "#test/support/axe.ts";
import { by, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Waits as long as a busy machine takes. @param what in words, for the case that it never is */
const until = (what: string, condition: () => Promise<boolean>) =>
  expect.poll(condition, { timeout: 60_000, message: what }).toBe(true);

/** The cells of the table that is shown, row by row. */
const rows = (page: Page) =>
  by(page, "play-table")
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));

const standing = (page: Page) => by(page, "play-standing").innerText();
const ended = (page: Page) => by(page, "play-ended").innerText();

it("plays by hand: a form, its echo in the tables, nonsense and what closes the socket, a spectator, and a slow line", async () => {
  const context = await browser.newContext({ reducedMotion: "reduce", viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  await page.goto(`${url}/playground`);

  // A match of one player: nothing else moves in it.
  await by(page, "play-game").selectOption("tag");
  await by(page, "play-connect").click();
  await until("the socket opens, and a world is there", async () =>
    /Open, seat 0 .* tick \d+/.test(await standing(page)),
  );
  await by(page, "play-handshake").locator("summary").click();
  const handshake = await by(page, "play-handshake").innerText();
  expect(handshake).toMatch(/POST \/api\/matches[\s\S]*Answer 201[\s\S]*Upgrade: websocket[\s\S]*Answer 101/);
  expect(handshake).toMatch(/Sec-WebSocket-Protocol: ticket\.\S{6}…/);
  expect(await page.evaluate(() => localStorage.getItem("scrim.player"))).toBeNull();

  // What is typed is refused out of range, and sent by the form's ranges.
  await by(page, "play-field-mx").fill("99");
  await page.getByText("mx is from -15 to 15").waitFor();
  expect(await by(page, "play-send").isDisabled()).toBe(true);
  await by(page, "play-field-mx").fill("15");
  await until("the value is packed", async () => /^\[0,\d+,0,15,0,0\]$/.test(await by(page, "play-json").innerText()));
  await by(page, "play-send").click();
  await until("the seat does what was sent", async () => {
    const [[vx] = []] = await rows(page);
    return vx !== undefined && vx !== 0;
  });
  await by(page, "play-log").locator('li[data-way="up"][data-name="input"]').first().waitFor();
  await until("hashes are compared, and agree", async () =>
    (await by(page, "play-hash").innerText()).includes("The hash agrees"),
  );
  expect(await violations(page)).toEqual([]);

  // A frame, taken apart.
  await by(page, "play-pause").click();
  const frame = by(page, "play-log").locator('li[data-name="checked state frame"]').first();
  await frame.locator("button").click();
  const detail = await frame.innerText();
  expect(detail).toMatch(/hash agrees/);
  expect(detail).toMatch(/world\.tick\[0\]: \d+ → \d+/);
  expect(detail).toMatch(/type: checked state frame/);
  await by(page, "play-pause").click();

  // A slower line.
  await by(page, "play-line").locator("summary").click();
  await by(page, "net-delay").fill("200");
  await until("the round trip shows it", async () => {
    const [, rtt] = /round trip (\d+) ms/.exec(await standing(page)) ?? [];
    return Number(rtt) >= 400;
  });
  await by(page, "net-delay").fill("0");

  // Nonsense.
  await by(page, "play-way-hex").click();
  await by(page, "play-text").fill("91 63");
  await by(page, "play-send").click();
  await by(page, "play-ended").waitFor();
  expect(await ended(page)).toMatch(
    "4400 malformed, a message that the protocol does not know, or of a wrong shape or range",
  );

  // Back into the same seat, from the world that is still there.
  await by(page, "play-resume").click();
  await until("it is back", async () => /Open, seat 0/.test(await standing(page)));
  expect(await by(page, "play-handshake").innerText()).toMatch(/since\.\d+\.\d+/);

  // A spectator beside it, by the rules.
  await by(page, "play-role").selectOption("spectator");
  await by(page, "play-where").selectOption("quick");
  await by(page, "play-rules").selectOption("yes");
  await by(page, "play-connect").click();
  await until("the spectator sees", async () => /^Open · (rules|state) stream · tick/.test(await standing(page)));
  await by(page, "play-side").click();
  await until("both are shown", async () => (await by(page, "play-pane").count()) === 2);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 360, height: 800 });
  await until("it fits a phone", async () => (await overflow(page)) <= 0);
  expect(await violations(page)).toEqual([]);

  // Not wanted any more.
  for (let n = 2; n > 0; n--) await by(page, "play-remove").first().click();
  expect(await by(page, "play-pane").count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});
