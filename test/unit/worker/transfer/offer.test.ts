import { describe, expect, it } from "vitest";
import { guess, MOST_GUESSES, newOffer, OFFER_MS, stateOf } from "#worker/transfer/offer.ts";

const now = 1_700_000_000_000;
const fresh = newOffer({ player: "p", generation: 0, secret: "7K3M", expires: now + OFFER_MS });

describe("an offer", () => {
  it("is open for ten minutes", () => {
    expect(OFFER_MS).toBe(600_000);
    expect(guess(fresh, "7K3M", now + OFFER_MS - 1)).toEqual({ offer: fresh, isRight: true });
    expect(guess(fresh, "7K3M", now + OFFER_MS)).toEqual({ offer: fresh, isRight: false });
    expect(stateOf(fresh, now + OFFER_MS)).toBe("gone");
  });

  it("is over after some wrong secrets, also for the right one", () => {
    let offer = fresh;
    for (let i = 0; i < MOST_GUESSES - 1; i++) {
      const tried = guess(offer, `000${i}`, now);
      expect(tried.isRight).toBe(false);
      offer = tried.offer;
    }
    expect(guess(offer, "7K3M", now).isRight).toBe(true);
    offer = guess(offer, "7K3", now).offer;
    expect(guess(offer, "7K3M", now).isRight).toBe(false);
    expect(stateOf(offer, now)).toBe("gone");
  });

  it("can't be had twice", () => {
    const taken = { ...fresh, taken: true };
    expect(guess(taken, "7K3M", now).isRight).toBe(false);
    expect(stateOf(taken, now)).toBe("taken");
  });
});
