import { describe, expect, it } from "vitest";
import {
  arena,
  BLAST,
  BODY,
  BUTTON,
  DASH,
  MODE,
  mapOf,
  PHASE,
  PICKUP,
  PICKUPS,
  SPAWN,
  STICK,
  SUB,
  WEAPON,
  WEAPONS,
} from "#shared/games/arena/index.ts";
import { advance, createWorld, SEAT } from "#shared/sim/index.ts";

const px = (count: number) => count * SUB;
/** The middle of a street, with nothing to the right for 900 pixels. */
const STREET = { x: px(420), y: px(400) };

/** Two people in a live match, facing each other in a street, unprotected. */
function duel({ mode = MODE.freeForAll, distance = 200 }: { mode?: number; distance?: number } = {}) {
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
  for (const seat of [0, 1]) players.shieldUntil[seat] = 0;
  for (const seat of [0, 1]) [players.x[seat], players.y[seat]] = [STREET.x + px(distance * seat), STREET.y];
  return { world, next, players, run };
}

describe("moving", () => {
  it("reaches 300 pixels a second within a fifth of one, diagonally too, and stops as fast", () => {
    const { next, players, run } = duel();
    next.seats.mx[0] = 7;
    run(6);
    expect([players.vx[0], players.vy[0]]).toEqual([BODY.topSpeed, 0]);
    next.seats.mx[1] = -7;
    next.seats.my[1] = 7;
    run(2);
    expect(Math.hypot(players.vx[1], players.vy[1])).toBeLessThanOrEqual(BODY.topSpeed);
    next.seats.mx[0] = 0;
    run(6);
    expect(players.vx[0]).toBe(0);
  });

  it("dashes the way of the stick, once a cooldown, and through no wall", () => {
    const { world, next, players, run } = duel();
    const x = players.x[0];
    next.seats.mx[0] = 7;
    next.seats.buttons[0] = BUTTON.dash;
    run(DASH.ticks);
    expect(players.x[0] - x).toBe(DASH.ticks * DASH.speed);
    run(20);
    expect(players.vx[0]).toBe(BODY.topSpeed);
    const wall = mapOf(world).walls[0];
    players.x[0] = px(wall.x) - BODY.radius - 1;
    players.y[0] = px(wall.y + wall.h / 2);
    players.dashReadyAt[0] = 0;
    run(10);
    expect(players.x[0]).toBe(px(wall.x) - BODY.radius);
    expect(players.vx[0]).toBe(0);
  });

  it("slides along a wall", () => {
    const { world, next, players, run } = duel();
    [players.x[0], players.y[0]] = [BODY.radius, STREET.y];
    next.seats.mx[0] = -7;
    next.seats.my[0] = -7;
    run(10);
    expect(players.x[0]).toBe(BODY.radius);
    expect(players.vy[0]).toBeLessThan(-BODY.topSpeed / 2);
    expect(world.players.has(0)).toBe(true);
  });
});

describe("shooting", () => {
  it("hits, hurts, kills, scores, and brings the victim back protected", () => {
    const { world, next, players, run } = duel();
    next.seats.buttons[0] = BUTTON.fire;
    run(12);
    expect(players.hp[1]).toBe(BODY.hp - WEAPONS[WEAPON.blaster].damage);
    for (let k = 0; k < 60 && players.has(1); k++) run(1);
    expect([world.scores.score[0], world.scores.kills[0], world.scores.deaths[1]]).toEqual([1, 1, 1]);
    expect([...world.kills].map((k) => [world.kills.killer[k], world.kills.victim[k]])).toEqual([[0, 1]]);
    run(SPAWN.delay - 1);
    expect(players.has(1)).toBe(false);
    run(1);
    expect([players.hp[1], players.shieldUntil[1]]).toEqual([BODY.hp, world.tick + SPAWN.shield]);
  });

  it("spares the protected until they fire", () => {
    const { world, next, players, run } = duel({ distance: 40 });
    players.shieldUntil[1] = world.tick + 1000;
    next.seats.buttons[0] = BUTTON.fire;
    run(10);
    expect(players.hp[1]).toBe(BODY.hp);
    next.seats.aim[1] = 256;
    next.seats.buttons[1] = BUTTON.fire;
    run(10);
    expect(players.hp[1]).toBeLessThan(BODY.hp);
  });

  it("spares the protected until they dash, or take a pickup", () => {
    const { world, next, players, run } = duel({ distance: 40 });
    const protect = () => {
      players.shieldUntil[1] = world.tick + 1000;
    };
    protect();
    next.seats.mx[1] = STICK;
    run(2);
    expect(players.shieldUntil[1]).toBeGreaterThan(world.tick);
    next.seats.buttons[1] = BUTTON.dash;
    run(1);
    expect(players.shieldUntil[1]).toBe(0);
    protect();
    next.seats.mx[1] = 0;
    next.seats.buttons[1] = 0;
    const place = mapOf(world).pickups.findIndex(({ kind }) => kind === PICKUP.scatter);
    const { x, y } = mapOf(world).pickups[place];
    [players.x[1], players.y[1]] = [px(x), px(y)];
    run(1);
    expect([players.weapon[1], players.shieldUntil[1]]).toEqual([WEAPON.scatter, 0]);
  });

  it("flies through team mates", () => {
    const { world, next, players, run } = duel({ mode: MODE.teams });
    world.scores.team[1] = world.scores.team[0];
    next.seats.buttons[0] = BUTTON.fire;
    run(60);
    expect(players.hp[1]).toBe(BODY.hp);
  });

  it("ends at walls, however thin", () => {
    const { world, next, players, run } = duel();
    const wall = mapOf(world).walls[0];
    [players.x[0], players.y[0]] = [px(wall.x) - px(40), px(wall.y) + px(wall.h / 2)];
    [players.x[1], players.y[1]] = [px(wall.x + wall.w) + px(40), players.y[0]];
    next.seats.buttons[0] = BUTTON.fire;
    for (const weapon of Object.values(WEAPON)) {
      players.weapon[0] = weapon;
      players.ammo[0] = 2;
      run(40);
    }
    expect(players.hp[1]).toBe(BODY.hp);
  });

  it("reloads an empty magazine by itself, and a begun one when asked", () => {
    const { world, next, players, run } = duel();
    const { ammo, reload = 0 } = WEAPONS[WEAPON.blaster];
    next.seats.aim[0] = 512;
    next.seats.buttons[0] = BUTTON.fire;
    for (let k = 0; k < 100 && players.ammo[0] > 0; k++) run(1);
    expect(players.readyAt[0]).toBe(world.tick + reload);
    next.seats.buttons[0] = 0;
    run(reload);
    expect(players.ammo[0]).toBe(ammo);
    next.seats.buttons[0] = BUTTON.reload;
    run(5);
    expect(players.ammo[0]).toBe(ammo);
    next.seats.buttons[0] = BUTTON.fire;
    run(1);
    next.seats.buttons[0] = BUTTON.reload;
    run(8);
    expect(players.ammo[0]).toBe(0);
  });

  it("gives the blaster back when another weapon is empty", () => {
    const { next, players, run } = duel();
    players.weapon[0] = WEAPON.scatter;
    players.ammo[0] = 1;
    next.seats.aim[0] = 512;
    next.seats.buttons[0] = BUTTON.fire;
    run(1);
    expect([players.weapon[0], players.ammo[0]]).toEqual([WEAPON.blaster, WEAPONS[WEAPON.blaster].ammo]);
  });
});

describe("a rocket", () => {
  it("takes most of a body's health with a direct hit, and throws bodies near it", () => {
    const { world, next, players, run } = duel({ distance: 300 });
    next.seats.kind[2] = SEAT.person;
    run(1 + SPAWN.delay);
    players.shieldUntil[2] = 0;
    [players.x[2], players.y[2]] = [players.x[1], players.y[1] + px(50)];
    players.weapon[0] = WEAPON.rocket;
    players.ammo[0] = 1;
    next.seats.buttons[0] = BUTTON.fire;
    run(1);
    next.seats.buttons[0] = 0;
    for (let k = 0; k < 60 && world.blasts.count() === 0; k++) run(1);
    expect(players.hp[1]).toBeGreaterThanOrEqual(BODY.hp - WEAPONS[WEAPON.rocket].damage - BLAST.damage);
    expect(players.hp[1]).toBeLessThan(BODY.hp / 4);
    expect(players.hp[2]).toBeLessThan(BODY.hp);
    expect(players.vy[2]).toBeGreaterThan(0);
    expect(players.hp[0]).toBe(BODY.hp);
  });

  it("hurts the player who fired it by half, and costs them a point if they die of it", () => {
    const { world, next, players, run } = duel();
    const atTheEdge = () => {
      [players.x[0], players.y[0]] = [BODY.radius + 1, STREET.y + px(100)];
    };
    atTheEdge();
    players.weapon[0] = WEAPON.rocket;
    players.ammo[0] = 4;
    next.seats.aim[0] = 512;
    next.seats.buttons[0] = BUTTON.fire;
    run(2);
    expect(players.hp[0]).toBe(BODY.hp - (BLAST.damage * BLAST.selfPercent) / 100);
    players.hp[0] = 1;
    atTheEdge();
    players.readyAt[0] = 0;
    run(4);
    expect([world.scores.score[0], world.scores.kills[0], world.scores.deaths[0]]).toEqual([-1, 0, 1]);
  });
});

describe("a pickup", () => {
  it("is taken by a body that has a use for it, and comes back", () => {
    const { world, players, run } = duel();
    const place = mapOf(world).pickups.findIndex((p) => p.kind === PICKUP.health);
    [players.x[0], players.y[0]] = [px(mapOf(world).pickups[place].x), px(mapOf(world).pickups[place].y)];
    run(2);
    expect(world.pickups.readyAt[place]).toBe(0);
    players.hp[0] = 30;
    run(1);
    expect(players.hp[0]).toBe(30 + PICKUPS.heal);
    expect([...world.picked].map((k) => [world.picked.seat[k], world.picked.place[k]])).toEqual([[0, place]]);
    run(PICKUPS.respawn[PICKUP.health] - 1);
    expect(players.hp[0]).toBe(80);
    run(1);
    expect(players.hp[0]).toBe(100);
  });

  it("arms", () => {
    const { world, players, run } = duel();
    const rocket = mapOf(world).pickups.find((p) => p.kind === PICKUP.rocket);
    [players.x[0], players.y[0]] = [px(rocket?.x ?? 0), px(rocket?.y ?? 0)];
    run(1);
    expect([players.weapon[0], players.ammo[0]]).toEqual([WEAPON.rocket, WEAPONS[WEAPON.rocket].ammo]);
  });
});
