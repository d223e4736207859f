/** Who met lately in a pool. */
import { describe, expect, it } from "vitest";
import { type Meeting, Met, MOST_MATCHES, REMEMBERED_MS } from "#worker/queue/met.ts";

const NOW = 1_000_000_000;

function stand() {
  const rows: Meeting[] = [];
  const store = { meetings: () => [...rows], addMeeting: (meeting: Meeting) => void rows.push(meeting) };
  return { store, met: new Met(store, NOW) };
}

describe("a pool remembers", () => {
  it("who met, the latest first, also after a restart", () => {
    const { store, met } = stand();
    met.add(["ann", "bob", "cid"], NOW);
    met.add(["ann", "dan"], NOW + 1000);
    met.add(["ann", "bob"], NOW + 2000);
    for (const one of [met, new Met(store, NOW + 3000)]) {
      expect(one.of("ann")).toEqual(["bob", "dan", "cid"]);
      expect(one.of("bob")).toEqual(["ann", "cid"]);
      expect(one.of("eve")).toEqual([]);
    }
  });

  it("no match for longer than two hours, and no more than so many", () => {
    const { met } = stand();
    met.add(["ann", "bob"], NOW);
    met.add(["ann", "cid"], NOW + REMEMBERED_MS - 1);
    expect(met.of("ann")).toEqual(["cid", "bob"]);
    met.add(["dan", "eve"], NOW + REMEMBERED_MS);
    expect(met.of("ann")).toEqual(["cid"]);
    expect(met.of("bob")).toEqual([]);
    for (let n = 0; n < MOST_MATCHES; n++) met.add([`p${n}`, `q${n}`], NOW + REMEMBERED_MS + n);
    expect(met.of("dan")).toEqual([]);
    expect(met.of("p0")).toEqual(["q0"]);
  });

  it("not more of a player than pairing looks at", () => {
    const { met } = stand();
    for (let n = 0; n < 100; n++) met.add(["ann", `p${n}`], NOW + n);
    expect(met.of("ann").slice(0, 2)).toEqual(["p99", "p98"]);
    expect(met.of("ann").length).toBeLessThan(40);
  });
});
