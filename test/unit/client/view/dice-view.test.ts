/**
 * @vitest-environment happy-dom
 * Liar's dice as a page shows it: own dice, the cups of others, the bids of a hand, and what may be bid next.
 */
import { render } from "lit-html";
import { describe, expect, it, vi } from "vitest";
import { createView } from "#client/view/games/dice/view.ts";
import type { HtmlPicture } from "#client/view/games/game-view.ts";
import { commandButton } from "#client/view/stage/command-button.ts";
import { dice } from "#shared/games/dice/index.ts";
import { createWorld, PHASE, refusalOf, SEAT } from "#shared/sim/index.ts";
import { drawnOf } from "#test/support/scene.ts";

// It loads a style, which there is none of here.
vi.mock("#client/view/games/dice/dice.css", () => ({}));

const nameOf = (seat: number): string => ["Ada", "Bob", "Eve"][seat] ?? "";

function bench(own = 0) {
  const world = createWorld(dice, { seats: 3 }, 1);
  for (const seat of [0, 1, 2]) {
    world.seatTable.cells[0][seat] = SEAT.person;
    // The others' dice are hidden from this player.
    const faces = seat === own ? { a: 6, b: 1, c: 4, d: 4, e: 2 } : {};
    world.hands.spawnAt(seat, { dice: 5, ...faces });
  }
  world.round.phase = PHASE.live;
  Object.assign(world.table, { turn: own, until: 600, dice: 15, players: 3 });
  const view = createView();
  const root = document.createElement("div");
  const given: string[] = [];
  const commands = {
    command: (name: string, args: Readonly<Record<string, number>>) =>
      void given.push(`${name} ${JSON.stringify(args)}`),
    refusal: (name: string, args: Readonly<Record<string, number>>) =>
      own < 0 ? "You watch this match" : refusalOf(world, own, { name, args }),
    refused: () => undefined,
    awaits: () => false,
  };
  const draw = () => {
    const picture: HtmlPicture = {
      ...{ drawn: drawnOf(world), world, seat: own, eye: 0, now: 0, calm: false, nameOf, sounds: { play() {} } },
      ...commands,
      button: (name, args, button) => commandButton(commands, name, args, button),
      redraw: draw,
    };
    render(view.html?.(picture), root);
  };
  const by = (id: string) => root.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  const bid = (seat: number, count: number, face: number, next: number) => {
    Object.assign(world.table, { by: seat, count, face, turn: next });
    draw();
  };
  draw();
  return { world, view, root, by, bid, draw, given };
}

const bidsOf = (root: HTMLElement) => root.querySelectorAll(".bids li").length;

describe("the table", () => {
  it("shows the player's own dice, and a cup with a number for those of the others", () => {
    const { root, by } = bench();
    expect(
      [...(by("seat-0")?.querySelectorAll(".hand .die") ?? [])].map((one) => one.getAttribute("aria-label")),
    ).toEqual(["6", "1", "4", "4", "2"]);
    expect(by("seat-1")?.querySelector(".cup")?.getAttribute("aria-label")).toBe("5 hidden dice");
    expect(root.querySelectorAll(".cup")).toHaveLength(2);
    expect(by("dice-news")?.textContent).toBe("Ada begins.");
  });

  it("offers no moves to a spectator", () => {
    expect(bench(-1).by("command-bid")).toBeNull();
  });

  it("tells the last bid, and those before it in this hand alone", () => {
    const { root, by, bid, world, draw } = bench();
    bid(1, 2, 6, 2);
    bid(2, 3, 1, 0);
    expect(by("dice-news")?.textContent).toBe("Eve bids 3 ones. Ada is next.");
    expect(bidsOf(root)).toBe(2);
    draw();
    expect(bidsOf(root)).toBe(2);
    // The next hand, of whose beginning a hidden page has drawn nothing.
    bid(1, 1, 5, 2);
    expect(by("dice-news")?.textContent).toBe("Bob bids 1 five. Eve is next.");
    expect(bidsOf(root)).toBe(1);
    world.table.count = 0;
    draw();
    expect(bidsOf(root)).toBe(0);
  });

  it("shows all dice after a call, those that were bid marked, and says which player loses a die", () => {
    const { root, by, world, draw } = bench();
    for (const seat of [1, 2]) for (const die of ["a", "b", "c", "d", "e"] as const) world.hands[die][seat] = 4;
    Object.assign(world.table, { by: 2, count: 13, face: 4, shown: 1, matched: 12, loser: 2 });
    draw();
    expect(root.querySelectorAll(".cup")).toHaveLength(0);
    expect(root.querySelectorAll(".die.hit")).toHaveLength(12);
    expect(by("dice-news")?.textContent).toBe("Eve bid 13 fours. There are 12: Eve loses a die.");
    expect(by("seat-2")?.classList.contains("loser")).toBe(true);
    expect(by("why-bid")?.textContent).toBe("Wait for the next hand");
  });
});

describe("the next bid", () => {
  it("follows what has been bid, and two fast presses are two", () => {
    const { by, bid, given } = bench();
    bid(2, 4, 3, 0);
    by("more")?.click();
    by("more")?.click();
    by("face-6")?.click();
    by("command-bid")?.click();
    expect(given).toEqual(['bid {"count":7,"face":6}']);
  });

  it("is never less than one, nor more dice than there are", () => {
    const { by, given, draw } = bench();
    by("fewer")?.click();
    for (let n = 0; n < 20; n++) by("more")?.click();
    draw();
    by("command-bid")?.click();
    expect(given).toEqual(['bid {"count":15,"face":2}']);
  });

  it("can't be given out of turn, and the call not without a bid", () => {
    const { by, bid, given } = bench();
    expect(by("why-challenge")?.textContent).toBe("There is no bid yet");
    bid(0, 2, 2, 1);
    expect(by("command-bid")?.getAttribute("aria-disabled")).toBe("true");
    expect(by("command-bid")?.title).toBe("It is not your turn");
    by("command-bid")?.click();
    by("command-challenge")?.click();
    expect(given).toEqual([]);
  });
});

describe("its clock", () => {
  it("counts the seconds of a move; by mail it says the hours", () => {
    const { view, world } = bench();
    expect(view.hud(drawnOf(world), 0, nameOf)).toMatchObject({ seconds: 60, scores: [] });
    world.table.until = 10 * 3600 * 50;
    expect(view.hud(drawnOf(world), 0, nameOf)).toMatchObject({ seconds: undefined, note: "50 hours left" });
  });
});
