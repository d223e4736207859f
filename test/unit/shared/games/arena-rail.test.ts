import { describe, expect, it } from "vitest";
import { arena, BODY, BUTTON, MODE, mapOf, PHASE, SUB, seconds, WEAPON, WEAPONS } from "#shared/games/arena/index.ts";
import { advance, atan2, createWorld, SEAT, SEEN_PARTS } from "#shared/sim/index.ts";

const px = (count: number) => count * SUB;
const { damage, cooldown, ammo } = WEAPONS[WEAPON.rail];
/** In a street, with nothing between it and a crossing, where a body can run down another street. */
const STAND = { x: px(420), y: px(400) };
const CROSSING = { x: px(800), y: px(400) };

/** A shooter with a rail who aims at a crossing, and a target that stands there. */
function duel({ mode = MODE.freeForAll }: { mode?: number } = {}) {
  const world = createWorld(arena, { seats: 4, mode, width: 1600, height: 1200, lobby: 1 }, 3);
  const next = world.clone();
  next.seats.kind[0] = next.seats.kind[1] = SEAT.person;
  const run = (ticks: number) => {
    for (let k = 0; k < ticks; k++) advance(world, next.seatTable);
  };
  run(1);
  world.round.phase = PHASE.live;
  world.round.endsAt = 100000;
  const { players } = world;
  for (const [seat, { x, y }] of [STAND, CROSSING].entries()) {
    [players.x[seat], players.y[seat], players.shieldUntil[seat]] = [x, y, 0];
  }
  players.weapon[0] = WEAPON.rail;
  players.ammo[0] = ammo;
  run(10);
  /** Fires in the next tick. */
  const fire = (seen: number) => {
    next.seats.seen[0] = seen;
    next.seats.buttons[0] = BUTTON.fire;
    run(1);
    next.seats.buttons[0] = 0;
    return players.has(1) ? BODY.hp - players.hp[1] : BODY.hp;
  };
  const beams = () =>
    [...world.beams].map((row) => ({
      seat: world.beams.seat[row],
      from: [world.beams.x[row], world.beams.y[row]],
      to: [world.beams.tx[row], world.beams.ty[row]],
    }));
  return { world, next, players, run, fire, beams };
}

describe("the rail", () => {
  it("is at its end at once, hurts much, and fires seldom", () => {
    const { next, players, run, fire, beams } = duel();
    expect(fire(0)).toBe(damage);
    const [beam] = beams();
    expect(beam).toMatchObject({ seat: 0, from: [420, 400] });
    expect(beam.to[0]).toBeGreaterThan(800 - 20 - 4);
    expect(beam.to[0]).toBeLessThan(800 - 20);
    expect(players.ammo[0]).toBe(ammo - 1);
    next.seats.buttons[0] = BUTTON.fire;
    run(cooldown - 1);
    expect(players.hp[1]).toBe(BODY.hp - damage);
    run(1);
    expect(players.has(1)).toBe(false);
  });

  it("hits what the shooter saw, who has moved on since", () => {
    const { next, players, run, fire } = duel();
    next.seats.my[1] = 7;
    run(6);
    expect(players.y[1] - CROSSING.y).toBeGreaterThan(BODY.radius + WEAPONS[WEAPON.rail].radius);
    expect(fire(7 * SEEN_PARTS)).toBe(damage);
    expect(players.y[1] - CROSSING.y).toBeGreaterThan(px(45));
  });

  it("misses them where the shooter saw them gone", () => {
    const { next, run, fire, beams } = duel();
    next.seats.my[1] = 7;
    run(6);
    expect(fire(0)).toBe(0);
    expect(beams()[0].to[0]).toBeGreaterThan(1000);
  });

  it("hits between two ticks, as the shooter saw it", () => {
    // 30 pixels off to either side at a tick: the ray misses both, and hits a body between them.
    const hit = [0, 2, 4, 6, 8].map((part) => {
      const { players, run, fire } = duel();
      players.y[1] = CROSSING.y - px(30);
      run(1);
      players.y[1] = CROSSING.y + px(30);
      run(1);
      return fire(3 * SEEN_PARTS - part);
    });
    expect(hit).toEqual([0, damage, damage, damage, 0]);
  });

  it("looks back no further than 400 milliseconds", () => {
    const most = seconds(0.4);
    for (const [back, hurt] of [
      [most, damage],
      [most + 5, 0],
    ]) {
      const { world, next, players, run, fire } = duel();
      next.seats.my[1] = 7;
      const places = new Map<number, { x: number; y: number }>();
      for (let k = 0; k < most + 6; k++) {
        places.set(world.tick, { x: players.x[1], y: players.y[1] });
        run(1);
      }
      const { x, y } = places.get(world.tick + 1 - back) ?? { x: 0, y: 0 };
      next.seats.aim[0] = atan2(y - players.y[0], x - players.x[0]);
      expect(fire(255)).toBe(hurt);
    }
  });

  it("ends at walls, even if a body was seen behind them", () => {
    const { world, players, run, fire, beams } = duel();
    const wall = mapOf(world).walls[0];
    const y = wall.y + wall.h / 2;
    [players.x[0], players.y[0]] = [px(wall.x - 40), px(y)];
    [players.x[1], players.y[1]] = [px(wall.x + wall.w + 30), px(y)];
    run(8);
    expect(fire(5 * SEEN_PARTS)).toBe(0);
    expect(beams()[0].to).toEqual([wall.x - 3, y]);
  });

  it("hits a body that has gone into cover since the shooter saw it", () => {
    const { world, players, run, fire } = duel();
    const wall = mapOf(world).walls[0];
    [players.x[1], players.y[1]] = [px(wall.x - 20), px(wall.y)];
    run(3);
    expect(fire(5 * SEEN_PARTS)).toBe(damage);
  });

  it("passes through the dead, though they were seen alive", () => {
    const { world, players, run, fire, beams } = duel();
    players.despawn(1);
    world.scores.respawnAt[1] = world.tick + 60;
    run(1);
    fire(6 * SEEN_PARTS);
    expect(world.hits.count()).toBe(0);
    expect(world.kills.count()).toBe(0);
    expect(beams()[0].to[0]).toBeGreaterThan(1000);
  });

  it("passes through a life that was not there when it was seen", () => {
    const { players, run, fire } = duel();
    players.spawnAt(1, { ...CROSSING, hp: BODY.hp, ammo: 1 });
    run(1);
    expect(fire(6 * SEEN_PARTS)).toBe(0);
  });

  it("spares team mates and the protected", () => {
    const mates = duel({ mode: MODE.teams });
    mates.world.scores.team[1] = mates.world.scores.team[0];
    expect(mates.fire(0)).toBe(0);
    expect(mates.beams()[0].to[0]).toBeGreaterThan(1000);
    const shielded = duel();
    shielded.players.shieldUntil[1] = shielded.world.tick + 100;
    expect(shielded.fire(0)).toBe(0);
    expect(shielded.beams()[0].to[0]).toBeLessThan(800);
  });

  it("lets two who fire at once get each other", () => {
    const { world, next, players, fire } = duel();
    players.weapon[1] = WEAPON.rail;
    players.ammo[1] = ammo;
    next.seats.aim[1] = 512;
    next.seats.buttons[1] = BUTTON.fire;
    players.hp[0] = players.hp[1] = 1;
    fire(0);
    expect([...players]).toEqual([]);
    expect([world.scores.score[0], world.scores.score[1]]).toEqual([1, 1]);
  });

  it("is a bot's weapon too, without lead", () => {
    const { world, next, players, run } = duel();
    next.seats.kind[0] = SEAT.bot;
    next.seats.my[1] = 7;
    let beams = 0;
    for (let k = 0; k < 600 && players.has(1); k++) {
      if (k % 30 === 0) next.seats.my[1] = -next.seats.my[1];
      if (players.has(0)) {
        [players.x[0], players.y[0]] = [STAND.x, STAND.y];
        if (players.weapon[0] !== WEAPON.rail) [players.weapon[0], players.ammo[0]] = [WEAPON.rail, ammo];
      }
      run(1);
      beams += world.beams.count();
    }
    expect(players.has(1)).toBe(false);
    expect(beams).toBeLessThan(10);
  });
});
