import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { tagOf } from "#shared/names/tag.ts";
import { MOST_MEMBERS, PartyDown } from "#shared/protocol/party.ts";
import * as deeds from "#worker/party/party.ts";
import { infoOf, snapshotOf } from "#worker/party/snapshot.ts";

const NOW = 1_000_000;
const POOL = { game: "arena", mode: "ranked", region: "local" } as const;

const fresh = () => deeds.newParty("C0DEC0DEC0DE", { game: "arena", mode: "brawl" }, NOW);

/** A party of these players; the first has made it, and all lines hold. */
function partyOf(...players: string[]): deeds.Party {
  return players.reduce((party, player) => {
    const joined = deeds.join(party, { player, name: player.toUpperCase() }, NOW);
    return joined.ok ? deeds.connect(joined.party, player) : party;
  }, fresh());
}

/** The party after a deed that may be done. */
function granted(done: deeds.Done): deeds.Party {
  if (!done.ok) throw new Error(done.why);
  return done.party;
}

const leaderOf = (party: deeds.Party) => party.members.find(({ member }) => member === party.leader)?.player;

describe("the leader", () => {
  it("is its maker, then the member that it is handed to, then the one who has been there for longest", () => {
    const party = partyOf("a", "b", "c");
    expect(leaderOf(party)).toBe("a");
    const handed = granted(deeds.lead(party, "a", 3));
    expect(leaderOf(handed)).toBe("c");
    expect(leaderOf(deeds.leave(handed, "c", NOW))).toBe("a");
    expect(leaderOf(deeds.leave(deeds.leave(handed, "c", NOW), "a", NOW))).toBe("b");
  });

  it("stays through a short loss of the line; after a longer one another member leads who is there", () => {
    const away = deeds.lose(deeds.lose(partyOf("a", "b", "c"), "a", NOW), "b", NOW);
    expect(leaderOf(deeds.expire(away, NOW + deeds.LEAD_MS - 1))).toBe("a");
    expect(deeds.dueAt(away)).toBe(NOW + deeds.LEAD_MS);
    expect(leaderOf(deeds.expire(away, NOW + deeds.LEAD_MS))).toBe("c");
    const alone = deeds.lose(partyOf("a"), "a", NOW);
    expect(leaderOf(deeds.expire(alone, NOW + deeds.LEAD_MS))).toBe("a");
  });

  it("alone kicks, hands over, chooses and begins", () => {
    const party = partyOf("a", "b", "c");
    const tries = [
      deeds.kick(party, "b", 3, NOW),
      deeds.lead(party, "b", 2),
      deeds.choose(party, "b", "puck", "duel"),
      deeds.kick(party, "x", 2, NOW),
    ];
    for (const tried of tries) expect(tried).toEqual({ ok: false, why: "not_leader" });
    expect(deeds.mayPlay(party, "b", true)).toBe("not_leader");
    expect(deeds.kick(party, "a", 1, NOW)).toEqual({ ok: false, why: "no_member" });
    expect(deeds.kick(party, "a", 9, NOW)).toEqual({ ok: false, why: "no_member" });
    expect(deeds.lead(party, "a", 9)).toEqual({ ok: false, why: "no_member" });
  });

  it("begins when all who are there are ready, or anyway", () => {
    const party = partyOf("a", "b", "c");
    expect(deeds.mayPlay(party, "a", false)).toBe("not_ready");
    expect(deeds.mayPlay(party, "a", true)).toBeUndefined();
    const ready = deeds.setReady(party, "b", true);
    expect(deeds.mayPlay(ready, "a", false)).toBe("not_ready");
    expect(deeds.mayPlay(deeds.lose(ready, "c", NOW), "a", false)).toBeUndefined();
    expect(deeds.mayPlay(deeds.search(party, POOL), "a", true)).toBe("busy");
  });
});

describe("a member", () => {
  it("who was kicked does not come back", () => {
    const party = granted(deeds.kick(partyOf("a", "b"), "a", 2, NOW));
    expect(deeds.join(party, { player: "b", name: "B" }, NOW)).toEqual({ ok: false, why: "barred" });
  });

  it("stays for some minutes without a line, and for one minute before the first", () => {
    const lost = deeds.lose(partyOf("a", "b"), "b", NOW);
    expect(deeds.expire(lost, NOW + deeds.HOLD_MS - 1).members).toHaveLength(2);
    expect(deeds.expire(lost, NOW + deeds.HOLD_MS).members).toHaveLength(1);
    expect(deeds.expire(deeds.connect(lost, "b"), NOW + deeds.HOLD_MS).members).toHaveLength(2);
    const joined = deeds.join(partyOf("a"), { player: "b", name: "B" }, NOW);
    if (!joined.ok) throw new Error(joined.why);
    expect(deeds.expire(joined.party, NOW + deeds.COME_MS - 1).members).toHaveLength(2);
    expect(deeds.expire(joined.party, NOW + deeds.COME_MS).members).toHaveLength(1);
  });

  it("who comes again by the link stays the same member, under the new name", () => {
    const again = deeds.join(partyOf("a", "b"), { player: "a", name: "Ann" }, NOW);
    if (!again.ok) throw new Error(again.why);
    expect(again.party.members).toMatchObject([{ member: 1, name: "Ann", lost: undefined }, { member: 2 }]);
    expect(leaderOf(again.party)).toBe("a");
  });

  it("is not ready for what is chosen anew", () => {
    const party = deeds.setReady(partyOf("a", "b"), "b", true);
    expect(granted(deeds.choose(party, "a", "arena", "brawl")).members[1].ready).toBe(true);
    expect(granted(deeds.choose(party, "a", "arena", "teams")).members[1].ready).toBe(false);
  });
});

describe("what the party does", () => {
  const state = (party: deeds.Party) => snapshotOf(party, "a").state;

  it("is idle, searching, playing, back, and idle again", () => {
    const party = partyOf("a", "b");
    expect(state(party)).toBe("idle");
    const searching = deeds.search(party, POOL);
    expect(state(searching)).toBe("searching");
    const playing = deeds.begin(searching, { code: "M", game: "arena" }, new Set(["a", "b"]), NOW);
    expect(state(playing)).toBe("playing");
    const back = deeds.setPlays(playing, "b", false, NOW);
    expect(state(back)).toBe("back");
    const idle = deeds.setPlays(back, "a", false, NOW);
    expect([state(idle), snapshotOf(idle, "a").match]).toEqual(["idle", undefined]);
    expect(deeds.setPlays(idle, "a", true, NOW)).toBe(idle);
  });

  it("ends with the search where the party is another one than before", () => {
    expect(state(deeds.leave(deeds.search(partyOf("a", "b"), POOL), "b", NOW))).toBe("idle");
  });

  it("plays where the queue has found a match for it, and only while it searches", () => {
    const party = deeds.search(partyOf("a", "b"), POOL);
    const match = { code: "M", game: "arena" };
    expect(snapshotOf(deeds.found(party, match, NOW), "a")).toMatchObject({ state: "playing", match });
    expect(deeds.found(deeds.cancel(party), match, NOW).match).toBeUndefined();
    expect(state(deeds.cancel(party))).toBe("idle");
  });

  it("tells no player's id", () => {
    const party = partyOf("secret-a", "secret-b");
    expect(JSON.stringify([snapshotOf(party, "secret-a"), infoOf(party)])).not.toContain("secret-a");
  });
});

describe("after a restart", () => {
  it("all are there still, without a line but for those that have outlived it", () => {
    const party = deeds.wake(partyOf("a", "b"), new Set(["b"]), NOW + 5);
    expect(party.members).toMatchObject([
      { player: "a", lost: NOW + 5 },
      { player: "b", lost: undefined },
    ]);
  });

  it("no stored time lies ahead", () => {
    expect(deeds.wake(deeds.lose(partyOf("a"), "a", NOW + 1000), new Set(), NOW).members[0].lost).toBe(NOW);
  });
});

/** Any deed, by any of ten players. */
const player = fc.integer({ min: 0, max: 9 }).map((n) => `p${n}`);
const number = fc.integer({ min: 0, max: 14 });
const deed = fc.oneof(
  fc.record({ do: fc.constantFrom("join", "join", "connect", "lose", "leave", "ready", "rename", "back"), player }),
  fc.record({ do: fc.constantFrom("kick", "lead", "choose", "search", "begin", "found"), player, number }),
  fc.record({ do: fc.constant("wait"), ms: fc.integer({ min: 1, max: deeds.HOLD_MS }) }),
  fc.record({ do: fc.constant("restart") }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** @returns the party after it, and who has gone by it as they may */
function run(party: deeds.Party, one: Deed, now: number): { party: deeds.Party; mayGo: readonly string[] } {
  const { player: who = "", number: n = 0 } = one as { player?: string; number?: number };
  const stay = (next: deeds.Party) => ({ party: next, mayGo: [] });
  const try_ = (done: deeds.Done) => stay(done.ok ? done.party : party);
  switch (one.do) {
    case "join": {
      const joined = deeds.join(party, { player: who, name: who }, now);
      return stay(joined.ok ? joined.party : party);
    }
    case "connect":
      return stay(deeds.connect(party, who));
    case "lose":
      return stay(deeds.lose(party, who, now));
    case "leave":
      return { party: deeds.leave(party, who, now), mayGo: [who] };
    case "ready":
      return stay(deeds.setReady(party, who, true));
    case "rename":
      return stay(deeds.rename(party, who, "Zoë"));
    case "back":
      return stay(deeds.setPlays(party, who, false, now));
    case "kick": {
      const gone = party.members.find(({ member }) => member === n)?.player ?? "";
      const done = deeds.kick(party, who, n, now);
      return done.ok ? { party: done.party, mayGo: [gone] } : stay(party);
    }
    case "lead":
      return try_(deeds.lead(party, who, n));
    case "choose":
      return try_(deeds.choose(party, who, "arena", `m${n}`));
    case "search":
      return stay(n % 2 === 0 ? deeds.search(party, POOL) : deeds.cancel(party));
    case "begin": {
      const some = party.members.filter((member) => deeds.isHere(member)).map((member) => member.player);
      return stay(some.length > 0 ? deeds.begin(party, { code: `M${n}`, game: "arena" }, new Set(some), now) : party);
    }
    case "found":
      return stay(deeds.found(party, { code: `M${n}`, game: "arena" }, now));
    case "restart":
      return stay(deeds.wake(v.parse(deeds.Party, structuredClone(party)), new Set(), now));
    default:
      return stay(party);
  }
}

it("any order of deeds leaves one leader, no member doubled, and none lost", () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (order) => {
      let [party, now] = [partyOf("p0"), NOW];
      for (const one of order) {
        if (one.do === "wait") now += one.ms;
        const before = deeds.expire(party, now);
        // Only a line that has been lost for long ends a membership by itself.
        for (const gone of party.members.filter(({ member }) => !before.members.some((left) => left.member === member)))
          expect(now - (gone.lost ?? Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(deeds.COME_MS);
        const { party: next, mayGo } = run(before, one, now);
        for (const member of before.members)
          if (!mayGo.includes(member.player))
            expect(next.members).toContainEqual(
              expect.objectContaining({ player: member.player, member: member.member }),
            );
        party = next;
        const ids = party.members.map((member) => member.player);
        const numbers = party.members.map(({ member }) => member);
        expect(new Set(ids).size).toBe(ids.length);
        expect([...numbers].sort((a, b) => a - b)).toEqual(numbers);
        expect(new Set(numbers).size).toBe(numbers.length);
        expect(ids.length).toBeLessThanOrEqual(MOST_MEMBERS);
        expect(numbers.filter((member) => member === party.leader)).toHaveLength(ids.length > 0 ? 1 : 0);
        expect(party.empty === undefined).toBe(ids.length > 0);
        expect(party.match !== undefined).toBe(party.members.some(({ plays }) => plays));
        expect(deeds.dueAt(deeds.expire(party, now))).toBeGreaterThan(now);
        for (const id of ids) v.parse(PartyDown, JSON.parse(JSON.stringify(snapshotOf(party, id))));
      }
    }),
  );
});

describe("members of like names", () => {
  it("have tags for the others, and none for themselves: a client would say its name again and again", () => {
    const [ann, bob] = ["00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100"];
    const both = partyOf(ann, bob);
    const party = deeds.rename(deeds.rename(both, ann, "Ada"), bob, "ADA");
    expect(snapshotOf(party, ann).members.map(({ name }) => name)).toEqual(["Ada", `ADA #${tagOf(bob)}`]);
    expect(snapshotOf(party, bob).members.map(({ name }) => name)).toEqual([`Ada #${tagOf(ann)}`, "ADA"]);
    expect(infoOf(party)).toMatchObject({ leader: `Ada #${tagOf(ann)}` });
    expect(infoOf(party, bob).own).toBe(true);
    expect(infoOf(party, "another").own).toBe(false);
  });
});
