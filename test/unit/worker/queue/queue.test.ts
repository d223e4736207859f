import { describe, expect, it, vi } from "vitest";
import { QUEUE_GRACE_MS } from "#shared/protocol/queue.ts";
import { ADMITTED_MS } from "#worker/queue/queue.ts";
import { Stand } from "./stand.ts";

const START = 1_000_000;

describe("a ticket", () => {
  it("keeps its place and its waiting time while its line is lost, and takes part in no wave", () => {
    const stand = new Stand(START);
    stand.join("ann");
    stand.now += 5000;
    stand.lose("ann");
    expect(stand.queue.waiting("local")).toEqual([]);
    stand.now += QUEUE_GRACE_MS - 1;
    expect(stand.queue.expire(stand.now)).toEqual([]);
    expect(stand.join("ann")).toBe("again");
    expect(stand.queue.waiting("local")).toMatchObject([{ since: START }]);
  });

  it("is none any more when its line stays lost", () => {
    const stand = new Stand(START);
    stand.join("ann");
    stand.lose("ann");
    stand.now += QUEUE_GRACE_MS;
    expect(stand.queue.expire(stand.now)).toEqual(["ann"]);
    expect(stand.queue.size).toBe(0);
    expect(stand.rows.size).toBe(0);
  });

  it("is none any more when its player cancels", () => {
    const stand = new Stand(START);
    stand.join("ann");
    expect(stand.queue.cancel("ann")).toEqual([]);
    expect(stand.rows.size).toBe(0);
    expect(stand.join("ann")).toBe("joined");
  });

  it("outlives a crash, however long its line had been lost, and keeps its waiting time", () => {
    const stand = new Stand(START);
    stand.join("ann");
    stand.lose("ann");
    stand.now += QUEUE_GRACE_MS - 1;
    stand.kill();
    stand.now += QUEUE_GRACE_MS - 1;
    expect(stand.queue.expire(stand.now)).toEqual([]);
    expect(stand.join("ann")).toBe("again");
    expect(stand.queue.waiting("local")).toMatchObject([{ since: START }]);
  });

  it("does not come from the future, where a clock was set back", () => {
    const stand = new Stand(START);
    stand.join("ann");
    stand.now -= 500_000;
    stand.kill();
    stand.join("ann");
    expect(stand.queue.waiting("local")).toMatchObject([{ since: stand.now }]);
  });
});

describe("a match", () => {
  const proposed = (...players: string[]) => {
    const stand = new Stand(START);
    for (const player of players) stand.join(player);
    stand.queue.propose({ tickets: stand.queue.waiting("local") }, "first");
    return stand;
  };

  it("is told to those it was made for, until they have heard", () => {
    const stand = proposed("ann", "bob");
    stand.admit("first");
    expect(stand.queue.seatOf("ann")).toMatchObject({ code: "CODE", name: "ann" });
    stand.queue.heard("ann");
    expect(stand.queue.seatOf("ann")).toBeUndefined();
    expect(stand.queue.seatOf("bob")).toMatchObject({ code: "CODE" });
    stand.now += ADMITTED_MS;
    stand.queue.expire(stand.now);
    expect(stand.rows.size).toBe(0);
  });

  it("is told after a crash too, if it was there", () => {
    const stand = proposed("ann", "bob");
    stand.admit("first");
    stand.now += ADMITTED_MS - 1;
    stand.kill();
    stand.now += 2;
    stand.queue.expire(stand.now);
    expect(stand.join("ann")).toBe("again");
    expect(stand.queue.seatOf("ann")).toMatchObject({ code: "CODE" });
  });

  it("of which no player has heard is none after a crash: its tickets search on", () => {
    const stand = proposed("ann", "bob");
    stand.kill();
    stand.join("ann");
    stand.join("bob");
    expect(stand.queue.waiting("local")).toHaveLength(2);
  });

  it("is not told to a player who cancels while it is made", () => {
    const stand = proposed("ann", "bob");
    stand.queue.cancel("ann");
    expect(stand.queue.wanted("first").map(({ player }) => player)).toEqual(["bob"]);
    stand.admit("first");
    expect(stand.queue.seatOf("ann")).toBeUndefined();
    expect(stand.queue.seatOf("bob")).toMatchObject({ code: "CODE" });
  });

  it("is not told to a player who cancels and comes again while it is made: that is another wish", () => {
    const stand = proposed("ann", "bob");
    stand.now += 1000;
    stand.queue.cancel("ann");
    expect(stand.join("ann")).toBe("joined");
    stand.admit("first");
    expect(stand.queue.seatOf("ann")).toBeUndefined();
    expect(stand.queue.waiting("local")).toMatchObject([{ since: START + 1000 }]);
  });

  it("that could not be made gives its tickets their places back", () => {
    const stand = proposed("ann", "bob");
    stand.now += 1000;
    stand.lose("bob");
    expect(stand.queue.release("first", stand.now)).toEqual([]);
    expect(stand.queue.waiting("local")).toMatchObject([{ since: START }]);
    stand.join("bob");
    expect(stand.queue.waiting("local")).toMatchObject([{ since: START }, { since: START }]);
  });
});

describe("a party", () => {
  it("is held until all its members are here, and waits as one ticket", () => {
    const stand = new Stand(START);
    expect(stand.party("PARTY", ["ann", "bob"])).toBe(true);
    expect(stand.join("ann")).toBe("again");
    expect(stand.queue.waiting("local")).toEqual([]);
    stand.join("bob");
    expect(stand.queue.waiting("local")).toMatchObject([{ members: [{ player: "ann" }, { player: "bob" }] }]);
    expect(stand.queue.people).toBe(2);
  });

  it("leaves the queue with the member who cancels", () => {
    const stand = new Stand(START);
    stand.party("PARTY", ["ann", "bob"]);
    stand.join("ann");
    stand.join("bob");
    expect(stand.queue.cancel("ann")).toEqual(["bob"]);
    expect(stand.queue.size).toBe(0);
  });

  it("does not come with a member who has a ticket", () => {
    const stand = new Stand(START);
    stand.join("ann");
    expect(stand.party("PARTY", ["ann", "bob"])).toBe(false);
    expect(stand.queue.ticketOf("bob")).toBeUndefined();
  });

  it("is split by no member who cancels while a match is made that then fails", () => {
    const stand = new Stand(START);
    stand.party("PARTY", ["ann", "bob"]);
    stand.join("ann");
    stand.join("bob");
    stand.queue.propose({ tickets: stand.queue.waiting("local") }, "first");
    stand.queue.cancel("ann");
    expect(stand.queue.release("first", stand.now)).toEqual(["bob"]);
    expect(stand.queue.size).toBe(0);
  });
});

describe("after a write that failed", () => {
  /** The disk does not take the next writes of a kind. */
  const failing = (stand: Stand, how: "save" | "remove") => {
    const rows = vi.spyOn(stand.rows, how === "save" ? "set" : "delete");
    rows.mockImplementationOnce(() => {
      throw new Error("the disk is full");
    });
  };

  it("a ticket whose player has gone is held, and one in a match that is not being made searches on", () => {
    const stand = new Stand(START);
    stand.join("ann");
    failing(stand, "save");
    expect(() => stand.lose("ann")).toThrow("the disk is full");
    expect(stand.queue.waiting("local")).toHaveLength(1);
    expect(stand.queue.tidy(new Set(), stand.now)).toEqual([]);
    expect(stand.queue.waiting("local")).toEqual([]);
    stand.join("ann");
    stand.join("bob");
    stand.queue.propose({ tickets: stand.queue.waiting("local") }, "first");
    stand.queue.tidy(new Set(["first"]), stand.now);
    expect(stand.queue.waiting("local")).toEqual([]);
    stand.queue.tidy(new Set(), stand.now);
    expect(stand.queue.waiting("local")).toHaveLength(2);
  });
});

describe("how players stand", () => {
  const standing = { mu: 30, sigma: 3, rounds: 9, met: ["zoe"], at: START };

  it("is asked for where it is not known, or old; those who have waited longest come first", () => {
    const stand = new Stand(START);
    for (const player of ["ann", "bob", "cid"]) stand.join(player);
    stand.queue.learn("bob", standing);
    expect(stand.queue.unsure(START, 10)).toEqual(["ann", "cid"]);
    expect(stand.queue.unsure(START + 1, 2)).toEqual(["ann", "bob"]);
    stand.lose("ann");
    expect(stand.queue.unsure(START, 10)).toEqual(["cid"]);
  });

  it("goes into pairing, with those whom the pool has seen them meet before those of the ladder; and stays through a reload", () => {
    const stand = new Stand(START);
    stand.join("ann");
    stand.queue.learn("ann", standing);
    stand.lose("ann");
    stand.join("ann");
    const [{ members }] = stand.queue.waiting("local", () => ["yan", "zoe"]);
    expect(members).toMatchObject([{ rating: { mu: 30, sigma: 3 }, rounds: 9, met: ["yan", "zoe"] }]);
  });

  it("is stored where it is news, and else costs no row", () => {
    const stand = new Stand(START);
    stand.join("ann");
    stand.queue.learn("ann", standing);
    const save = vi.spyOn(stand.rows, "set");
    stand.queue.learn("ann", { ...standing, at: START + 5 });
    expect(save).not.toHaveBeenCalled();
    stand.queue.learn("ann", { ...standing, mu: 31 });
    expect(save).toHaveBeenCalledOnce();
  });
});

it("an admission that is older than a crash takes is no place to come back to", () => {
  for (const [away, entered] of [
    [ADMITTED_MS, "again"],
    [ADMITTED_MS + QUEUE_GRACE_MS, "joined"],
  ] as const) {
    const stand = new Stand(START);
    stand.join("ann");
    stand.queue.propose({ tickets: stand.queue.waiting("local") }, "first");
    stand.admit("first");
    stand.now += away;
    stand.kill();
    expect(stand.join("ann")).toBe(entered);
  }
});

it("a party's ticket keeps the round trips that the party gave it", () => {
  const stand = new Stand(START);
  stand.queue.enterParty([{ player: "ann", name: "ann", rtt: { weur: 20 } }], { party: "PARTY" }, START);
  stand.join("ann");
  expect(stand.queue.waiting("local")).toMatchObject([{ members: [{ rtt: { weur: 20 } }] }]);
});
