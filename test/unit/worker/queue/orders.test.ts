/** Any order of what players, waves and crashes do: no player is lost, and none is in two matches. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { QUEUE_GRACE_MS } from "#shared/protocol/queue.ts";
import { ADMITTED_MS } from "#worker/queue/queue.ts";
import { Stand } from "./stand.ts";

const PLAYERS = ["a", "b", "c", "d", "e", "f"] as const;
const PARTY = ["d", "e"] as const;
const START = 1_000_000_000;

type Step =
  | { readonly do: "join" | "take over" | "lose" | "cancel" | "hear"; readonly player: string }
  | { readonly do: "party" | "wave" | "made" | "failed" | "kill" }
  | { readonly do: "wait"; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom("join", "take over", "lose", "cancel", "hear"),
      player: fc.constantFrom(...PLAYERS),
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constantFrom("party", "wave", "made", "failed", "kill") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 30_000 }) }) },
);

/** What must be true of each player, kept beside the queue by rules of its own. */
interface Wish {
  /** When the player asked first. */
  readonly since: number;
  /** Since when no line of theirs is open. */
  lostAt: number | undefined;
}

class Course {
  readonly stand = new Stand(START);
  readonly wishes = new Map<string, Wish>();
  /** Matches that are being made. */
  making: string[] = [];
  /** The match that each player is in now, and how many have been told to them since they asked. */
  readonly told = new Map<string, string>();
  #matches = 0;

  take(one: Step): void {
    const { stand, wishes } = this;
    switch (one.do) {
      case "join":
      case "take over":
        this.join(one.player);
        return;
      case "lose": {
        stand.lose(one.player);
        const wish = wishes.get(one.player);
        if (wish) wish.lostAt ??= stand.now;
        return;
      }
      case "cancel": {
        const line = stand.lines.of(one.player);
        if (line === undefined) return;
        stand.lines.detach(line);
        const party = stand.queue.ticketOf(one.player)?.members.map(({ player }) => player) ?? [];
        const others = stand.queue.cancel(one.player);
        expect(others.every((player) => party.includes(player))).toBe(true);
        for (const player of [one.player, ...others]) wishes.delete(player);
        if (stand.queue.seatOf(one.player)) stand.queue.heard(one.player);
        return;
      }
      case "hear":
        this.hear(one.player);
        return;
      case "party": {
        if (PARTY.some((player) => wishes.has(player) || stand.queue.ticketOf(player))) return;
        expect(stand.party("PARTY", PARTY)).toBe(true);
        const lostAt = (player: string) => (stand.lines.of(player) ? undefined : stand.now);
        for (const player of PARTY) wishes.set(player, { since: stand.now, lostAt: lostAt(player) });
        return;
      }
      case "wave": {
        const waiting = stand.queue.waiting("local");
        for (let n = 0; n + 1 < waiting.length; n += 2) {
          const proposal = `p${++this.#matches}`;
          stand.queue.propose({ tickets: waiting.slice(n, n + 2) }, proposal);
          this.making.push(proposal);
        }
        return;
      }
      case "made": {
        const proposal = this.making.shift();
        if (proposal === undefined) return;
        for (const { members } of stand.admit(proposal, `m-${proposal}`))
          for (const { player, gone } of members) if (!gone) this.told.set(player, `m-${proposal}`);
        return;
      }
      case "failed": {
        const proposal = this.making.shift();
        if (proposal === undefined) return;
        for (const player of stand.queue.release(proposal, stand.now)) wishes.delete(player);
        return;
      }
      case "kill":
        stand.kill();
        this.making = [];
        for (const wish of wishes.values()) wish.lostAt = stand.now;
        return;
      case "wait":
        stand.now += one.ms;
        for (const player of stand.queue.expire(stand.now)) wishes.delete(player);
        return;
    }
  }

  join(player: string): void {
    const { stand, wishes } = this;
    const entered = stand.join(player);
    const wish = wishes.get(player);
    // A player who has not cancelled, and has not stayed away, comes back to their place.
    if (wish) {
      expect(entered).toBe("again");
      wish.lostAt = undefined;
    } else {
      this.told.delete(player);
      wishes.set(player, { since: stand.now, lostAt: undefined });
    }
  }

  hear(player: string): void {
    const { stand, wishes } = this;
    const seat = stand.queue.seatOf(player);
    if (!seat || stand.lines.of(player) === undefined) return;
    stand.queue.heard(player);
    wishes.delete(player);
  }

  check(): void {
    const { stand, wishes } = this;
    const seen = new Map<string, string>();
    for (const { id, members } of stand.rows.values()) {
      for (const { player, gone } of members) {
        if (gone) continue;
        // No player is in two tickets.
        expect(seen.get(player)).toBeUndefined();
        seen.set(player, id);
      }
    }
    for (const [player, { since, lostAt }] of wishes) {
      const ticket = stand.queue.ticketOf(player);
      const away = lostAt === undefined ? 0 : stand.now - lostAt;
      if (ticket === undefined) {
        // A seat that no player came for is kept no longer than that.
        expect(away >= QUEUE_GRACE_MS || this.told.has(player)).toBe(true);
        wishes.delete(player);
        continue;
      }
      expect(ticket.since).toBe(since);
      // What is on disk is what the queue says.
      expect(stand.rows.get(ticket.id)).toEqual(ticket);
    }
    // A party is one ticket, or none.
    const own = (player: string) =>
      [...stand.rows.values()].find(
        ({ party, members }) => party !== undefined && members.some((one) => one.player === player),
      );
    for (const ticket of stand.queue.waiting("local")) {
      if (own(ticket.members[0].player)) expect(ticket.members.map(({ player }) => player)).toEqual([...PARTY]);
    }
  }
}

it("in any order of coming, closing, reloading, taking over, waves and kills no player is lost, and none is twice", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const course = new Course();
      for (const one of steps) {
        course.take(one);
        course.check();
      }
      // In the end all who still want to play come back, and each is served in one wave or another.
      const { stand } = course;
      for (const proposal of course.making) stand.queue.release(proposal, stand.now);
      for (const player of PLAYERS) if (stand.queue.ticketOf(player)) course.join(player);
      const waiting = stand.queue.waiting("local").flatMap(({ members }) => members.map(({ player }) => player));
      const held = PLAYERS.filter((player) => stand.queue.ticketOf(player)?.state.is === "held");
      expect(held).toEqual([]);
      expect(new Set(waiting).size).toBe(waiting.length);
      for (const player of PLAYERS)
        expect(
          waiting.includes(player) ||
            stand.queue.ticketOf(player) === undefined ||
            stand.queue.seatOf(player) !== undefined,
        ).toBe(true);
      // Nothing is kept of what is over.
      stand.now += ADMITTED_MS + QUEUE_GRACE_MS;
      for (const player of PLAYERS) stand.lose(player);
      stand.now += ADMITTED_MS + QUEUE_GRACE_MS;
      stand.queue.expire(stand.now);
      expect(stand.rows.size).toBe(0);
    }),
    { numRuns: 1000 },
  );
});
