/**
 * @vitest-environment happy-dom
 * A player is told that it is their turn: by the title of the page, and from another window by a notification, once.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SettingsStore } from "#client/settings.ts";
import { TurnNotice } from "#client/view/match/turn-notice.ts";
import { turnOf, turnSign } from "#client/view/match/turn-sign.ts";
import { type AnyGame, configure, emptyWorld, plan, type Status } from "#shared/sim/index.ts";
import { textOf } from "#test/support/template.ts";
import { toy } from "#test/support/toy.ts";

const state: { turn: number; status: Status } = { turn: -1, status: "live" };
const game: AnyGame = { ...(toy as AnyGame), turn: () => state.turn, status: () => state.status };
const world = emptyWorld(plan(game, configure(game.settings, {})));
const plain = emptyWorld(plan(toy as AnyGame, configure(toy.settings, {})));
const OWN = 1;

const shown: string[] = [];
class FakeNotification extends EventTarget {
  static permission = "granted";
  constructor(title: string, { body }: { readonly body: string }) {
    super();
    shown.push(`${title}: ${body}`);
  }
  close(): void {}
}

let end = new AbortController();
const redraw = vi.fn();
const notice = () =>
  new TurnNotice({ settings: new SettingsStore(), signal: end.signal, seat: () => OWN, title: "Dice", redraw });

/** The world in which this seat has the turn comes from the server. */
function comes(to: TurnNotice, turn: number): void {
  state.turn = turn;
  to.look(world);
}

beforeEach(() => {
  end = new AbortController();
  Object.assign(state, { turn: -1, status: "live" });
  shown.length = 0;
  FakeNotification.permission = "granted";
  vi.stubGlobal("Notification", FakeNotification);
  vi.stubGlobal("isSecureContext", true);
  vi.spyOn(document, "hasFocus").mockReturnValue(false);
});
afterEach(() => {
  end.abort();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("the turn of the player", () => {
  it("marks the title of the page while it lasts", () => {
    const turns = notice();
    expect(turns.title).toBeUndefined();
    comes(turns, OWN);
    expect(turns.title).toBe("Your turn · Dice");
    comes(turns, 0);
    expect(turns.title).toBeUndefined();
    state.status = "ended";
    comes(turns, OWN);
    expect(turns.title).toBeUndefined();
  });

  it("is notified once each time, in a window that is not in front", () => {
    const turns = notice();
    for (const turn of [0, OWN, OWN, 0, OWN]) comes(turns, turn);
    expect(shown).toEqual(["Your turn: Dice", "Your turn: Dice"]);
  });

  it("is not notified to a player who looks at the match, nor to one who has just come", () => {
    comes(notice(), OWN);
    expect(shown).toEqual([]);
    vi.mocked(document.hasFocus).mockReturnValue(true);
    const turns = notice();
    for (const turn of [0, OWN]) comes(turns, turn);
    expect(turns.title).toBe("Your turn · Dice");
    expect(shown).toEqual([]);
  });

  it("is not notified without the player's leave, which can be asked for once", () => {
    FakeNotification.permission = "default";
    const turns = notice();
    for (const turn of [0, OWN]) comes(turns, turn);
    expect(shown).toEqual([]);
    expect(turns.bell).toBeDefined();
    FakeNotification.permission = "denied";
    expect(turns.bell).toBeUndefined();
  });
});

describe("the sign of the HUD", () => {
  const sign = (turn: number, own: number, of = world) => {
    state.turn = turn;
    return turnSign({ world: of, own, nameOf: (seat) => `Player ${seat}`, bell: () => {} });
  };

  it("says whose turn it is, and offers the bell while it is another's", () => {
    expect(textOf(sign(OWN, OWN))).toBe("Your turn");
    expect(textOf(sign(0, OWN))).toBe("Player 0's turn Notify me");
    expect(textOf(sign(-1, OWN))).toBe("");
  });

  it("is no part of a game without turns, nor of a match that is not on", () => {
    expect(textOf(sign(OWN, OWN, plain))).toBe("");
    expect(turnOf(plain)).toBe(-1);
    state.status = "waiting";
    expect(turnOf(world)).toBe(-1);
  });
});
