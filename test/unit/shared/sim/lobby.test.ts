import { describe, expect, it } from "vitest";
import {
  advance,
  buttons,
  chance,
  clearVotes,
  commandSpec,
  createWorld,
  defineGame,
  discrete,
  enterLobby,
  fixed,
  leaveLobby,
  lobbyColumns,
  lobbyIsOver,
  lobbySettings,
  mustVote,
  passesOver,
  SEAT,
  single,
  updateLobby,
  whim,
} from "#shared/sim/index.ts";

const READY = 2;

/** Begins when people agree, or when the lobby is over, and is over with the next vote. */
const game = defineGame({
  name: "gathering",
  version: 1,
  tickRate: 20,
  settings: { seats: { min: 1, max: 4, default: 3 }, ...lobbySettings(4) },
  modes: { plain: { title: "Plain", settings: {} } },
  input: { buttons: buttons(2) },
  level: () => undefined,
  tables: ({ seats }) => ({
    round: single({ live: discrete(), asks: discrete(), startsAt: discrete("u32") }),
    votes: fixed(lobbyColumns, { capacity: seats }),
  }),
  setup: ({ round }) => {
    round.asks = 1;
  },
  join: ({ votes }, seat) => enterLobby(votes, seat),
  leave: ({ votes }, seat) => leaveLobby(votes, seat),
  step(world) {
    const { round, votes } = world;
    const here = updateLobby(world, votes, READY, round.asks === 1);
    if (round.live === 1 || !(lobbyIsOver(world, here, round, "startsAt") || here.agreed)) return;
    round.live = 1;
    clearVotes(votes);
  },
  status: ({ round }) => (round.live === 1 ? "live" : "waiting"),
  bot(world, seat, input) {
    input.buttons[seat] = mustVote(world, world.votes, seat) ? READY : 0;
  },
});

/** @param kinds the kind of each seat's owner */
function arrange(
  chosen: { readonly autostart?: number; readonly lobby?: number; readonly passOver?: number },
  ...kinds: readonly number[]
) {
  const world = createWorld(game, chosen, 1);
  const next = world.clone();
  for (const [seat, kind] of kinds.entries()) next.seats.kind[seat] = kind;
  const run = (ticks = 1) => {
    for (let k = 0; k < ticks; k++) advance(world, next.seatTable);
  };
  const press = (seat: number, ticks = 1) => {
    next.seats.buttons[seat] = READY;
    run(ticks);
    next.seats.buttons[seat] = 0;
    run();
  };
  return { world, next, run, press };
}

describe("READY", () => {
  it("counts once however long it is held, and the next press takes it back", () => {
    const { world, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    press(0, 5);
    expect(world.votes.ready[0]).toBe(1);
    press(0);
    expect(world.votes.ready[0]).toBe(0);
  });

  it("does not count where a player comes with the button down", () => {
    const { world, next, run } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    next.seats.buttons[0] = READY;
    run(3);
    expect(world.votes.ready[0]).toBe(0);
  });

  it("is no vote while nothing is asked, nor later while it is still held", () => {
    const { world, next, run } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    world.round.asks = 0;
    next.seats.buttons[0] = READY;
    run(2);
    world.round.asks = 1;
    run(2);
    expect(world.votes.ready[0]).toBe(0);
  });

  it.each([
    ["held all the while", READY, READY],
    ["down only as they are back", 0, READY],
    ["down only as they lost the line", READY, 0],
  ])("does not count for a player who returns: %s", (_, before, after) => {
    const { world, next, run } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    next.seats.buttons[0] = before;
    run();
    world.votes.ready[0] = 1;
    next.seats.kind[0] = SEAT.away;
    next.seats.buttons[0] = 0;
    run(5);
    next.seats.kind[0] = SEAT.person;
    next.seats.buttons[0] = after;
    run(3);
    expect(world.votes.ready[0]).toBe(1);
  });

  it("is forgotten when they leave", () => {
    const { world, next, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    press(0);
    next.seats.kind[0] = SEAT.empty;
    run();
    expect([world.votes.ready[0], world.votes.pressed[0]]).toEqual([0, 0]);
  });
});

describe("people agree", () => {
  it("when all connected players are ready; it does not wait for bots and players who are away", () => {
    const { world, run, press } = arrange({ autostart: 0 }, SEAT.person, SEAT.away, SEAT.bot);
    run(50);
    expect(world.round.live).toBe(0);
    press(0);
    expect(world.round.live).toBe(1);
    expect(world.votes.ready[0]).toBe(0);
  });

  it("never while no player is there", () => {
    const { world, run } = arrange({ autostart: 0 }, SEAT.bot, SEAT.bot, SEAT.away);
    run(50);
    expect(world.round.live).toBe(0);
  });

  it("by the game's bot in a person's seat, which presses and lets go", () => {
    const { world, next, run } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    for (let tick = 0; tick < 4; tick++) {
      game.bot(world, 0, next.seats);
      run();
    }
    expect(world.votes.ready[0]).toBe(1);
    game.bot(world, 0, next.seats);
    expect(next.seats.buttons[0]).toBe(0);
  });
});

describe("the last player who is not ready", () => {
  it("is passed over once nothing has changed for as long as the setting says", () => {
    const { world, run, press } = arrange({ autostart: 0, passOver: 10 }, SEAT.person, SEAT.person, SEAT.bot);
    run(500);
    press(0);
    expect(passesOver(world, world.votes)).toEqual({ seat: 1, at: 501 + 200 });
    run(198);
    expect([world.tick, world.round.live]).toEqual([700, 0]);
    run();
    expect(world.round.live).toBe(1);
  });

  it("is waited for where there is another one, or the player has only just come, or come back", () => {
    const three = arrange({ autostart: 0, passOver: 10 }, SEAT.person, SEAT.person, SEAT.person);
    three.run();
    three.press(0);
    three.run(400);
    expect([three.world.round.live, passesOver(three.world, three.world.votes)]).toEqual([0, undefined]);
    // One of the two goes, and comes back: the other one has been there for long.
    three.next.seats.kind[1] = SEAT.away;
    three.run();
    expect(three.world.round.live).toBe(1);

    const two = arrange({ autostart: 0, passOver: 10 }, SEAT.person, SEAT.away);
    const { world, next, run } = two;
    next.seats.kind[2] = SEAT.person;
    run();
    two.press(0);
    run(150);
    next.seats.kind[2] = SEAT.empty;
    next.seats.kind[1] = SEAT.person;
    run(200);
    expect(world.round.live).toBe(0);
    run();
    expect(world.round.live).toBe(1);
  });

  it("is waited for for ever where the setting says so, or no other player is there", () => {
    const { world, run, press } = arrange({ autostart: 0, passOver: 0 }, SEAT.person, SEAT.person);
    run();
    press(0);
    expect(world.votes.ready[0]).toBe(1);
    run(3000);
    const alone = arrange({ autostart: 0, passOver: 10 }, SEAT.person, SEAT.bot);
    alone.run(3000);
    expect([world.round.live, alone.world.round.live]).toEqual([0, 0]);
  });

  it("is passed over in no vote that is not open", () => {
    const { world, run, press } = arrange({ autostart: 0, passOver: 10 }, SEAT.person, SEAT.person);
    run();
    press(0);
    world.round.asks = 0;
    run(500);
    expect(world.round.live).toBe(0);
  });
});

describe("quick play", () => {
  it("begins so many seconds after the first person has come, as the game's own rate counts them", () => {
    const { world, next, run } = arrange({ lobby: 2 });
    run(30);
    next.seats.kind[1] = SEAT.person;
    run();
    expect(world.round.startsAt).toBe(31 + 40);
    run(39);
    expect(world.round.live).toBe(0);
    run();
    expect(world.round.live).toBe(1);
  });

  it("waits anew when all have gone", () => {
    const { world, next, run } = arrange({ lobby: 2 }, SEAT.person);
    run(20);
    next.seats.kind[0] = SEAT.away;
    run(60);
    expect([world.round.live, world.round.startsAt]).toEqual([0, 0]);
  });
});

describe("luck by seat and tick", () => {
  const draws = (draw: (k: number) => number) => Array.from({ length: 6000 }, (_, k) => draw(k));

  it.each([
    ["chance over ticks", (k: number) => chance({ tick: k }, 77, 3, 0, 6)],
    ["chance over seats", (k: number) => chance({ tick: 9 }, 77, k, 0, 6)],
    ["chance over draws", (k: number) => chance({ tick: 9 }, 77, 3, k, 6)],
    ["chance over salts", (k: number) => chance({ tick: 9 }, k, 3, 0, 6)],
    ["whim over moments", (k: number) => whim(3, k, 1, 6)],
    ["whim over bots", (k: number) => whim(k, 9, 1, 6)],
  ])("%s: each of six comes about as often as the others", (_, draw) => {
    const counts = [0, 0, 0, 0, 0, 0];
    for (const face of draws(draw)) counts[face] += 1;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("is the same whenever it is asked", () => {
    expect(draws((k) => chance({ tick: k }, 5, 1, 2, 100))).toEqual(draws((k) => chance({ tick: k }, 5, 1, 2, 100)));
  });
});

describe("the host's start", () => {
  it("begins the round though not all are ready, in the one tick in which it counts, and only while a vote is open", () => {
    const { world, next, run } = arrange({ autostart: 0 }, SEAT.person, SEAT.person);
    run();
    const { number = 0 } = commandSpec(game, "start") ?? {};
    world.round.asks = 0;
    next.seats.command[1] = number;
    run();
    expect(world.round.live).toBe(0);
    next.seats.command[1] = 0;
    world.round.asks = 1;
    run();
    expect(world.round.live).toBe(0);
    next.seats.command[1] = number;
    run();
    expect(world.round.live).toBe(1);
  });
});
