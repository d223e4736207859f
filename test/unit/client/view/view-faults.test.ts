/** Exceptions while a match is drawn: counted, told, and borne. */
import { html } from "lit-html";
import { describe, expect, it, vi } from "vitest";
import { Unfetched } from "#client/net/code-files.ts";
import { Overdue } from "#client/net/time-limit.ts";
import { checkCard } from "#client/view/games/check-card.ts";
import { cards } from "#client/view/games/index.ts";
import { rulesOf } from "#client/view/games/rules.ts";
import { blame } from "#client/view/match/blame.ts";
import { brokenView } from "#client/view/match/broken.ts";
import { troubleView } from "#client/view/match/trouble.ts";
import { Mishaps } from "#client/view/stage/mishaps.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { textOf } from "#test/support/template.ts";
import { toy } from "#test/support/toy.ts";

function bench() {
  const clock = { now: 0 };
  const log = vi.fn();
  const changed = vi.fn();
  return { clock, log, changed, mishaps: new Mishaps({ now: () => clock.now, log, changed }) };
}

const fail =
  (message = "boom") =>
  () => {
    throw new Error(message);
  };

const WAYS = { copy: html`<button>Copy the link</button>`, leave: () => {} };

describe("mishaps", () => {
  it("end the part that throws, and no other", () => {
    const { mishaps } = bench();
    expect(mishaps.guard("scene", fail())).toBeUndefined();
    expect(mishaps.guard("hud", () => 7)).toBe(7);
  });

  it("are some at first, much when they go on for seconds, and over when nothing is thrown for a while", () => {
    const { mishaps, clock, changed } = bench();
    expect(mishaps.trouble).toBe("none");
    mishaps.guard("scene", fail());
    expect(mishaps.trouble).toBe("some");
    for (; clock.now < 3900; clock.now += 16) mishaps.guard("scene", fail());
    expect(mishaps.trouble).toBe("some");
    for (; clock.now < 4100; clock.now += 16) mishaps.guard("scene", fail());
    expect(mishaps.trouble).toBe("much");
    clock.now += 4900;
    mishaps.look();
    expect(mishaps.trouble).toBe("much");
    clock.now += 200;
    mishaps.look();
    expect(mishaps.trouble).toBe("none");
    // Another one later is again a single one.
    mishaps.guard("scene", fail());
    expect(mishaps.trouble).toBe("some");
    expect(changed).toHaveBeenCalledTimes(4);
  });

  it("are logged once each, and again after half a minute with how often", () => {
    const { mishaps, clock, log } = bench();
    for (; clock.now < 31_000; clock.now += 100) {
      mishaps.guard("scene", fail());
      mishaps.guard("hud", fail("no such text"));
    }
    expect(log.mock.calls.map(([part, error, times]) => [part, String(error), times])).toEqual([
      ["scene", "Error: boom", 1],
      ["hud", "Error: no such text", 1],
      ["scene", "Error: boom", 300],
      ["hud", "Error: no such text", 300],
    ]);
  });

  it("with another text each time do not flood the log", () => {
    const { mishaps, log } = bench();
    for (let n = 0; n < 10_000; n++) mishaps.guard("scene", fail(`row ${n}`));
    expect(log.mock.calls.length).toBeLessThanOrEqual(21);
  });
});

describe("the notice of trouble", () => {
  it("says that the match goes on, and offers to load the page again where it does not pass", () => {
    expect(textOf(troubleView("none"))).toBe("");
    expect(textOf(troubleView("some"))).toBe("A part of the picture went wrong. The match goes on.");
    expect(textOf(troubleView("much"))).toMatch(/The match goes on: load the page again\. Load again$/);
  });
});

describe("a match that cannot be drawn", () => {
  it.each([
    [new Overdue("nothing has come"), true, "files"],
    [new Unfetched("/assets/view.js does not come"), true, "files"],
    [new TypeError("Failed to fetch dynamically imported module: http://x/assets/view.js"), true, "files"],
    [new TypeError("error loading dynamically imported module: http://x/assets/view.js"), true, "files"],
    [new TypeError("Importing a module script failed."), true, "files"],
    [new Error("Unable to preload CSS for /assets/view.css"), true, "files"],
    [new Error("Cannot create WebGL context, aborting."), false, "no-graphics"],
    [new Error("WebGL unsupported"), false, "no-graphics"],
    [new TypeError("undefined is not a function"), true, "fault"],
    [new RangeError("game tag: tickRate is 0"), true, "fault"],
  ] as const)("%s (WebGL: %s) is for want of %s", (error, draws, broken) => {
    expect(blame(error, () => draws)).toBe(broken);
  });

  it("says what is wrong, and what to do", () => {
    expect(textOf(brokenView("no-graphics", WAYS))).toMatch(/WebGL/);
    expect(textOf(brokenView("fault", WAYS))).not.toMatch(/WebGL/);
    for (const broken of ["files", "no-graphics", "graphics-lost", "fault"] as const) {
      expect(textOf(brokenView(broken, WAYS))).toMatch(/ Load again .*To the start page$/);
    }
  });
});

describe("cards", () => {
  const card = { name: "toy", modes: toy.modes, privateSettings: {} };
  const check = (change: Partial<typeof card> = {}) => checkCard({ ...card, ...change }, toy as AnyGame);

  it("of this page fit their games, and load their rules by name", async () => {
    for (const { name } of cards) expect([...(await rulesOf(name)).keys()]).toEqual([name]);
    expect(cards.length).toBeGreaterThan(0);
  });

  it("load all rules where it is unknown which are needed, and none of a game that there is not", async () => {
    expect([...(await rulesOf(undefined)).keys()]).toEqual(cards.map(({ name }) => name));
    expect((await rulesOf("toy")).size).toBe(0);
  });

  it("that do not fit are refused by name", () => {
    expect(() => check()).not.toThrow();
    expect(() => check({ name: "toys" })).toThrow("card toys: its rules are of the game toy");
    expect(() => checkCard({ ...card, modes: {} }, toy as AnyGame)).toThrow(
      "card toy: its modes are not those of the game",
    );
    expect(() => check({ privateSettings: { nope: 1 } })).toThrow(
      "card toy: privateSettings with the mode plain: there is no setting nope",
    );
    expect(() => check({ privateSettings: { seats: 99 } })).toThrow(/seats must be a whole number/);
  });
});
