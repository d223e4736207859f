import { expect, inject, it } from "vitest";
import { apiOf } from "#test/support/headless.ts";
import { picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");

const browser = useBrowser();

it("a player keeps what they saw, and looks at it beside the server's log", async () => {
  const { code } = await apiOf(url).createMatch("Host", "brawl", { seats: 4, autostart: 1, lobby: 1 });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const errors: string[] = [];
  context.on("weberror", (error) => errors.push(error.error().message));
  await page.goto(`${url}/m/${code}?net=other-continent`);
  await page.getByTestId("name").fill("Ada");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.scrim?.status === "live");
  for (const key of ["KeyD", "KeyS", "KeyA", "KeyW", "KeyD", "KeyS"]) {
    await page.keyboard.down(key);
    await page.waitForTimeout(500);
    await page.keyboard.up(key);
  }
  // A stall, against which nothing helps: it must show.
  await page.getByTestId("net").click();
  await page.getByTestId("net-line-toggle").click();
  await page.getByTestId("net-break").click();
  await page.waitForTimeout(3000);
  await page.keyboard.press("F8");
  const href = await page.getByTestId("trace-link").getAttribute("href");
  expect(href).toMatch(/\/f\/[0-9A-Z]{10}$/);
  await picture(page, "trace-kept");
  await page.getByTestId("report").click();
  await page.locator('[data-testid="trace-toast"][data-state="failed"]').waitFor();

  const look = await context.newPage();
  await look.goto(href ?? "");
  const marks = look.locator('[data-testid="trace-mark"][data-kind="gap"]');
  await marks.first().waitFor();
  await look.waitForFunction(() => window.scrim?.watching?.state === "playing");
  expect(await look.getByTestId("spectate-name").textContent()).toBe("Ada");
  await marks.last().click();
  await look.keyboard.press("KeyK");
  await picture(look, "trace");
  await look.goto(`${url}/f/0000000000`);
  await look.getByText("No such recording").waitFor();
  await context.close();
  expect(errors).toEqual([]);
});
