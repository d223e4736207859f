/** Who follows a link into a round that takes no newcomers watches it, and gets a seat when it is over: in a browser. */
import { afterEach, inject, it } from "vitest";
import { newcomer } from "#client/bots/crowd.ts";
import type { Session } from "#client/session/types.ts";
import { statusOf } from "#shared/sim/index.ts";
import { keepDrawing, sessionFor, until as untilHere } from "#test/support/headless.ts";
import { by, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
const browser = useBrowser();
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A player of dice without a page, who does nothing but be there. */
async function player(name: string, code?: string): Promise<{ code: string; session: Session }> {
  const api = newcomer(url, "dice");
  const settings = { fillTo: 0, autostart: 1, lobby: 1, seats: 3 };
  const admission = code === undefined ? await api.createMatch(name, "table", settings) : await api.join(code, name);
  const session = sessionFor(url, api, admission);
  ends.push(keepDrawing(session));
  session.setInput({});
  return { code: admission.code, session };
}

it("a player who comes while the round is on watches, and has a seat once it is over", async () => {
  const ann = await player("Ann");
  const bob = await player("Bob", ann.code);
  const status = () => {
    const drawn = ann.session.frame(performance.now());
    return drawn && statusOf(drawn.known);
  };
  await untilHere(() => status() === "live", 60_000);

  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/m/${ann.code}`);
  // To watch takes no name.
  await by(page, "watch-first").waitFor();
  await until(page, ({ tick, seat }) => tick > 0 && seat === -1);
  // The round ends with one player in it.
  bob.session.leave();
  await by(page, "name").fill("Eve", { timeout: 60_000 });
  await page.keyboard.press("Enter");
  await until(page, ({ seat }) => seat >= 0);
  await by(page, "watch-first").waitFor({ state: "detached" });
  // The roster follows.
  await untilHere(() => ann.session.seats.some(({ name }) => name === "Eve"));
});
