/** The lobby of a match that the queue has made: strangers are not invited into it, and can watch. */
import { expect, inject, it } from "vitest";
import { QueueLine, type QueueState } from "#client/net/queue.ts";
import { violations } from "#test/support/axe.ts";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();

it("says that the match is competitive, and its watch link leads a stranger to it; the way to a seat says why there is none", async () => {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  await page.goto(`${url}/?game=puck`);
  await by(page, "name").fill("Ada");
  await by(page, "mode-faceoff").check({ force: true });
  await by(page, "quick-play").click();
  await by(page, "queue").waitFor();
  let state: QueueState | undefined;
  const rival = new QueueLine({
    url: `${url.replace("http", "ws")}/queue?game=puck&mode=faceoff`,
    ...{ name: "Bob", token: undefined, keep: () => {} },
    changed: (now) => {
      state = now;
    },
  });
  await by(page, "queue-found").waitFor({ timeout: 60_000 });
  await expect.poll(() => state?.is).toBe("admitted");
  const admission = state?.is === "admitted" ? state.admission : undefined;
  rival.cancel();
  expect(admission).toMatchObject({ game: "puck", mode: "faceoff", queued: true, region: "local" });
  await by(page, "queued").getByText("Puck · Face-off").waitFor();
  expect(await by(page, "join-link").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await picture(page, "queued-lobby");
  await by(page, "watch-link").click();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const stranger = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await stranger.goto(page.url());
  await stranger.getByRole("heading", { name: "A competitive match" }).waitFor();
  await picture(stranger, "queued-stranger");
  await stranger.goto(link);
  await until(stranger, ({ tick, seat }) => tick > 0 && seat < 0);
  for (const one of [page, stranger]) await one.context().close();
});
