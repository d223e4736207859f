/** The simulator of ladders: nothing lost, doubled or punished under kills, and it sees what faulty storage does. */
import { describe, expect, it } from "vitest";
import { attend } from "#test/ladder/simulate/attendance.ts";
import { faultsIn, playQuietly } from "#test/ladder/simulate/command.ts";
import { Dice } from "#test/matchmaking/dice.ts";
import { ObjectStorage } from "#test/support/object-storage.ts";

const RUN = { rounds: 400, seed: 3, kills: 0.03 };

/** A disk that now and then does not take what a ladder is to hear, together with the result of the round. */
class Forgetful extends ObjectStorage {
  #owed = 0;

  constructor() {
    super();
    const { exec } = this.sql;
    this.sql.exec = (query, ...bound) => {
      if (!query.startsWith("INSERT OR IGNORE INTO outbox")) return exec(query, ...bound);
      this.#owed += 1;
      return this.#owed % 3 === 0 ? exec("SELECT 1 WHERE FALSE") : exec(query, ...bound);
    };
  }
}

/** A disk on which two rows may have one key: what a ladder knows a round by is gone. */
class Careless extends ObjectStorage {
  constructor() {
    super();
    const { exec } = this.sql;
    this.sql.exec = (query, ...bound) => {
      const known = query.startsWith("SELECT number, facts, seats FROM rounds WHERE code = ?");
      return exec(
        known ? query.replace("WHERE", "WHERE FALSE AND") : query.replace(", UNIQUE (code, round)", ""),
        ...bound,
      );
    };
  }
}

describe("ladders under kills", () => {
  it("have each round once, rated as its facts say, and punish no player for a fault", async () => {
    const outcome = await playQuietly(RUN);
    expect(outcome.why).toEqual([]);
    expect(faultsIn(outcome)).toBe(0);
    expect(outcome.played).toBe(RUN.rounds);
    expect(outcome.applied).toBe(outcome.rated);
    expect(outcome.rated).toBeGreaterThan(0.9 * RUN.rounds);
    expect(Math.min(...outcome.kills)).toBeGreaterThan(10);
    expect(outcome.broken).toBeGreaterThan(10);
    expect(outcome.leaves).toBeGreaterThan(10);
  });

  it("go the same way from the same seed", async () => {
    const few = { ...RUN, rounds: 60 };
    expect(await playQuietly(few)).toEqual(await playQuietly(few));
    expect(await playQuietly({ ...few, seed: 4 })).not.toEqual(await playQuietly(few));
  });

  it("are seen to lose rounds on disks that do", async () => {
    const { lost, why } = await playQuietly({ ...RUN, rounds: 60, disk: () => new Forgetful() });
    expect(lost).toBeGreaterThan(0);
    expect(why.join()).toMatch(/is on no ladder/);
  });

  it("are seen to count rounds twice on disks that have no keys", async () => {
    const { twice } = await playQuietly({ ...RUN, rounds: 200, disk: () => new Careless() });
    expect(twice).toBeGreaterThan(0);
  });
});

describe("a round that is attended", () => {
  it("takes only those for leavers who have left, however often the server breaks down", () => {
    const dice = new Dice(5);
    const counts = { stayed: 0, left: 0, broken: 0 };
    for (let round = 0; round < 500; round++) {
      const { turnout, fates } = attend(4, round % 4, dice);
      for (const [seat, fate] of fates.entries()) {
        counts[fate] += 1;
        const [, , left] = turnout.seats[seat];
        if (fate !== "left") expect(left).toBe(-1);
      }
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(50);
  });
});
