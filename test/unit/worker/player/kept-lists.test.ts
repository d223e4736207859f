/** The lists that are kept of a player: blocked players, passkeys, and challenges that were answered. */
import { describe, expect, it } from "vitest";
import { block, MOST_BLOCKED, unblock } from "#worker/player/blocked.ts";
import { add, answer, MOST_PASSKEYS, remove, use } from "#worker/player/passkeys.ts";
import type { Passkey } from "#worker/player/rpc.ts";

const one = (player: string, name = player) => ({ player, name, at: 1 });

describe("blocked players", () => {
  it("are each in the list once, under the newest name", () => {
    const list = block(block([], one("a")) ?? [], one("a", "Ann"));
    expect(list).toEqual([one("a", "Ann")]);
    expect(unblock(list ?? [], "a")).toEqual([]);
  });

  it("are so many at most; one who is blocked already stays blocked", () => {
    const full = Array.from({ length: MOST_BLOCKED }, (_, i) => one(`p${i}`));
    expect(block(full, one("more"))).toBeUndefined();
    expect(block(full, one("p0", "Zed"))).toHaveLength(MOST_BLOCKED);
  });
});

const passkey = (id: string, counter = 0): Passkey => ({
  ...{ id, counter, publicKey: "", transports: [], label: "", made: 1 },
});

describe("passkeys", () => {
  it("are so many at most, each once", () => {
    const full = Array.from({ length: MOST_PASSKEYS }, (_, i) => passkey(`k${i}`));
    expect(add(full, passkey("more"))).toBeUndefined();
    expect(add(full, passkey("k0"))).toHaveLength(MOST_PASSKEYS);
    expect(remove(full, "k0")).toHaveLength(MOST_PASSKEYS - 1);
  });

  it("count on, or have been copied; those that do not count say 0", () => {
    expect(use([passkey("k", 5)], "k", 6, 9)).toEqual([{ ...passkey("k", 6), used: 9 }]);
    expect(use([passkey("k", 5)], "k", 5, 9)).toBeUndefined();
    expect(use([passkey("k", 5)], "k", 0, 9)).toBeUndefined();
    expect(use([passkey("k", 0)], "k", 0, 9)).toEqual([{ ...passkey("k", 0), used: 9 }]);
    expect(use([passkey("k")], "other", 1, 9)).toBeUndefined();
  });
});

describe("a challenge", () => {
  it("is answered once, and in time; old ones are forgotten", () => {
    const answered = answer([], { id: "c", expires: 10 }, 5);
    expect(answered).toEqual([{ id: "c", expires: 10 }]);
    expect(answer(answered ?? [], { id: "c", expires: 10 }, 6)).toBeUndefined();
    expect(answer([], { id: "c", expires: 10 }, 10)).toBeUndefined();
    expect(answer(answered ?? [], { id: "d", expires: 30 }, 20)).toEqual([{ id: "d", expires: 30 }]);
  });
});
