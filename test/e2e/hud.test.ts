/**
 * What lies over the picture, measured in a browser at every size: no part of it lies over another or beyond the screen,
 * and with the real camera it never covers one's own body, health and name plate, or any of puck's rink.
 */
import type { CDPSession, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { BOUNDS } from "#client/view/games/puck/places.ts";
import { bodyRoom, Camera } from "#client/view/stage/camera.ts";
import { type Rect, touch } from "#client/view/stage/free-frame.ts";
import { arena } from "#shared/games/arena/index.ts";
import { SUB } from "#shared/games/arena/tuning.ts";
import { TURN, type WorldOf } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { apiOf } from "#test/support/headless.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

const url = inject("url");

/** Notches are those of phones that have one: at the top when upright, at both sides when lying. */
const SIZES = [
  { width: 390, height: 844, touch: true, notch: { top: 47, bottom: 34 } },
  { width: 844, height: 390, touch: true, notch: { left: 47, right: 47, bottom: 21 } },
  { width: 360, height: 640, touch: true, notch: {} },
  { width: 1024, height: 768, touch: true, notch: {} },
  { width: 1280, height: 720, touch: false, notch: {} },
  { width: 1920, height: 1080, touch: false, notch: {} },
  { width: 2560, height: 1440, touch: false, notch: {} },
  // 1280 by 1024, enlarged to 400%.
  { width: 320, height: 256, touch: false, notch: {} },
] as const;
type ScreenSize = (typeof SIZES)[number];

interface Place {
  readonly x: number;
  readonly y: number;
  /** Radians. */
  readonly gaze: number;
}

interface Course {
  readonly world: { readonly width: number; readonly height: number };
  readonly places: readonly Place[];
}

/** All places where a life begins, on every map and for matches of any size; looking to eight sides. */
function spawns(): Course[] {
  return [2, 4, 8, 16].map((seats) => {
    const { level } = new BotMatch(arena, { seats }, 1).world as WorldOf<typeof arena>;
    const places = level.maps
      .flatMap((map) => map.spawns)
      .flatMap(({ x, y }) => Array.from({ length: 8 }, (_, side) => ({ x, y, gaze: (side * Math.PI) / 4 })));
    return { world: level, places };
  });
}

/** So many moments of bots, of a match that is a few minutes long: each about a second from the one before. */
function moments(count: number): Course[] {
  const match = new BotMatch(arena, { seats: 8, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 }, 11);
  const world = match.world as WorldOf<typeof arena>;
  const places: Place[] = [];
  while (places.length < count) {
    match.run(7);
    const alive = [...world.players];
    const seat = alive[world.tick % Math.max(1, alive.length)];
    if (seat === undefined) continue;
    const gaze = (world.seats.aim[seat] / TURN) * 2 * Math.PI;
    places.push({ x: world.players.x[seat] / SUB, y: world.players.y[seat] / SUB, gaze });
  }
  return [{ world: world.level, places }];
}

const COURSES = { "all spawns": spawns(), "1,000 moments": moments(1000) };

const LENS = { setZoom: () => {}, centerOn: () => {} };

/** At how many of these places something covers the body, its health or its plate, or a part of them is beyond the screen. */
function covered(screen: ScreenSize, over: readonly Rect[], courses: readonly Course[]): number {
  let count = 0;
  for (const { world, places } of courses) {
    const camera = new Camera(LENS, "follow");
    camera.fit(screen, 1);
    camera.within(world);
    camera.cover(over, 16);
    const room = bodyRoom(camera.zoom);
    for (const { x, y, gaze } of places) {
      camera.follow({ x, y }, gaze, 16);
      const from = camera.toScreen({ x: x - room.left, y: y - room.top });
      const to = camera.toScreen({ x: x + room.right, y: y + room.bottom });
      // But for what rounding takes.
      const body = { left: from.x + 0.01, top: from.y + 0.01, right: to.x - 0.01, bottom: to.y - 0.01 };
      const isOff = body.left < 0 || body.top < 0 || body.right > screen.width || body.bottom > screen.height;
      if (isOff || over.some((rect) => touch(rect, body))) count += 1;
    }
  }
  return count;
}

interface Part extends Rect {
  readonly name: string;
}

/** The parts that lie over the picture, as the page shows them. */
const partsOf = (page: Page): Promise<Part[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[data-over]")].flatMap((part) => {
      const { left, top, right, bottom } = part.getBoundingClientRect();
      const isShown = right > left && bottom > top && getComputedStyle(part).visibility === "visible";
      return isShown ? [{ name: part.className, left, top, right, bottom }] : [];
    }),
  );

/** The banner of a death, with as much on it as there can be, where there is none just now. */
function addBanner(): void {
  if (document.querySelector(".banner")) return;
  const banner = document.createElement("div");
  banner.className = "banner bad added";
  banner.dataset.over = "body";
  const [towards, title, facts, text] = ["i", "strong", "em", "span"].map((tag) => document.createElement(tag));
  towards.className = "towards";
  title.textContent = "Fragged by Ada Lovelace";
  facts.innerHTML = "<b>Scatter</b><b>100 health left</b>";
  text.textContent = "Back in 2 s";
  banner.append(towards, title, facts, text);
  document.querySelector(".match")?.append(banner);
}

/** Pairs of parts of which one lies over the other, and parts that end beyond the screen. */
function misplaced({ width, height }: ScreenSize, parts: readonly Part[]): string[] {
  // On a page that is enlarged four times a banner lies over what it finds, for its second.
  const all = height <= 320 ? parts.filter(({ name }) => !name.startsWith("banner")) : parts;
  const inner = ({ left, top, right, bottom }: Rect) => ({
    ...{ left: left + 0.5, top: top + 0.5, right: right - 0.5, bottom: bottom - 0.5 },
  });
  const pairs = all.flatMap((one, i) =>
    all.slice(i + 1).flatMap((other) => (touch(inner(one), inner(other)) ? [`${one.name} × ${other.name}`] : [])),
  );
  const beyond = all.filter(({ left, top, right, bottom }) => left < 0 || top < 0 || right > width || bottom > height);
  return [...pairs, ...beyond.map((part) => `${part.name} ends beyond the screen: ${JSON.stringify(part)}`)];
}

const browser = useBrowser();

/** A person's page. Its screen changes under it, as when a phone is turned or a page is enlarged. */
class Person {
  readonly #touch: boolean;
  readonly page: Page;
  readonly #session: CDPSession;

  private constructor(hasTouch: boolean, page: Page, session: CDPSession) {
    this.#touch = hasTouch;
    this.page = page;
    this.#session = session;
  }

  static async at(path: string, hasTouch: boolean): Promise<Person> {
    const context = await browser.newContext({ hasTouch });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const person = new Person(hasTouch, page, await context.newCDPSession(page));
    await page.goto(url + path);
    return person;
  }

  async join(): Promise<void> {
    await by(this.page, "name").fill("Ada Lovelace");
    await by(this.page, "join").click();
  }

  /** Its screen is one after the other of those that such a device has. */
  async onEach(look: (size: ScreenSize) => Promise<void>): Promise<void> {
    for (const size of SIZES) {
      const { width, height, touch: hasTouch, notch } = size;
      if (hasTouch !== this.#touch) continue;
      await this.page.setViewportSize({ width, height });
      await this.#session.send("Emulation.setSafeAreaInsetsOverride", { insets: notch });
      await this.#looked();
      await look(size);
    }
  }

  /** The HUD has looked at the page since the screen was another: some frames were drawn, and some time has gone by. */
  async #looked(): Promise<void> {
    const tick = (await this.page.evaluate(() => window.scrim?.tick)) ?? 0;
    await this.page.waitForFunction((last) => (window.scrim?.tick ?? 0) > last + 15, tick);
  }

  async picture(name: string): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    await picture(this.page, `hud-${name}-${width}x${height}`);
  }

  /** The parts of the HUD; none of them lies over another, or ends beyond the screen. */
  async parts(size: ScreenSize): Promise<readonly Part[]> {
    const all = await partsOf(this.page);
    expect(misplaced(size, all)).toEqual([]);
    return all;
  }

  /** No part of the HUD lies over another while the player is dead, or the player that a spectator follows. */
  async partsOfDeath(size: ScreenSize): Promise<void> {
    await this.page.evaluate(addBanner);
    let all = await partsOf(this.page);
    await this.page.evaluate(() => document.querySelector(".banner.added")?.remove());
    // Where a real one came meanwhile, it stands in the added one's place.
    if (all.some(({ name }) => name.startsWith("banner") && !name.includes("added")))
      all = all.filter(({ name }) => !name.includes("added"));
    expect(misplaced(size, all), `at ${size.width} by ${size.height}`).toEqual([]);
  }

  async status(wanted: string): Promise<void> {
    await this.page.waitForFunction((one) => window.scrim?.status === one, wanted);
    await this.page.locator(".banner").waitFor({ state: "detached" });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

const devices = [
  ["touched", true],
  ["with a mouse", false],
] as const;

it("the pages around a match never scroll to the side", async () => {
  const { code } = await apiOf(url).createMatch("Host", "brawl", { seats: 8, autostart: 0 });
  for (const path of ["/", "/nowhere", `/m/${code}`]) {
    const { page } = await Person.at(path, false);
    await page.locator("main").waitFor();
    if (path === "/") await by(page, "settings").click();
    for (const { width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      const widest = () =>
        page.evaluate(() =>
          Math.max(
            ...[document.documentElement, ...document.querySelectorAll("dialog")].map(
              (one) => one.scrollWidth - one.clientWidth,
            ),
          ),
        );
      // A page that has just become another size is laid out anew first.
      await expect.poll(widest, { message: `${path} at ${width} by ${height}` }).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  }
});

describe.each(devices)("on screens that are %s", (_, hasTouch) => {
  it("the arena's HUD covers neither one's own body nor another part of itself, in the lobby and in the match", async () => {
    const settings = { seats: 8, autostart: 0, timeLimit: 1800, scoreLimit: 1000 };
    const { code } = await apiOf(url).createMatch("Host", "brawl", settings);
    const person = await Person.at(`/m/${code}`, hasTouch);
    const { page } = person;
    await person.join();
    await by(page, "lobby").waitFor();
    await person.onEach(async (size) => {
      await person.picture("lobby");
      await person.parts(size);
      for (const id of ["ready", "leave"]) await by(page, id).click({ trial: true });
    });
    await by(page, "ready").click();
    await person.status("live");
    await person.onEach(async (size) => {
      // The banner of a dead player is told apart: then there is no body to be seen.
      await page.waitForFunction(() => window.scrim?.place(window.scrim.seat));
      await person.picture("match");
      const over = await person.parts(size);
      await person.partsOfDeath(size);
      for (const [name, courses] of Object.entries(COURSES)) {
        const count = covered(size, over, courses);
        const all = courses.reduce((sum, { places }) => sum + places.length, 0);
        const what = "own body, plate or health under the HUD";
        console.log(`${size.width}x${size.height}: ${what} at ${count} of ${all}: ${name}`);
        expect(count).toBe(0);
      }
    });
    await person.close();
  });

  it("puck's rink is seen whole beside the HUD", async () => {
    const settings = { autostart: 1, lobby: 1, timeLimit: 600, goals: 50 };
    const { code } = await apiOf(url).createMatch("Host", "duel", settings, "puck");
    const person = await Person.at(`/m/${code}`, hasTouch);
    await person.join();
    await person.status("live");
    await person.onEach(async (size) => {
      await person.picture("puck");
      // What is there for a moment, or until the player has moved once, may lie on the ice.
      const over = (await person.parts(size)).filter(({ name }) => !/^(?:banner|hint)/.test(name));
      const [from, to] = await person.page.evaluate(
        ([x, y]) => [window.scrim?.toScreen({ x: 0, y: 0 }), window.scrim?.toScreen({ x, y })],
        [BOUNDS.width, BOUNDS.height] as const,
      );
      if (!from || !to) throw new Error("nothing is drawn");
      const rink = { left: from.x, top: from.y, right: to.x, bottom: to.y };
      expect(Math.min(rink.left, size.width - rink.right)).toBeGreaterThanOrEqual(0);
      expect(over.filter((part) => touch(part, rink)).map(({ name }) => name)).toEqual([]);
    });
    await person.close();
  });

  it("a spectator reaches all, and no part lies over another", async () => {
    const settings = { seats: 8, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 };
    const { code } = await apiOf(url).createMatch("Host", "brawl", settings);
    const player = await Person.at(`/m/${code}`, false);
    await player.join();
    await player.status("live");
    const person = await Person.at(`/w/${code}`, hasTouch);
    await person.page.waitForFunction(() => (window.scrim?.eye ?? -1) >= 0);
    await person.onEach(async (size) => {
      await person.picture("watching");
      await person.parts(size);
      await person.partsOfDeath(size);
      for (const id of ["pause", "spectate-next", "to-live"]) await by(person.page, id).click({ trial: true });
    });
    await Promise.all([player, person].map((one) => one.close()));
  });
});
