/** Every way through the page with one kind of hands: the keyboard alone, two thumbs, a gamepad. */
import type { BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { by, picture, until, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");
/** Only ends what hangs. */
const PATIENT = { timeout: 60_000 };

const browser = useBrowser();

async function open(options: BrowserContextOptions = {}, before?: () => void): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  await page.goto(url);
  return page;
}

/** What the page's probe says of the player's own body. */
const own = (page: Page) =>
  page.evaluate(() => {
    const { scrim } = window;
    return { place: scrim?.place(scrim.seat), gaze: scrim?.gaze(scrim.seat) };
  });
const gaze = async (page: Page) => (await own(page)).gaze ?? Number.NaN;
/** How far the aim is from this direction, in radians. */
const off = async (page: Page, angle: number) => {
  const way = (await gaze(page)) - angle;
  return Math.abs(Math.atan2(Math.sin(way), Math.cos(way)));
};
const offAfter = async (page: Page, act: () => Promise<void>, angle: number) => {
  await act();
  return off(page, angle);
};
const ammo = (page: Page) => page.locator('[data-gauge="ammo"]').getAttribute("aria-valuetext");
const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement ? (activeElement.dataset.testid ?? activeElement.tagName) : "";
  });

/** Does this over and over until what is looked at is another than it was: a body may be down just now. */
async function changes<T>(page: Page, look: () => Promise<T>, act: () => Promise<void>): Promise<void> {
  const before = JSON.stringify(await look());
  await expect
    .poll(async () => {
      await act();
      await page.waitForTimeout(150);
      return JSON.stringify(await look());
    }, PATIENT)
    .not.toBe(before);
}

/** How often Tab is pressed before what is looked for counts as out of reach. */
const TABS = 60;

/** Moves the focus with Tab, or another key, until it is there. */
async function tabTo(page: Page, testid: string, key = "Tab"): Promise<void> {
  for (let n = 0; n < TABS; n++) {
    if ((await focused(page)) === testid) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${testid}, but to ${await focused(page)}`);
}

const hold = async (page: Page, key: string, ms = 400) => {
  await page.keyboard.down(key);
  await page.waitForTimeout(ms);
  await page.keyboard.up(key);
};

describe("with the keyboard alone", () => {
  it("a player comes from the start page into a match, plays, binds a key otherwise, and leaves", async () => {
    const page = await open();
    await tabTo(page, "name");
    await page.keyboard.type("Ada");
    await tabTo(page, "quick-play");
    await page.keyboard.press("Enter");
    const { seat } = await until(page, ({ status }) => status === "live");
    expect(seat).toBeGreaterThanOrEqual(0);

    await changes(
      page,
      async () => (await own(page)).place,
      () => hold(page, "KeyD"),
    );
    // The aim turns to where the key points.
    for (const [key, angle] of [
      ["KeyI", -Math.PI / 2],
      ["KeyJ", Math.PI],
    ] as const) {
      await expect
        .poll(async () => {
          await hold(page, key, 900);
          return off(page, angle);
        }, PATIENT)
        .toBeLessThan(0.1);
    }
    await page.locator(".crosshair.shown").waitFor();
    await picture(page, "hands-keyboard");
    await changes(
      page,
      () => ammo(page),
      () => hold(page, "KeyO", 500),
    );

    await page.keyboard.down("Tab");
    await by(page, "scoreboard").waitFor();
    await page.keyboard.up("Tab");
    await by(page, "scoreboard").waitFor({ state: "detached" });

    // Into the buttons of the page, to the settings.
    await page.keyboard.press("Escape");
    await tabTo(page, "toolbar-settings");
    await page.keyboard.press("Enter");
    await by(page, "tab-name").waitFor();
    await tabTo(page, "tab-name");
    await page.keyboard.press("ArrowRight");
    expect(await focused(page)).toBe("tab-controls");
    await tabTo(page, "bind-primary-KeyO");
    await page.keyboard.press("Enter");
    // It is the dash's already: both change places.
    await page.keyboard.press("Space");
    await expect.poll(() => focused(page), PATIENT).toBe("clash-swap");
    await picture(page, "hands-clash");
    await page.keyboard.press("Enter");
    await by(page, "bind-primary-Space").waitFor();
    await by(page, "bind-secondary-KeyO").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    // The focus is on the button that has opened it: back to the match.
    await page.keyboard.press("Escape");
    await changes(
      page,
      () => ammo(page),
      () => hold(page, "Space", 500),
    );

    // It is kept.
    expect(await page.evaluate(() => JSON.parse(localStorage.getItem("scrim.settings") ?? "{}").bindings)).toEqual({
      keys: { primary: ["Space"], secondary: ["KeyO", "ShiftLeft", "ShiftRight"] },
    });

    await page.keyboard.press("Escape");
    await tabTo(page, "toolbar-leave", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });

  it("puck is played", async () => {
    const page = await open();
    await tabTo(page, "name");
    await page.keyboard.type("Ada");
    await tabTo(page, "game-arena", "Shift+Tab");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/game=puck/);
    // No other test plays this mode: in a duel it would take another test's seat.
    await tabTo(page, "mode-duel");
    for (let n = 0; n < 2; n++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => by(page, "mode-trios").isChecked()).toBe(true);
    await tabTo(page, "quick-play");
    await page.keyboard.press("Enter");
    await until(page, ({ status }) => status === "live");
    for (const key of ["ArrowUp", "KeyS"])
      await changes(
        page,
        async () => (await own(page)).place,
        () => hold(page, key),
      );
    await page.context().close();
  });

  it("every tab of the settings is reached, and what is set there is kept", async () => {
    const page = await open();
    await tabTo(page, "settings");
    await page.keyboard.press("Enter");
    await by(page, "tab-name").waitFor();
    const set = async (tab: string, testid: string, key: string) => {
      await tabTo(page, await onTab(page), "Shift+Tab");
      await page.keyboard.press("Home");
      await tabTo(page, `tab-${tab}`, "ArrowRight");
      await tabTo(page, testid);
      await page.keyboard.press(key);
    };
    await set("controls", "fireToggles", "Space");
    await set("touch", "leftHanded", "Space");
    await set("gamepad", "padDead", "ArrowRight");
    await set("picture", "crosshair-white", "ArrowRight");
    await set("sound", "volume", "ArrowLeft");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "detached" });
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("scrim.settings") ?? "{}"));
    expect(kept).toMatchObject({ fireToggles: true, leftHanded: true, padDead: 0.23, crosshairColour: "yellow" });
    expect(kept.volume).toBeCloseTo(0.55);
    await page.context().close();
  });
});

describe("the settings", () => {
  it.each([
    [390, 844],
    [844, 390],
    [1280, 720],
    [2560, 1440],
  ])("fit on a screen of %d by %d, each tab of them", async (width, height) => {
    const page = await open({ viewport: { width, height } });
    await by(page, "settings").click();
    await by(page, "tab-name").waitFor();
    const tabs = await page.getByRole("tab").all();
    expect(tabs.length).toBeGreaterThan(5);
    for (const tab of tabs) {
      await tab.click();
      const body = page.locator("#settings-body");
      expect(await body.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      expect(await body.evaluate((one) => one.clientHeight)).toBeGreaterThan(180);
      const done = await by(page, "settings-done").boundingBox();
      expect((done?.y ?? Number.NaN) + (done?.height ?? 0)).toBeLessThanOrEqual(height);
      await picture(page, `settings-${await tab.getAttribute("data-testid")}-${width}x${height}`);
    }
    await page.context().close();
  });
});

/** The tab that is chosen. */
const onTab = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.dataset.testid ?? "");

describe("with two thumbs", () => {
  const thumbs = { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true };
  type Spot = readonly [x: number, y: number];

  /** Fingers that go down, move and stay: those that are given are the ones that are on the glass. */
  const fingers = (cdp: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", ...at: Spot[]) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) });

  it("a player comes from the start page into a match, plays, changes hands, and leaves", async () => {
    const page = await open(thumbs);
    const cdp = await page.context().newCDPSession(page);
    await by(page, "name").tap();
    await page.keyboard.type("Ada");
    await by(page, "quick-play").tap();
    await until(page, ({ status }) => status === "live");
    await page.locator(".stage canvas").waitFor();

    // The left thumb moves, the right one aims and fires.
    const push = async (from: Spot, to: Spot, ms = 500) => {
      await fingers(cdp, "touchStart", from);
      await fingers(cdp, "touchMove", to);
      await page.waitForTimeout(ms);
      await fingers(cdp, "touchEnd");
    };
    await changes(
      page,
      async () => (await own(page)).place,
      () => push([200, 250], [270, 250]),
    );
    await changes(
      page,
      () => ammo(page),
      () => push([560, 250], [560, 180], 700),
    );
    await expect
      .poll(async () => offAfter(page, () => push([560, 250], [560, 180]), -Math.PI / 2), PATIENT)
      .toBeLessThan(0.1);
    await by(page, "touch-secondary").tap();

    // Left-handed, with sticks in their places.
    await by(page, "toolbar-settings").tap();
    await by(page, "tab-touch").tap();
    await by(page, "leftHanded").tap();
    await by(page, "stickFixed").tap();
    await by(page, "settings-done").tap();
    await page.locator("dialog").waitFor({ state: "detached" });
    const box = await by(page, "touch-secondary").boundingBox();
    expect(box?.x).toBeLessThan(422);
    await page.locator(".stick.aim.held").waitFor();
    await picture(page, "hands-left");
    await changes(
      page,
      async () => (await own(page)).place,
      () => push([640, 320], [840, 320]),
    );
    const middle = await page.locator(".stick.aim").boundingBox();
    if (!middle) throw new Error("the stick that aims is not seen");
    const [x, y] = [middle.x + middle.width / 2, middle.y + middle.height / 2];
    expect(x).toBeLessThan(422);
    await expect.poll(async () => offAfter(page, () => push([x, y], [x + 80, y]), 0), PATIENT).toBeLessThan(0.1);

    await page.getByRole("button", { name: "Scores" }).tap();
    await by(page, "scoreboard").waitFor();
    await by(page, "toolbar-leave").tap();
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });
});

describe("with a gamepad", () => {
  /** A pad that the test holds: what it does is what the page's browser tells. */
  const plugIn = () => {
    const pad = {
      ...{ index: 0, id: "Test pad", mapping: "standard", connected: true, timestamp: 0 },
      axes: [0, 0, 0, 0],
      buttons: Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 })),
      vibrationActuator: { playEffect: async () => "complete" },
    };
    Object.assign(window, { pad });
    navigator.getGamepads = () => [pad as unknown as Gamepad];
    addEventListener("load", () => dispatchEvent(Object.assign(new Event("gamepadconnected"), { gamepad: pad })));
  };
  const axes = (page: Page, values: readonly number[]) =>
    page.evaluate((now) => void Object.assign((window as unknown as { pad: object }).pad, { axes: now }), values);
  /**
   * Presses a button and lets go, within the page: on a busy machine the way back to the test may take so long that the button counts as
   * held, and the focus moves on.
   */
  const press = (page: Page, at: number, ms = 150) =>
    page.evaluate(
      async ([n, long]) => {
        const { pad } = window as unknown as { pad: { buttons: { pressed: boolean; value: number }[] } };
        const set = (down: boolean) => Object.assign(pad.buttons[n], { pressed: down, value: down ? 1 : 0 });
        const wait = (time: number) => new Promise((resolve) => setTimeout(resolve, time));
        set(true);
        await wait(long);
        set(false);
        await wait(150);
      },
      [at, ms] as const,
    );
  const [A, B, RT, VIEW, UP, DOWN, LEFT, RIGHT] = [0, 1, 7, 8, 12, 13, 14, 15];

  /** Moves the focus in these ways, one after the other, until it is there. */
  async function padTo(page: Page, testid: string, ways: readonly number[]): Promise<void> {
    for (const way of ways) {
      // A busy page may miss some presses, and not six.
      for (let [n, stays] = [0, 0]; n < 40 && stays < 6; n++) {
        if ((await focused(page)) === testid) return;
        const before = await page.evaluateHandle(() => document.activeElement);
        await press(page, way);
        stays = (await page.evaluate((last) => last === document.activeElement, before)) ? stays + 1 : 0;
      }
    }
    if ((await focused(page)) !== testid)
      throw new Error(`the pad does not come to ${testid}, but to ${await focused(page)}`);
  }

  it("a player comes from the start page into a match, plays, binds a button otherwise, and leaves", async () => {
    const page = await open({}, plugIn);
    await page.bringToFront();
    await page.waitForTimeout(500);
    await press(page, DOWN);
    await padTo(page, "quick-play", [UP, DOWN]);
    await picture(page, "hands-pad-start");
    await press(page, A);
    await until(page, ({ status }) => status === "live");

    const stick = async (values: readonly number[], ms = 400) => {
      await axes(page, values);
      await page.waitForTimeout(ms);
      await axes(page, [0, 0, 0, 0]);
    };
    await changes(
      page,
      async () => (await own(page)).place,
      () => stick([1, 0, 0, 0]),
    );
    await expect.poll(async () => offAfter(page, () => stick([0, 0, 0, -1]), -Math.PI / 2), PATIENT).toBeLessThan(0.1);
    await changes(
      page,
      () => ammo(page),
      () => press(page, RT, 500),
    );

    await press(page, VIEW);
    await padTo(page, "toolbar-settings", [RIGHT, LEFT]);
    await press(page, A);
    await by(page, "tab-name").waitFor();
    await padTo(page, "tab-gamepad", [UP, LEFT, RIGHT]);
    await press(page, A);
    await padTo(page, "bind-primary-7", [DOWN]);
    await press(page, A);
    await press(page, 10);
    await by(page, "bind-primary-10").waitFor();
    await picture(page, "hands-pad-settings");
    await press(page, B);
    await page.locator("dialog").waitFor({ state: "detached" });
    await press(page, B);
    await changes(
      page,
      () => ammo(page),
      () => press(page, 10, 500),
    );

    await press(page, VIEW);
    await padTo(page, "toolbar-leave", [LEFT]);
    await press(page, A);
    await page.waitForURL(`${url}/`);
    await page.context().close();
  });
});
