import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  AFTER_CLOSE,
  AFTER_REFUSAL,
  API_ERROR,
  afterClose,
  CLOSE,
  FINAL,
  isAgain,
  type Next,
  SEAT_HELD_MS,
} from "#shared/protocol/index.ts";

/** The rows of the table under this heading, each as its cells. */
function tableOf(page: string, heading: string): string[][] {
  const [, after] = readFileSync(page, "utf8").split(`\n${heading}\n`);
  const [section] = after.split(/\n#+ /);
  const rows = section.split("\n").filter((line) => line.startsWith("| "));
  // Below the head of the table and the line under it.
  return rows.slice(2).map((row) => row.split("|").map((cell) => cell.trim()));
}

const numbers = (text: string): number[] => [...text.matchAll(/\b\d{4}\b/g)].map(([code]) => Number(code));
const names = (text: string): string[] => [...text.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name);

/** The rows of "After a close", in their order. */
const [wait, waitLonger, ticket, final] = tableOf("docs/WIRE.md", "### After a close").map(([, , closes, errors]) => ({
  closes: numbers(closes),
  errors: names(errors),
}));

describe("after a close", () => {
  it("a client does what docs/WIRE.md says", () => {
    for (const code of wait.closes) expect(afterClose(code)).toBeOneOf(["line", "server"]);
    expect(waitLonger.closes.map(afterClose)).toEqual(["crowd"]);
    for (const code of ticket.closes) expect(afterClose(code)).toBe("ticket");
    for (const code of final.closes) expect(isAgain(afterClose(code))).toBe(false);
    expect(final.closes.every((code) => FINAL.has(code))).toBe(true);
    expect([wait, waitLonger, ticket].flatMap(({ closes }) => closes).some((code) => FINAL.has(code))).toBe(false);
    expect(FINAL.size).toBe(final.closes.length);
  });

  it("every code of the protocol has its place in the document, and the document has no other", () => {
    const told = [wait, waitLonger, ticket, final].flatMap(({ closes }) => closes).filter((code) => code >= 4000);
    expect(told.sort()).toEqual(Object.values(CLOSE).sort());
  });

  it("a client that may not try again says why", () => {
    const why = (["left", "noMatch", "wrongVersion", "takenOver", "over", "updated", "removed"] as const).map((name) =>
      afterClose(CLOSE[name]),
    );
    expect(why).toEqual(["left", "gone", "outdated", "elsewhere", "over", "updated", "removed"]);
    for (const name of ["malformed", "tooBig", "text"] as const) expect(afterClose(CLOSE[name])).toBe("refused");
  });

  it("a server that has failed or goes away is told from a lost line", () => {
    for (const code of [1001, 1011, 1012, 1013, CLOSE.fault, CLOSE.full]) expect(afterClose(code)).toBe("server");
    for (const code of [1000, 1005, 1006, 1014, 4999, CLOSE.seatGone, CLOSE.tooSlow, CLOSE.silent])
      expect(afterClose(code)).toBe("line");
  });

  it("a client is in a hurry for as long as its seat is kept", () => {
    expect(SEAT_HELD_MS).toBe(30_000);
  });
});

describe("after a refusal", () => {
  it("a client does what docs/WIRE.md says", () => {
    for (const error of wait.errors) expect(AFTER_REFUSAL[error as keyof typeof AFTER_REFUSAL]).toBe("server");
    expect(waitLonger.errors).toEqual([API_ERROR.tooMany]);
    expect(AFTER_REFUSAL.too_many).toBe("crowd");
    const again = Object.entries(AFTER_REFUSAL).filter(([, next]) => isAgain(next));
    expect(again.map(([error]) => error).sort()).toEqual([...wait.errors, ...waitLonger.errors, "unreachable"].sort());
  });

  it("a client that may not try again says why", () => {
    const endings: Partial<Record<keyof typeof AFTER_REFUSAL, Next>> = {
      [API_ERROR.noMatch]: "gone",
      [API_ERROR.noParty]: "gone",
      [API_ERROR.full]: "taken",
      [API_ERROR.plays]: "plays",
      [API_ERROR.over]: "over",
      [API_ERROR.updated]: "updated",
      [API_ERROR.started]: "started",
      [API_ERROR.watchFirst]: "started",
      [API_ERROR.locked]: "locked",
      [API_ERROR.barred]: "removed",
      [API_ERROR.banned]: "banned",
      [API_ERROR.stopped]: "stopped",
      [API_ERROR.noRoute]: "outdated",
    };
    expect(AFTER_REFUSAL).toMatchObject(endings);
    const others = Object.entries(AFTER_REFUSAL).filter(([error, next]) => !isAgain(next) && !(error in endings));
    expect(new Set(others.map(([, next]) => next))).toEqual(new Set(["refused"]));
  });

  it("a client without an answer takes the line for lost", () => {
    expect(AFTER_REFUSAL.unreachable).toBe("line");
  });
});

it("the errors of the API are those of docs/HTTP.md", () => {
  const told = tableOf("docs/HTTP.md", "## Errors").flatMap(([, , error]) => names(error));
  expect([...new Set(told)].sort()).toEqual(Object.values(API_ERROR).sort());
});

it("isAgain tells each ending from each further try", () => {
  const all = new Set<Next>([...Object.values(AFTER_CLOSE), ...Object.values(AFTER_REFUSAL)]);
  expect([...all].filter(isAgain).sort()).toEqual(["crowd", "line", "server", "ticket"]);
});
