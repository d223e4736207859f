import { expect, it } from "vitest";
import { type Ticket, UNKNOWN } from "#worker/pairing/ticket.ts";
import { AVOID_MS, AvoidedRegions } from "#worker/queue/avoided.ts";

const ticket: Ticket = {
  id: "t",
  since: 0,
  members: ["ada", "bob"].map((player) => ({ player, rating: UNKNOWN, rtt: { weur: 20, enam: 90 }, met: [] })),
};
const regions = (one: Ticket) => one.members.map(({ rtt }) => Object.keys(rtt));

it("a region in which a match could not be made is none of a ticket's for a while, and is one again", () => {
  const avoided = new AvoidedRegions();
  expect(avoided.without(ticket, 1000)).toEqual(ticket);
  avoided.add("weur", 1000);
  expect(regions(avoided.without(ticket, 1000 + AVOID_MS - 1))).toEqual([["enam"], ["enam"]]);
  expect(avoided.without(ticket, 1000 + AVOID_MS)).toEqual(ticket);
});
