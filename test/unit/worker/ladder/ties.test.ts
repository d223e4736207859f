import fc from "fast-check";
import { expect, it } from "vitest";
import { ordersOf } from "#worker/ladder/ties.ts";

it("leaves an order without ties as it is", () => {
  expect(ordersOf([3, 1, 2])).toEqual([[2, 0, 1]]);
});

it("gives each of a tie every place as often, and keeps the others' order", () => {
  const ranks = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 7 });
  fc.assert(
    fc.property(ranks, (drawn) => {
      const orders = ordersOf(drawn);
      for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(drawn.map((_, n) => n));
      for (const [a, first] of drawn.entries()) {
        for (const [b, second] of drawn.entries()) {
          const ahead = orders.filter((order) => order[a] < order[b]).length;
          if (first < second) expect(ahead).toBe(orders.length);
          else if (first === second && a !== b) expect(2 * ahead).toBe(orders.length);
        }
      }
    }),
  );
});
