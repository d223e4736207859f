import { describe, expect, it } from "vitest";
import { SEAT } from "#shared/sim/index.ts";
import { type FakeClient, MatchBench } from "#test/support/match.ts";
import { HOLD_MS, RENAME_MS } from "#worker/match/seats/seats.ts";

const names = (client: FakeClient) =>
  client
    .of("roster")
    .at(-1)
    ?.seats.map(({ name }) => name);

/** Two players who are in, and one of them who can be called otherwise. */
function bench() {
  const bench = new MatchBench({ fillTo: 0 });
  const [ada, bob] = [bench.join("ada"), bench.join("bob")];
  bench.run(2);
  const call = (name: string, player = "bob") => bench.match.reservations.reserve(player, name, bench.now);
  return { bench, ada, bob, call };
}

describe("a player who asks for their seat by another name", () => {
  it("keeps the seat, and the roster has the name with the next tick", () => {
    const { bench: b, ada, bob, call } = bench();
    const eve = b.watch("eve");
    b.run(2);
    expect(names(ada)).toEqual(["ada", "bob"]);
    expect(call("Robert")).toMatchObject({ ok: true, seat: 1 });
    b.run(1);
    for (const client of [ada, bob]) expect(names(client)).toEqual(["ada", "Robert"]);
    // A relay passes it on.
    b.run(5);
    expect(names(eve)).toEqual(["ada", "Robert"]);
    expect(bob.closed).toBeUndefined();
    expect(bob.of("roster").at(-1)?.seats[1]).toEqual({ seat: 1, kind: SEAT.person, name: "Robert" });
    expect(b.match.report().players).toBe(2);
  });

  it("is called so in what is stored, and after a kill", () => {
    const { bench: b, call } = bench();
    b.match.takeUnsaved(false);
    call("Robert");
    b.run(1);
    expect(b.match.takeUnsaved(false).header?.owners[1]).toMatchObject({
      player: "bob",
      name: "Robert",
      state: "here",
    });
    b.kill(b.match.save());
    const ada = b.join("ada");
    b.run(1);
    expect(names(ada)).toEqual(["ada", "Robert"]);
  });

  it("is called so while away, and when back", () => {
    const { bench: b, ada, bob, call } = bench();
    b.drop(bob);
    b.run(1);
    call("Robert");
    b.run(1);
    expect(names(ada)).toEqual(["ada", "Robert"]);
    b.connect("bob", 1);
    b.run(1);
    expect(names(ada)).toEqual(["ada", "Robert"]);
  });

  it("changes nothing with the name that they have", () => {
    const { bench: b, ada, call } = bench();
    const before = ada.of("roster").length;
    call("bob");
    call("ada", "ada");
    b.run(3);
    expect(ada.of("roster")).toHaveLength(before);
  });

  it("again and again is called by the last name, and the roster goes out once in two seconds at most", () => {
    const { bench: b, ada, call } = bench();
    const before = ada.of("roster").length;
    for (let i = 0; i < 100; i++) call(`Robert ${i}`);
    b.run(1);
    expect(names(ada)).toEqual(["ada", "Robert 0"]);
    const ticks = Math.ceil((RENAME_MS / 1000) * b.match.tickRate);
    b.run(ticks + 1);
    expect(names(ada)).toEqual(["ada", "Robert 99"]);
    // Three names a tick for ten seconds.
    for (let tick = 0; tick < 5 * ticks; tick++) {
      for (const name of ["x", "y", `z${tick}`]) call(name);
      b.run(1);
    }
    expect(ada.of("roster").length - before).toBeLessThanOrEqual(2 + 6);
    b.run(ticks + 1);
    expect(names(ada)).toEqual(["ada", `z${5 * ticks - 1}`]);
    // Once it is quiet the next name is there at once.
    b.run(ticks + 1);
    call("Bob");
    b.run(1);
    expect(names(ada)).toEqual(["ada", "Bob"]);
  });

  it("back to the first name within two seconds stays with it", () => {
    const { bench: b, ada, call } = bench();
    call("Robert");
    call("bob");
    b.run(1);
    expect(names(ada)).toEqual(["ada", "Robert"]);
    b.run(Math.ceil((RENAME_MS / 1000) * b.match.tickRate) + 1);
    expect(names(ada)).toEqual(["ada", "bob"]);
  });

  it("leaves no name for the seat's next owner", () => {
    const { bench: b, ada, bob, call } = bench();
    call("Robert");
    call("Roberta");
    b.drop(bob);
    b.now += HOLD_MS + 1;
    b.run(2);
    b.join("cyd");
    b.run(Math.ceil((RENAME_MS / 1000) * b.match.tickRate) + 1);
    expect(names(ada)).toEqual(["ada", "cyd"]);
  });

  it("is told at once in a match that sleeps", () => {
    const { bench: b, ada, call } = bench();
    call("Robert");
    b.match.rest(b.now);
    expect(names(ada)).toEqual(["ada", "Robert"]);
    call("Roberta");
    b.match.rest(b.now + RENAME_MS);
    expect(names(ada)).toEqual(["ada", "Roberta"]);
  });
});
