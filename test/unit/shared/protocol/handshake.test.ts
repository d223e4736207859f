import { describe, expect, it } from "vitest";
import {
  CODE_ALPHABET,
  EDITIONS,
  editionOf,
  followSeen,
  PROTOCOL,
  readCode,
  readSince,
  subprotocolOf,
  writeSince,
} from "#shared/protocol/index.ts";
import { SEEN_PARTS } from "#shared/sim/index.ts";

describe("a match's code", () => {
  it("is read as people type it", () => {
    expect(readCode("0123456789")).toBe("0123456789");
    expect(readCode("abcdefghjk")).toBe("ABCDEFGHJK");
    expect(readCode("-MNPQ-RSTVWX-")).toBe("MNPQRSTVWX");
    expect(readCode("oO-iI-lL-YZ99")).toBe("001111YZ99");
  });

  it("has characters of which none is taken for another", () => {
    expect(CODE_ALPHABET).toMatch(/^[0-9A-HJKMNP-TV-Z]{32}$/);
  });

  it.each(["", "123456789", "12345678901", "123456789U", "123456789 ", " 123456789", "12345_6789", "0123456789\n"])(
    "is not %j",
    (text) => {
      expect(readCode(text)).toBeUndefined();
    },
  );
});

describe("the world that a returning client holds", () => {
  it.each([
    [0, 0],
    [1, 27],
    [0xffffffff, 0xffffffff],
  ])("comes back as it went: generation %i, tick %i", (generation, tick) => {
    const since = { generation, tick };
    expect(readSince(["scrim.4", writeSince(since), "ticket.since.1.2"])).toEqual(since);
  });

  it("is none where no subprotocol names it, or two do", () => {
    expect(readSince([])).toBeUndefined();
    expect(readSince(["scrim.4", "ticket.x", "xsince.1.2"])).toBeUndefined();
    expect(readSince(["since.1.2", "since.1.2"])).toBeUndefined();
  });

  it.each([
    ...["since.", "since.1", "since.1.", "since..1", "since.1.2.3", "since.1.2x", "since.x.2", "since.-1.2"],
    ...["since.1.-2", "since.1.2.", "since.1,2", "since.4294967296.1", "since.1.4294967296", "since.12345678901.1"],
    ...["since.1.00000000001", "since.1e1.2", "since.1x2"],
  ])("is not %s", (told) => {
    expect(readSince([told])).toBeUndefined();
  });
});

describe("the edition of a connection", () => {
  it("is the best one that both sides speak", () => {
    expect(EDITIONS).toEqual([PROTOCOL, PROTOCOL - 1]);
    expect(editionOf([subprotocolOf(PROTOCOL - 1), subprotocolOf(PROTOCOL)])).toBe(PROTOCOL);
    expect(editionOf([subprotocolOf(PROTOCOL - 1), subprotocolOf(PROTOCOL - 2)])).toBe(PROTOCOL - 1);
    expect(editionOf([subprotocolOf(7), subprotocolOf(8)], [8, 7])).toBe(8);
  });

  it("is none where the client offers none that is served", () => {
    expect(editionOf([])).toBeUndefined();
    expect(editionOf([subprotocolOf(PROTOCOL + 1), String(PROTOCOL)])).toBeUndefined();
  });
});

describe("how far back a seat may look", () => {
  const REWIND = 5;
  const MOST = REWIND * SEEN_PARTS;

  it("is at first what its client says, from 1 to the game's limit", () => {
    expect([0, 1, 17, MOST, MOST + 1, 255].map((said) => followSeen(0, said, REWIND))).toEqual([
      ...[1, 1, 17],
      ...[MOST, MOST, MOST],
    ]);
  });

  it("then follows by one part a tick", () => {
    expect([0, 9, 10, 11, 255].map((said) => followSeen(10, said, REWIND))).toEqual([9, 9, 10, 11, 11]);
    expect(followSeen(1, 0, REWIND)).toBe(1);
    expect(followSeen(MOST, 255, REWIND)).toBe(MOST);
  });
});
