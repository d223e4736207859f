import { expect, it } from "vitest";
import type { Observer } from "#client/session/observer.ts";
import { together } from "#client/session/observers.ts";

it("each of several observers is told all that it wants to know", () => {
  const told: string[] = [];
  const one: Observer = { lost: (code) => void told.push(`one ${code}`), outOfStep: () => void told.push("one step") };
  const other: Observer = {
    lost: (code) => void told.push(`other ${code}`),
    sent: (bytes) => void told.push(`sent ${bytes}`),
  };
  const both = together(one, other);
  both.lost?.(4001);
  both.outOfStep?.(7);
  both.sent?.(12, 0, []);
  both.roundTrip?.(20, 0);
  expect(told).toEqual(["one 4001", "other 4001", "one step", "sent 12"]);
});
