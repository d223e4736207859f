import { expect, it } from "vitest";
import { type ArenaWorld, arena, BUTTON, MODE, PHASE, WEAPON, WEAPONS } from "#shared/games/arena/index.ts";
import { advance, createWorld, Random, SEAT } from "#shared/sim/index.ts";

/** Random inputs in a live match, with every weapon at hand. */
function play(seed: number, ticks: number, watch: (world: ArenaWorld, before: ArenaWorld) => void) {
  const random = new Random({ seed, draws: 0 });
  const world = createWorld(arena, { seats: 6, mode: MODE.freeForAll, width: 800, height: 800, lobby: 1 }, seed);
  const next = world.clone();
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  const before = world.clone();
  for (let tick = 0; tick < ticks; tick++) {
    for (const seat of next.seats) {
      const chance = (n: number) => random.below(n) === 0;
      if (chance(8)) [next.seats.mx[seat], next.seats.my[seat]] = [random.between(-7, 7), random.between(-7, 7)];
      if (chance(8)) next.seats.aim[seat] = random.below(1024);
      if (chance(4)) next.seats.buttons[seat] = random.below(8);
      if (!chance(60)) continue;
      world.players.weapon[seat] = random.below(WEAPONS.length);
      world.players.ammo[seat] = world.players.has(seat) ? 2 : 0;
      if (!world.players.has(seat)) world.players.weapon[seat] = 0;
    }
    before.copyFrom(world);
    advance(world, next.seatTable);
    watch(world, before);
  }
}

const sorted = (seats: Iterable<number>) => [...seats].sort((a, b) => a - b);

it("tells of every shot, ray, dash and life once, when it begins", () => {
  const told = { fired: 0, beams: 0, dashed: 0, spawned: 0 };
  play(4, 3000, (world, before) => {
    const { shots, players, fired, beams, dashed, spawned } = world;
    const rails = [...beams].map((row) => beams.seat[row]);
    const shooters = new Set(rails);
    for (const shot of shots)
      if (shots.generation[shot] !== before.shots.generation[shot]) shooters.add(shots.owner[shot]);
    expect(sorted([...fired].map((row) => fired.seat[row]))).toEqual(sorted(shooters));
    expect(sorted([...fired].filter((row) => fired.weapon[row] === WEAPON.rail).map((row) => fired.seat[row]))).toEqual(
      sorted(rails),
    );
    const born = [...players].filter((seat) => players.generation[seat] !== before.players.generation[seat]);
    expect(sorted([...spawned].map((row) => spawned.seat[row]))).toEqual(born);
    const dashes = [...players].filter((seat) => players.dashReadyAt[seat] > before.players.dashReadyAt[seat]);
    expect(sorted([...dashed].map((row) => dashed.seat[row]))).toEqual(dashes);
    for (const name of ["fired", "beams", "dashed", "spawned"] as const) told[name] += world[name].count();
  });
  expect(Math.min(...Object.values(told))).toBeGreaterThan(20);
});

it("tells of every shot's end once: a spark, or a blast", () => {
  const told = { spent: 0, blasts: 0 };
  play(5, 3000, (world, before) => {
    if (world.round.phase !== before.round.phase) return;
    const { shots, spent, blasts } = world;
    const gone = [...before.shots].filter((shot) => shots.generation[shot] !== before.shots.generation[shot]);
    const isRocket = (shot: number) => before.shots.weapon[shot] === WEAPON.rocket;
    const owners = (rows: number[]) => sorted(rows.map((shot) => before.shots.owner[shot]));
    expect(sorted([...blasts].map((row) => blasts.owner[row]))).toEqual(owners(gone.filter(isRocket)));
    expect(sorted([...spent].map((row) => spent.owner[row]))).toEqual(owners(gone.filter((shot) => !isRocket(shot))));
    told.spent += spent.count();
    told.blasts += blasts.count();
  });
  expect(told.spent).toBeGreaterThan(100);
  expect(told.blasts).toBeGreaterThan(20);
});

it("tells of a ray in the tick of its shot only, though the trigger is held", () => {
  const world = createWorld(arena, { seats: 2, lobby: 1 }, 3);
  const next = world.clone();
  next.seats.kind[0] = SEAT.person;
  advance(world, next.seatTable);
  world.round.phase = PHASE.live;
  world.round.endsAt = 100000;
  [world.players.weapon[0], world.players.ammo[0]] = [WEAPON.rail, 5];
  next.seats.buttons[0] = BUTTON.fire;
  const { cooldown } = WEAPONS[WEAPON.rail];
  const ticks = Array.from({ length: 2 * cooldown }, (_, k) => {
    advance(world, next.seatTable);
    return [k, world.beams.count(), world.fired.count()];
  });
  expect(ticks.filter(([, beams, fired]) => beams + fired > 0)).toEqual([
    [0, 1, 1],
    [cooldown, 1, 1],
  ]);
});

it("sends a seat's shots the same way in the same rows, no matter what other seats do", () => {
  const alone = createWorld(arena, { seats: 4, mode: MODE.freeForAll, lobby: 1 }, 3);
  const next = alone.clone();
  for (const seat of next.seats) next.seats.kind[seat] = SEAT.person;
  advance(alone, next.seatTable);
  for (const seat of alone.seats) [alone.players.weapon[seat], alone.players.ammo[seat]] = [WEAPON.scatter, 7];
  const crowded = alone.clone().forkFrom(alone);
  next.seats.buttons[2] = BUTTON.fire;
  advance(alone, next.seatTable);
  for (const seat of next.seats) next.seats.buttons[seat] = BUTTON.fire;
  advance(crowded, next.seatTable);
  expect(crowded.shots.count()).toBe(24);
  const own = [...alone.shots];
  expect(own.length).toBe(6);
  for (const row of own) {
    expect(crowded.shots.owner[row]).toBe(2);
    expect([crowded.shots.vx[row], crowded.shots.vy[row]]).toEqual([alone.shots.vx[row], alone.shots.vy[row]]);
  }
});
