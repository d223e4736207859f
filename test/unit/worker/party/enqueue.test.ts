/** A party's way into the queue of a pool: of this build, of the build before, and one that does not answer. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Env } from "#worker/env.ts";
import { enqueue } from "#worker/party/queue.ts";
import { Overdue } from "#worker/time-limit.ts";

const PLACE = { game: "arena", mode: "pairs", region: "local" } as const;
const WISH = { party: "PARTY", search: "s", members: [{ player: "ann", name: "Ann", rtt: {} }] } as const;

/** A server whose pools do this. */
const server = (pool: object) => ({ POOL: { getByName: () => pool } }) as unknown as Env;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a party", () => {
  it("hears why it is not let in, or nothing", async () => {
    expect(await enqueue(server({ seekTogether: async () => ({ why: "full" }) }), PLACE, WISH)).toEqual({
      why: "full",
    });
    expect(await enqueue(server({ seekTogether: async () => undefined }), PLACE, WISH)).toBeUndefined();
  });

  it("asks a pool of the build before as that one knows it", async () => {
    const seekTogether = async () => {
      throw new TypeError('The RPC receiver does not implement the method "seekTogether".');
    };
    const enterParty = vi.fn(async () => true);
    expect(await enqueue(server({ seekTogether, enterParty }), PLACE, WISH)).toBeUndefined();
    expect(enterParty).toHaveBeenCalledWith(PLACE, "PARTY", WISH.members);
    enterParty.mockResolvedValueOnce(false);
    expect(await enqueue(server({ seekTogether, enterParty }), PLACE, WISH)).toEqual({ why: "full" });
  });

  it("is told of a pool's fault, and does not try another way", async () => {
    const enterParty = vi.fn();
    const seekTogether = () => Promise.reject(new Error("no disk"));
    await expect(enqueue(server({ seekTogether, enterParty }), PLACE, WISH)).rejects.toThrow("no disk");
    expect(enterParty).not.toHaveBeenCalled();
  });

  it("waits for a pool that hangs for 15 seconds, and no longer", async () => {
    const asked = enqueue(server({ seekTogether: () => new Promise(() => {}) }), PLACE, WISH);
    const late = vi.fn();
    asked.catch(late);
    await vi.advanceTimersByTimeAsync(14_900);
    expect(late).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    await expect(asked).rejects.toThrow(Overdue);
  });
});
