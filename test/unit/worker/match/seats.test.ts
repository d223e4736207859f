import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { tagOf } from "#shared/names/tag.ts";
import { decodeDown } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import { Backfill } from "#worker/match/seats/backfill.ts";
import { botName } from "#worker/match/seats/bot-names.ts";
import { MatchRoster, nameOf, rosterOf } from "#worker/match/seats/roster.ts";
import { SeatPromises } from "#worker/match/seats/seat-promises.ts";
import { HOLD_MS, Owner, RENAME_MS, RESERVE_MS, Seats } from "#worker/match/seats/seats.ts";

const NOW = 1_000_000;

/** A player takes a seat, at tick 1. */
/** A player comes in, and acts. */
function sit(seats: Seats, player: string, seat: number): void {
  seats.arrive({ player, seat, name: player }, 1);
  seats.act(seat);
}

/** Seats of which the first ones have these players. */
function seatsOf(count: number, ...players: string[]): Seats {
  const seats = new Seats(count);
  for (const [seat, player] of players.entries()) sit(seats, player, seat);
  return seats;
}

const owner = (state: Owner["state"], until = 0, since?: number): Owner => ({
  ...{ player: "ada", name: "Ada", state, until },
  ...(since !== undefined && { since }),
});

/** Whether this changes what the roster or the header shows: changes are counted, so that two of them do not look like none. */
function changes(seats: Seats, work: () => void): boolean {
  const before = seats.version;
  work();
  return seats.version > before;
}

describe("a promise", () => {
  it("is of the seat without an owner that the fewest other players were promised, an empty one before a bot's", () => {
    const seats = seatsOf(4, "ada");
    seats.setBot(1, true);
    const given = ["b", "c", "d", "e", "f"].map((player) => seats.reserve(player, player, NOW)?.seat);
    expect(given).toEqual([2, 3, 1, 2, 3]);
  });

  it("is kept for a player who asks again, under the name that was given last", () => {
    const seats = new Seats(3);
    expect(seats.reserve("a", "Ann", NOW)).toEqual({ seat: 0, name: "Ann" });
    seats.reserve("b", "Bob", NOW);
    expect(seats.reserve("a", undefined, NOW + 1)).toEqual({ seat: 0, name: "Ann" });
    expect(seats.reserve("a", "Anna", NOW + 2)).toEqual({ seat: 0, name: "Anna" });
    expect(seats.reserve("a", undefined, NOW + 3)).toEqual({ seat: 0, name: "Anna" });
    expect(seats.reserve("c", "Cyd", NOW + 4)?.seat).toBe(2);
  });

  it("is of another seat once another player has come in there", () => {
    const seats = new Seats(2);
    expect(seats.reserve("a", "Ann", NOW)?.seat).toBe(0);
    sit(seats, "b", 0);
    expect(seats.reserve("a", undefined, NOW)).toEqual({ seat: 1, name: "Ann" });
  });

  it("is not given without a name, nor where all seats have owners", () => {
    const seats = seatsOf(2, "ada");
    expect(seats.reserve("b", undefined, NOW)).toBeUndefined();
    sit(seats, "bob", 1);
    expect(seats.reserve("c", "Cyd", NOW)).toBeUndefined();
  });

  it("ends with its time, and counts no more", () => {
    const seats = new Seats(2);
    seats.reserve("a", "Ann", NOW);
    seats.expire(NOW + RESERVE_MS - 1);
    expect(seats.reserve("b", "Bob", NOW + RESERVE_MS - 1)?.seat).toBe(1);
    seats.expire(NOW + RESERVE_MS);
    expect(seats.reserve("a", undefined, NOW + RESERVE_MS)).toBeUndefined();
    expect(seats.reserve("c", "Cyd", NOW + RESERVE_MS)?.seat).toBe(0);
  });

  it("ends as the player comes in: the player who leaves then has none", () => {
    const seats = new Seats(2);
    seats.reserve("a", "Ann", NOW);
    sit(seats, "a", 0);
    seats.free(0);
    expect(seats.reserve("a", undefined, NOW)).toBeUndefined();
  });

  it("lasts as long as a ticket", () => {
    expect([RESERVE_MS, HOLD_MS]).toEqual([30_000, 30_000]);
  });
});

describe("the memory of promises", () => {
  const promise = (seat: number) => ({ seat, name: "x", until: NOW });

  it("holds 256, and loses the oldest first; a player who asks again is among the newest", () => {
    const promises = new SeatPromises();
    for (let n = 0; n < 256; n++) promises.give(`p${n}`, promise(n % 2));
    expect(promises.count(0) + promises.count(1)).toBe(256);
    promises.give("p0", promise(1));
    expect([promises.count(0), promises.count(1)]).toEqual([127, 129]);
    promises.give("new", promise(0));
    expect([promises.of("p0")?.seat, promises.of("p1"), promises.of("p2")?.seat]).toEqual([1, undefined, 0]);
    expect(promises.count(0) + promises.count(1)).toBe(256);
  });
});

describe("a seat's owner", () => {
  it("is let into the own seat, and every other player into one without an owner", () => {
    const seats = seatsOf(2, "ada");
    expect([0, 1].map((seat) => seats.seatFor("ada", seat))).toEqual([0, 0]);
    expect([-1, 0, 1, 2].map((seat) => seats.seatFor("bob", seat))).toEqual([-1, -1, 1, -1]);
  });

  it("stays the owner while away, until the time is over", () => {
    const seats = seatsOf(2, "ada", "bob");
    expect([seats.here, seats.owned]).toEqual([2, 2]);
    expect(changes(seats, () => seats.depart(1, NOW))).toBe(true);
    expect([seats.here, seats.owned, seats.kind(1)]).toEqual([1, 2, SEAT.away]);
    seats.expire(NOW + HOLD_MS - 1);
    expect(seats.ownedBy("bob")).toBe(1);
    expect(changes(seats, () => seats.expire(NOW + HOLD_MS))).toBe(true);
    expect([seats.ownedBy("bob"), seats.owned, seats.owner(1)]).toEqual([-1, 1, undefined]);
    // A player who is here has no time to be over.
    expect(seats.ownedBy("ada")).toBe(0);
  });

  it("is shown a person again on coming back, with the seat and the name of before", () => {
    const seats = seatsOf(1, "ada");
    seats.depart(0, NOW);
    expect(changes(seats, () => seats.arrive({ player: "ada", seat: 0, name: "Other" }, 50))).toBe(true);
    expect(seats.kind(0)).toBe(SEAT.away);
    expect(changes(seats, () => seats.act(0))).toBe(true);
    expect(seats.kind(0)).toBe(SEAT.person);
    expect(seats.owner(0)).toMatchObject({ name: "ada", since: 1, state: "here" });
  });

  it("has for the world what was there before, until the player acts", () => {
    const seats = new Seats(2);
    seats.setBot(1, true);
    for (const [seat, player] of ["ada", "bob"].entries()) seats.arrive({ player, seat, name: player }, 1);
    expect([seats.kind(0), seats.kind(1), seats.here]).toEqual([SEAT.empty, SEAT.bot, 2]);
    seats.act(1);
    expect([seats.kind(0), seats.kind(1), seats.isBot(1)]).toEqual([SEAT.empty, SEAT.person, false]);
    expect(changes(seats, () => seats.act(1))).toBe(false);
    seats.depart(0, NOW);
    expect(seats.kind(0)).toBe(SEAT.empty);
    seats.act(0);
    expect(seats.kind(0)).toBe(SEAT.empty);
    // What is stored says so too.
    expect(new Seats(2, structuredClone(seats.owners)).kind(0)).toBe(SEAT.empty);
  });

  it("goes on with its bot where a player who has never acted leaves", () => {
    const seats = new Seats(1);
    seats.setBot(0, true);
    seats.arrive({ player: "ada", seat: 0, name: "ada" }, 1);
    seats.free(0);
    expect([seats.kind(0), seats.owner(0)]).toEqual([SEAT.bot, undefined]);
  });

  it("is the player's where the world says so, though the header is of before they acted", () => {
    const seats = new Seats(1);
    seats.arrive({ player: "ada", seat: 0, name: "ada" }, 5);
    const resumed = new Seats(1, structuredClone(seats.owners));
    resumed.resume(0, 20);
    resumed.depart(0, NOW);
    expect(resumed.kind(0)).toBe(SEAT.away);
  });

  it("counts as away while its player rests, and as a person from the next act on", () => {
    const seats = seatsOf(1, "ada");
    expect(changes(seats, () => seats.rest(0))).toBe(true);
    expect([seats.kind(0), seats.here, seats.owner(0)?.state]).toEqual([SEAT.away, 1, "here"]);
    seats.act(0);
    expect(seats.kind(0)).toBe(SEAT.person);
  });

  it("keeps the seat for longer by one request while away, and by no second one", () => {
    const seats = seatsOf(1, "ada");
    seats.depart(0, NOW);
    seats.reserve("ada", undefined, NOW + 20_000);
    seats.reserve("ada", undefined, NOW + 29_000);
    seats.expire(NOW + 20_000 + RESERVE_MS - 1);
    expect(seats.ownedBy("ada")).toBe(0);
    seats.expire(NOW + 20_000 + RESERVE_MS);
    expect(seats.ownedBy("ada")).toBe(-1);
  });

  it("may do so each time that the connection is lost", () => {
    const seats = seatsOf(1, "ada");
    seats.depart(0, NOW);
    seats.reserve("ada", undefined, NOW + 20_000);
    sit(seats, "ada", 0);
    seats.depart(0, NOW + 25_000);
    seats.reserve("ada", undefined, NOW + 50_000);
    seats.expire(NOW + 60_000);
    expect(seats.ownedBy("ada")).toBe(0);
  });

  it("keeps a seat that is taken no longer by a request while here", () => {
    const seats = seatsOf(1, "ada");
    seats.reserve("ada", undefined, NOW);
    seats.depart(0, NOW + 1000);
    expect(seats.owner(0)?.until).toBe(NOW + 1000 + HOLD_MS);
    // And may ask once, for the first time.
    seats.reserve("ada", undefined, NOW + 2000);
    expect(seats.owner(0)?.until).toBe(NOW + 2000 + RESERVE_MS);
  });

  it("never has less time by a request", () => {
    const seats = new Seats(1, [owner("away", NOW + 100_000)]);
    seats.reserve("ada", undefined, NOW);
    expect(seats.owner(0)?.until).toBe(NOW + 100_000);
  });

  it("has no more time than a loss of now would give, once another clock has set it", () => {
    const seats = new Seats(3, [owner("away", NOW + 10 * HOLD_MS), undefined, owner("away", NOW + 5)]);
    seats.adjust(NOW);
    expect([0, 2].map((seat) => seats.owner(seat)?.until)).toEqual([NOW + HOLD_MS, NOW + 5]);
  });

  it("is stored in one of three states, the first tick only where there was one", () => {
    const good = [owner("here"), owner("away", NOW, 7), owner("promised")];
    for (const one of good) expect(v.parse(Owner, one)).toEqual(one);
    for (const bad of [{ state: "" }, { player: 5 }, { name: undefined }, { until: "x" }, { since: "x" }])
      expect(v.is(Owner, { ...owner("here"), ...bad })).toBe(false);
  });

  it("is none who was only promised the seat, as earlier versions stored it", () => {
    const seats = new Seats(2, [owner("promised", NOW + HOLD_MS), owner("away", NOW + HOLD_MS)]);
    expect([seats.owner(0), seats.owner(1)?.player, seats.count]).toEqual([undefined, "ada", 2]);
  });

  it("who departs from a seat that has no owner changes nothing", () => {
    const seats = new Seats(1);
    expect(changes(seats, () => seats.depart(0, NOW))).toBe(false);
    expect(seats.kind(0)).toBe(SEAT.empty);
  });

  it("gets another name at once, and the next one two seconds later", () => {
    const seats = seatsOf(1, "ada");
    expect(changes(seats, () => seats.reserve("ada", "Ada", NOW))).toBe(true);
    expect(changes(seats, () => seats.reserve("ada", "Lovelace", NOW + 1))).toBe(false);
    expect(changes(seats, () => seats.rename(NOW + RENAME_MS - 1))).toBe(false);
    expect(nameOf(seats, 0)).toBe("Ada");
    expect(changes(seats, () => seats.rename(NOW + RENAME_MS))).toBe(true);
    expect(nameOf(seats, 0)).toBe("Lovelace");
  });
});

describe("a seat that becomes free", () => {
  it("is shown empty for a tick, also where another player comes", () => {
    const seats = seatsOf(1, "ada");
    expect(changes(seats, () => seats.free(0))).toBe(true);
    sit(seats, "bob", 0);
    expect(seats.kind(0)).toBe(SEAT.empty);
    seats.seen();
    expect(seats.kind(0)).toBe(SEAT.person);
  });

  it("leaves the next owner neither the name nor the longer time of the last", () => {
    const seats = seatsOf(1, "ada");
    seats.reserve("ada", "Ada", NOW);
    seats.reserve("ada", "Lovelace", NOW);
    seats.depart(0, NOW);
    seats.reserve("ada", undefined, NOW);
    seats.free(0);
    sit(seats, "bob", 0);
    seats.rename(NOW + RENAME_MS);
    expect(nameOf(seats, 0)).toBe("bob");
  });
});

describe("a seat of a match that is resumed", () => {
  it("stays its owner's, who had it at that tick", () => {
    const seats = new Seats(1, [owner("away", NOW, 40)]);
    expect(changes(seats, () => seats.resume(0, 40))).toBe(false);
    expect([seats.kind(0), seats.owner(0)?.since]).toEqual([SEAT.away, 40]);
  });

  it("is empty for a tick where its owner came after that tick, and is the owner's from the next", () => {
    const seats = new Seats(1, [owner("away", NOW, 41)]);
    expect(changes(seats, () => seats.resume(0, 40))).toBe(true);
    expect([seats.kind(0), seats.owner(0)?.since]).toEqual([SEAT.empty, 41]);
    const later = new Seats(1, [owner("away", NOW, 90)]);
    later.resume(0, 40);
    expect(later.owner(0)?.since).toBe(41);
  });

  it("is empty for a tick where it has no owner any more, or one who never came in", () => {
    for (const seats of [new Seats(1), new Seats(1, [owner("away", NOW)])]) {
      expect(changes(seats, () => seats.resume(0, 40))).toBe(true);
      expect([seats.kind(0), seats.owner(0)?.since]).toEqual([SEAT.empty, undefined]);
    }
  });
});

describe("a bot", () => {
  it("has a seat until a player comes, also one whose owner is away", () => {
    const seats = seatsOf(2, "ada");
    expect(changes(seats, () => seats.setBot(1, true))).toBe(true);
    expect(changes(seats, () => seats.setBot(1, true))).toBe(false);
    expect([seats.kind(1), seats.bots, seats.isBot(1)]).toEqual([SEAT.bot, 1, true]);
    seats.depart(0, NOW);
    seats.setBot(0, true);
    expect([seats.kind(0), seats.bots]).toEqual([SEAT.bot, 2]);
    sit(seats, "bob", 1);
    expect([seats.kind(1), seats.bots, seats.isBot(1)]).toEqual([SEAT.person, 1, false]);
    expect(changes(seats, () => seats.setBot(0, false))).toBe(true);
    expect(seats.kind(0)).toBe(SEAT.away);
  });

  it("has a name of its own in every seat", () => {
    const names = Array.from({ length: 1024 }, (_, seat) => botName(seat));
    expect(new Set(names).size).toBe(1024);
    for (const name of names) expect(name).toMatch(/^[A-Z][a-z]+( \d+)?$/);
    // The second of a name is the first that has a number.
    expect([names[15], names[16], names[31], names[32]].map((name) => name.replace(/^\D+/, ""))).toEqual([
      ...["", "2", "2", "3"],
    ]);
    expect(names[16].startsWith(`${names[0]} `)).toBe(true);
  });
});

describe("bots that fill up", () => {
  const RATE = 10;
  const WAIT = 4 * RATE;

  function filling(seats: Seats, target: number) {
    const backfill = new Backfill(seats.count, target, RATE);
    const bots = () => Array.from({ length: seats.count }, (_, seat) => seat).filter((seat) => seats.isBot(seat));
    return (tick: number) => {
      backfill.update(seats, tick);
      return bots();
    };
  }

  it("come after four seconds, into the lowest seats, up to the number that is wanted", () => {
    const update = filling(seatsOf(5, "ada"), 3);
    expect(update(WAIT - 1)).toEqual([]);
    expect(update(WAIT)).toEqual([1, 2]);
    expect(update(10 * WAIT)).toEqual([1, 2]);
  });

  it("wait four seconds from when a player has left", () => {
    const seats = seatsOf(2, "ada", "bob");
    const update = filling(seats, 2);
    expect(update(100)).toEqual([]);
    seats.free(1);
    expect(update(101)).toEqual([]);
    expect(update(101 + WAIT - 1)).toEqual([]);
    expect(update(101 + WAIT)).toEqual([1]);
  });

  it("go as players come, the highest seat first, and come into that seat four seconds later at the earliest", () => {
    const seats = new Seats(4);
    const update = filling(seats, 3);
    expect(update(WAIT)).toEqual([0, 1, 2]);
    sit(seats, "ada", 3);
    expect(update(WAIT + 1)).toEqual([0, 1]);
    sit(seats, "bob", 0);
    expect(update(WAIT + 2)).toEqual([1]);
    seats.free(3);
    // The seat of the bot that went is free for as long as one that a player has left.
    expect(update(2 * WAIT)).toEqual([1]);
    expect(update(2 * WAIT + 1)).toEqual([1, 2]);
  });

  it("stay as they are while just as many seats are taken as are wanted", () => {
    const seats = new Seats(3);
    const update = filling(seats, 2);
    expect(update(WAIT)).toEqual([0, 1]);
    sit(seats, "ada", 0);
    expect(update(WAIT + 1)).toEqual([1]);
    expect(update(9 * WAIT)).toEqual([1]);
  });

  it("count once where they play for an owner who is away", () => {
    const seats = seatsOf(3, "ada");
    seats.depart(0, NOW);
    seats.setBot(0, true);
    expect(filling(seats, 2)(WAIT)).toEqual([0, 1]);
  });

  it("go from the first seat too", () => {
    const seats = new Seats(2);
    const update = filling(seats, 1);
    expect(update(WAIT)).toEqual([0]);
    sit(seats, "ada", 1);
    expect(update(WAIT + 1)).toEqual([]);
  });

  it("do not come where none are wanted", () => {
    expect(filling(new Seats(2), 0)(10 * WAIT)).toEqual([]);
  });
});

describe("the roster", () => {
  it("names the seats that are taken, by player or bot", () => {
    const seats = seatsOf(4, "ada", "bob");
    seats.depart(1, NOW);
    seats.setBot(3, true);
    expect(rosterOf(seats)).toEqual([
      { seat: 0, kind: SEAT.person, name: "ada" },
      { seat: 1, kind: SEAT.away, name: "bob" },
      { seat: 3, kind: SEAT.bot, name: botName(3) },
    ]);
    expect(nameOf(seats, 2)).toBe("");
  });

  it("tells players of like names apart, until one of them goes", () => {
    const seats = seatsOf(2, "ada", "АDA");
    expect(rosterOf(seats).map(({ name }) => name)).toEqual([`ada #${tagOf("ada")}`, `АDA #${tagOf("АDA")}`]);
    // What the player is called does not change for it.
    expect(nameOf(seats, 0)).toBe("ada");
    seats.free(1);
    expect(rosterOf(seats)[0].name).toBe("ada");
  });

  it("is another one after each change of the seats, and of how many watch", () => {
    const seats = seatsOf(2, "ada");
    let watchers = 3;
    const roster = new MatchRoster(seats, () => watchers);
    const versions = new Set([roster.version]);
    watchers = 4;
    roster.watchersChanged();
    versions.add(roster.version);
    roster.watchersChanged();
    versions.add(roster.version);
    sit(seats, "bob", 1);
    versions.add(roster.version);
    expect(versions.size).toBe(4);
    expect(decodeDown(roster.roster())).toMatchObject([{ type: "roster", spectators: 4, seats: [{}, {}] }]);
    expect([roster.since(0), new MatchRoster(new Seats(1), () => 0).since(0)]).toEqual([1, undefined]);
  });
});
