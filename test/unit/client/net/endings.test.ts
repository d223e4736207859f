/**
 * What a page does after each close and each refusal, as a player sees it: docs/WIRE.md, "After a close". Walks every
 * code through a session, and what the page shows of it.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "#client/net/api.ts";
import { linkView } from "#client/view/match/link.ts";
import { API_ERROR, CLOSE, type Ending, FINAL, type RefusalCode } from "#shared/protocol/index.ts";
import { FakeSocket, Returning } from "#test/support/returning.ts";
import { buttonsOf, textOf } from "#test/support/template.ts";

beforeEach(() => FakeSocket.install());
afterEach(() => FakeSocket.uninstall());

/** What a player, or a spectator, sees of this session, and what each button does. */
function seen({ session }: Returning, spectator = false, counts = false) {
  const done: string[] = [];
  const does = (way: string) => () => void done.push(way);
  const view = linkView({
    link: session.link,
    ...{ spectator, counts, result: undefined },
    hurry: does("hurry"),
    again: does("again"),
    seat: does("seat"),
    watch: does("watch"),
    quick: does("quick"),
    home: does("home"),
  });
  vi.stubGlobal("location", { reload: does("reload") });
  const buttons = buttonsOf(view).map(({ label, click }) => {
    click();
    return `${label}: ${done.pop()}`;
  });
  return { text: textOf(view), buttons };
}

const LOST = /^Connection lost Reconnecting, try 1\. Your seat is kept for you\.$/;
const TROUBLE = /^The server has trouble Reconnecting, try 1\. Your seat is kept for you\.$/;
const CROWD = /^Too many requests /;

/** By ending, what the page says and what its buttons do, in their order. */
const NOTICES: Readonly<Record<Ending, readonly [text: RegExp, ...first: string[]]>> = {
  left: [/^You have left Your seat is free for another player\./, "Back into the match: again"],
  gone: [/^This match is gone It is over, and has been cleared away\./],
  over: [/^The match is over Players can't join it any more\./],
  updated: [/^An update has ended this match It could not go on under the new rules\./],
  elsewhere: [/^You play in another tab .* Nothing is lost\./, "Play here instead: again"],
  taken: [/^No seat is free Other players have every seat of this match/, "Try again: again", "Watch instead: watch"],
  started: [/^The round is on This game takes no newcomers/, "Try again: again", "Watch instead: watch"],
  locked: [/^This match is locked The host takes no more players\./, "Try again: again"],
  removed: [/^The host has removed you You have no seat in this match any more\./],
  kicked: [/^The operator has removed you Your seat is free\. You may come back\./, "Back into the match: again"],
  banned: [/^The operator has removed you You can't come back into this match\./],
  stopped: [/^The operator has ended this match No other round comes here\./],
  plays: [/^You play in this match Players cannot watch their own match live\./, "To your seat: seat"],
  outdated: [/^There is a newer version Load the page again/, "Load again: reload"],
  refused: [/^The server does not understand this page Load the page again/, "Load again: reload"],
  astray: [/^This page can't follow the match The match goes on\. Load the page again/, "Load again: reload"],
};
const ELSEWHERE = ["Quick play: quick", "To the start page: home"];

const CLOSES: Readonly<Record<keyof typeof CLOSE, Ending | RegExp>> = {
  left: "left",
  malformed: "refused",
  badTicket: LOST,
  expiredTicket: LOST,
  foreignTicket: LOST,
  noMatch: "gone",
  wrongVersion: "outdated",
  usedTicket: LOST,
  seatGone: LOST,
  takenOver: "elsewhere",
  over: "over",
  updated: "updated",
  removed: "removed",
  kicked: "kicked",
  banned: "banned",
  stopped: "stopped",
  tooBig: "refused",
  text: "refused",
  tooMany: CROWD,
  full: TROUBLE,
  tooSlow: LOST,
  silent: LOST,
  fault: TROUBLE,
};
/** Of the WebSocket protocol itself; and one that is of a later edition than this page. */
const OTHERS: readonly (readonly [number, RegExp])[] = [
  [1000, LOST],
  [1001, TROUBLE],
  [1005, LOST],
  [1006, LOST],
  [1011, TROUBLE],
  [1012, TROUBLE],
  [1013, TROUBLE],
  [4999, LOST],
];
const REFUSALS: Readonly<Record<RefusalCode, Ending | "again">> = {
  bad_request: "refused",
  too_big: "refused",
  no_match: "gone",
  no_party: "gone",
  full: "taken",
  no_name: "refused",
  no_replay: "refused",
  no_round: "refused",
  no_ladder: "refused",
  no_player: "refused",
  no_transfer: "refused",
  bad_passkey: "refused",
  no_passkey: "refused",
  signed_out: "refused",
  no_token: "refused",
  yourself: "refused",
  no_report: "refused",
  plays: "plays",
  not_yours: "refused",
  over: "over",
  updated: "updated",
  started: "started",
  watch_first: "started",
  locked: "locked",
  barred: "removed",
  banned: "banned",
  stopped: "stopped",
  busy: "again",
  too_many: "again",
  no_route: "outdated",
  unauthorized: "refused",
  refused: "refused",
  foreign_origin: "refused",
  upgrade_required: "refused",
  fault: "again",
  unreachable: "again",
};

async function expectsEnd(back: Returning, ending: Ending): Promise<void> {
  expect(back.session.link).toMatchObject({ state: "closed", ending });
  const { text, buttons } = seen(back);
  const [says, ...first] = NOTICES[ending];
  expect(text).toMatch(says);
  expect(buttons).toEqual([...first, ...ELSEWHERE]);
  const { asked } = back;
  const sockets = FakeSocket.made.length;
  await back.pass(120_000);
  expect([back.asked, FakeSocket.made.length]).toEqual([asked, sockets]);
}

describe("a close", () => {
  it.each(Object.entries(CLOSES))("%s", async (name, after) => {
    const code = CLOSE[name as keyof typeof CLOSE];
    const back = await Returning.live();
    FakeSocket.last.shut(code, "the server's reason");
    expect(back.lost).toEqual([code]);
    expect(FINAL.has(code)).toBe(typeof after === "string");
    if (typeof after === "string") return expectsEnd(back, after);
    expect(seen(back).text).toMatch(after);
    // With a new ticket, soon: it is for the player's seat.
    await back.pass(1000);
    expect([back.asked, FakeSocket.made.length]).toEqual([1, 2]);
    back.welcome();
    expect([back.session.link.state, seen(back).text]).toEqual(["live", ""]);
  });

  it.each(OTHERS)("%i, which is not this protocol's", async (code, says) => {
    const back = await Returning.live();
    FakeSocket.last.shut(code);
    expect(seen(back).text).toMatch(says);
    await back.pass(1000);
    back.welcome();
    expect(back.session.link.state).toBe("live");
  });

  it("of a ticket's fault is followed by another ticket at once, a second time after a wait, and not for ever", async () => {
    const back = await Returning.live();
    FakeSocket.last.shut(CLOSE.expiredTicket);
    await back.pass(1);
    expect([back.asked, FakeSocket.made.length]).toEqual([1, 2]);
    FakeSocket.last.shut(CLOSE.badTicket);
    await back.pass(1);
    expect(back.asked).toBe(1);
    for (let n = 0; n < 4; n++) {
      await back.pass(2000);
      FakeSocket.last.shut(CLOSE.badTicket);
    }
    await expectsEnd(back, "refused");
  });
});

it("a lost line in a round that counts is said to be no leaving, and in any other nothing of it", async () => {
  const back = await Returning.live();
  FakeSocket.last.shut(1006);
  const words = /A lost line that comes back in time does not count as leaving\./;
  expect(seen(back, false, true).text).toMatch(words);
  expect(seen(back).text).not.toMatch(words);
});

describe("a refusal, when a player comes back", () => {
  it("is each of those that there are", () => {
    expect(Object.keys(REFUSALS).sort()).toEqual([...Object.values(API_ERROR), "unreachable"].sort());
  });

  it.each(Object.entries(REFUSALS) as [RefusalCode, Ending | "again"][])("%s", async (code, after) => {
    const back = await Returning.live();
    back.answers = [() => Promise.reject(new ApiFailure(code, "what the server says"))];
    FakeSocket.last.shut(1006);
    await back.pass(1001);
    expect([back.asked, FakeSocket.made.length, back.lost]).toEqual([1, 1, [1006]]);
    if (after !== "again") return expectsEnd(back, after);
    expect(seen(back).text).toMatch(/(Connection lost|The server has trouble|Too many requests) Reconnecting, try 2\./);
    await back.pass(2000);
    back.welcome();
    expect([back.session.link.state, back.asked]).toEqual(["live", 2]);
  });

  it("for too many requests: not before the server's own moment, and not by the network's coming back either", async () => {
    const back = await Returning.live();
    back.answers = [() => Promise.reject(new ApiFailure("too_many", "wait", 60))];
    FakeSocket.last.shut(1006);
    await back.pass(1001);
    expect(seen(back)).toEqual({
      text: "Too many requests The next try is in 60 seconds. Your seat may go to another player meanwhile. To the start page",
      buttons: ["To the start page: home"],
    });
    FakeSocket.page.dispatchEvent(new Event("online"));
    back.session.hurry?.();
    await back.pass(59_900);
    expect(back.asked).toBe(1);
    await back.pass(200);
    expect(back.asked).toBe(2);
  });

  it("as a spectator is told nothing of a seat", async () => {
    const back = await Returning.live();
    FakeSocket.last.shut(1006);
    expect(seen(back, true).text).toBe("Connection lost Reconnecting, try 1.");
    FakeSocket.last.shut(CLOSE.over);
  });
});

describe("a long absence", () => {
  it("offers a try at once and the way out, and does not promise the seat for longer than it is held", async () => {
    const back = await Returning.live();
    back.answers = [];
    back.answer = () => Promise.reject(new ApiFailure("unreachable", "no"));
    FakeSocket.last.shut(1006);
    expect(seen(back).buttons).toEqual([]);
    await back.pass(12_000);
    expect(seen(back)).toMatchObject({ buttons: ["Try now: hurry", "To the start page: home"] });
    expect(seen(back).text).toContain("Your seat is kept for you.");
    await back.pass(19_500);
    expect(seen(back).text).toContain("Your seat may go to another player meanwhile.");
    const { asked } = back;
    back.session.hurry?.();
    await back.pass(1);
    expect(back.asked).toBe(asked + 1);
  });
});
