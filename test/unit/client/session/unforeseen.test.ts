import { describe, expect, it, vi } from "vitest";
import { PRESETS } from "#client/net/conditions.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import { asDeal, deal } from "#test/support/deal.ts";
import { NetMatch } from "#test/support/netmatch.ts";

const settings = { seats: 2, ticks: 1000, pause: 5 };

/** The player's own hand. */
const handOf = (world: WorldBase, seat: number): string => {
  const { hands } = asDeal(world);
  return [hands.a, hands.b, hands.c].map((cards) => cards[seat]).join();
};

describe("a prediction that comes to a secret", () => {
  it("never shows a wrong card of one's own, though the line is bad, and says nothing of a fault", () => {
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const net = new NetMatch(deal, settings);
    const hands = new Set<string>();
    const phases = new Set<string>();
    net.onTick = (world) => {
      for (const seat of [0, 1]) hands.add(`${seat} ${handOf(world, seat)}`);
      phases.add(`${asDeal(world).round.phase} ${asDeal(world).table.luck}`);
    };
    const ada = net.join("ada", PRESETS["other-continent"]);
    const bob = net.join("bob", PRESETS["other-continent"]);
    let drawn = 0;
    let ahead = 0;
    for (const one of [ada, bob]) {
      one.onFrame = ({ world, ownTick, known }) => {
        drawn += 1;
        ahead = Math.max(ahead, ownTick - known.tick);
        const own = handOf(world, one.seat);
        // No hand is there before the first keyframe's tick.
        if (!hands.has(`${one.seat} ${own}`)) throw new Error(`${own} is drawn, which seat ${one.seat} never had`);
        expect(handOf(world, 1 - one.seat)).toBe("0,0,0");
      };
    }
    net.run(3);
    for (let turn = 0; turn < 12; turn++) {
      const player = turn % 2 === 0 ? ada : bob;
      player.client.command({ name: "swap", args: { card: turn % 3 } });
      net.run(0.7);
    }
    expect(drawn).toBeGreaterThan(500);
    // It predicts, or this shows nothing.
    expect(ahead).toBeGreaterThan(1);
    expect(asDeal(net.world()).table.swaps).toBeGreaterThan(8);
    expect(errors.mock.calls).toEqual([]);
    errors.mockRestore();
  });
});
