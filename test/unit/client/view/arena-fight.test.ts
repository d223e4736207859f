/** What the arena shows and plays of a fight: hits, where they came from, kills, and what each event sounds like. */
import { describe, expect, it } from "vitest";
import type { GameEvent } from "#client/session/types.ts";
import { beacons } from "#client/view/games/arena/beacons.ts";
import { Beams } from "#client/view/games/arena/beams.ts";
import { Bodies } from "#client/view/games/arena/bodies.ts";
import { Effects } from "#client/view/games/arena/effects.ts";
import { EventEffects } from "#client/view/games/arena/event-effects.ts";
import { Shots } from "#client/view/games/arena/shots.ts";
import { sounds } from "#client/view/games/arena/sounds.ts";
import { Streaks } from "#client/view/games/arena/streaks.ts";
import { signArt } from "#client/view/games/common/art-signs.ts";
import { HurtArcs } from "#client/view/games/common/hurt-arcs.ts";
import { type ArenaWorld, arena, MODE, PHASE, PICKUP, SUB, WEAPON } from "#shared/games/arena/index.ts";
import { mapOf } from "#shared/games/arena/map/level.ts";
import { createWorld, SEAT } from "#shared/sim/index.ts";
import { drawnOf, SceneBench } from "#test/support/scene.ts";

const SEATS = 4;

/** Four bodies on a line, 100 pixels apart, from the ear on. */
function bench(mode: number = MODE.freeForAll) {
  const world = createWorld(arena, { seats: SEATS, mode }, 1) as ArenaWorld;
  world.round.phase = PHASE.live;
  world.round.endsAt = 9000;
  for (let seat = 0; seat < SEATS; seat++) {
    world.seats.kind[seat] = SEAT.bot;
    world.scores.team[seat] = seat % 2;
    world.players.spawnAt(seat, { x: seat * 100 * SUB, y: 0, hp: 100 });
  }
  const scene = new SceneBench();
  const { atlas, stage, plates } = scene;
  const effects = new Effects(stage, atlas);
  const bodies = new Bodies(atlas, plates, effects);
  const shots = new Shots(atlas, effects);
  const beams = new Beams(stage, atlas);
  const shows = new EventEffects({ stage, effects, beams, bodies, arcs: new HurtArcs(atlas) });
  const show = (eye: number, events: readonly GameEvent[], now = 0) => {
    const drawn = drawnOf(world, events);
    shows.show(drawn, eye, now);
    bodies.update(drawn, eye, now);
    shots.update(drawn, eye, now);
    effects.update(now);
  };
  show(0, []);
  return { world, scene, show, drawn: () => drawnOf(world, []) };
}

const event = (table: string, values: Record<string, number>): GameEvent => ({ table, tick: 5, values });
const hit = (victim: number, by: number, amount = 20) => event("hits", { victim, by, amount });
const kill = (killer: number, victim: number, weapon: number = WEAPON.rail) =>
  event("kills", { killer, victim, weapon });

describe("a hit", () => {
  it("on the player is pointed to from where it came, for as long as the arc lasts", () => {
    const { scene, show } = bench();
    show(0, [hit(0, 2)], 100);
    const [arc] = scene.seen("hurt-arc");
    expect(arc).toMatchObject({ x: 0, y: 0, rotation: 0 });
    show(0, [], 500);
    expect(scene.seen("hurt-arc")).toHaveLength(1);
    show(0, [], 1300);
    expect(scene.seen("hurt-arc")).toHaveLength(0);
    expect(scene.seen("hit-mark")).toHaveLength(0);
  });

  it("from two sides has two arcs, and of one side one", () => {
    const { scene, show } = bench();
    show(1, [hit(1, 0), hit(1, 2)], 0);
    show(1, [hit(1, 3), hit(1, 0)], 50);
    expect(scene.seen("hurt-arc").map(({ rotation }) => Math.abs(Math.cos(rotation) - 1) < 1e-9)).toEqual([
      false,
      true,
    ]);
  });

  it("of the player's is marked where it hit, and one by another or of oneself is not", () => {
    const { scene, show } = bench();
    show(0, [hit(2, 0)]);
    expect(scene.seen("hit-mark")).toMatchObject([{ x: 200, y: 0 }]);
    const other = bench();
    other.show(0, [hit(2, 1), hit(0, 0)]);
    expect(other.scene.seen("hit-mark")).toHaveLength(0);
    expect(other.scene.seen("hurt-arc")).toHaveLength(0);
  });

  it("tells the same where the player wants it calm", () => {
    const { scene, show } = bench();
    scene.isCalm = true;
    show(0, [hit(2, 0), hit(0, 3), kill(0, 1)]);
    for (const name of ["hit-mark", "hurt-arc", "kill-mark"]) expect(scene.seen(name)).toMatchObject([{ alpha: 1 }]);
  });
});

describe("a kill", () => {
  it("of the player's is marked, and told with the weapon and how many in a row", () => {
    const { scene, show } = bench();
    show(0, [kill(0, 3), kill(1, 2)]);
    expect(scene.seen("kill-mark")).toMatchObject([{ x: 300 }]);
    const streaks = new Streaks();
    const told = (...events: GameEvent[]) =>
      streaks.read(events, 0, (seat) => `Player ${seat}`).map(({ title, text }) => `${title}: ${text}`);
    expect(told(kill(0, 3))).toEqual(["You fragged Player 3: Rail"]);
    expect(told(kill(1, 3), kill(0, 2, WEAPON.blaster))).toEqual(["You fragged Player 2: Blaster · 2 in a row"]);
    // A death ends it, also by one's own hand; and who ends a long row hears of it.
    expect(told(kill(0, 0), kill(1, 2), kill(1, 2))).toEqual([]);
    expect(told(kill(0, 1))).toEqual(["You fragged Player 1: Rail · ended a row of 3"]);
  });
});

describe("sounds", () => {
  const sample: Readonly<Record<string, Readonly<Record<string, number>>>> = {
    fired: { seat: 1, weapon: WEAPON.rocket },
    beams: { seat: 1, x: 0, y: 0, tx: 90, ty: 0 },
    spent: { owner: 1, weapon: WEAPON.blaster, x: 50, y: 50, direction: 0 },
    blasts: { owner: 1, x: 50, y: 50 },
    dashed: { seat: 1 },
    spawned: { seat: 1 },
    picked: { seat: 1, place: 0 },
    hits: { victim: 2, by: 1, amount: 20 },
    kills: { killer: 1, victim: 2, weapon: WEAPON.rail },
  };

  it("are made by each event, whether it is the player's or another's", () => {
    const { world, scene, show } = bench();
    const tables = world.views.filter(({ placed }) => placed.kind === "events").map(({ placed }) => placed.name);
    expect(Object.keys(sample).sort()).toEqual([...tables].sort());
    for (const table of tables)
      for (const eye of [-1, 0, 1, 2]) {
        scene.heard();
        show(eye, [event(table, sample[table])]);
        const heard = scene.heard();
        expect(heard.length, `${table} through the eyes of ${eye}`).toBeGreaterThan(0);
        for (const { name } of heard) expect(Object.keys(sounds)).toContain(name);
      }
  });

  it("of each weapon are others", () => {
    const { scene, show } = bench();
    const names = Object.values(WEAPON).map((weapon) => {
      scene.heard();
      show(0, [event("fired", { seat: 1, weapon })]);
      return scene.heard()[0].name;
    });
    expect(new Set(names).size).toBe(4);
  });

  it("are told apart by whose they are, and come from their side", () => {
    const { world, scene, show } = bench();
    world.players.x[3] = 1400 * SUB;
    world.players.x[2] = -300 * SUB;
    show(0, []);
    scene.heard();
    show(
      0,
      [0, 2, 3].map((seat) => event("fired", { seat, weapon: WEAPON.blaster })),
    );
    const [own, near, far] = scene.heard();
    expect([own.whose, near.whose, far.whose]).toEqual(["own", "near", "far"]);
    expect([own.pan, own.far]).toEqual([0, 0]);
    expect(near.pan).toBeLessThan(-0.4);
    expect(far.pan).toBeGreaterThan(0.4);
    expect(far.far).toBeGreaterThan(0.6);
    expect(far.loud ?? 1).toBeLessThan((near.loud ?? 0) / 2);
  });
});

describe("teams", () => {
  it("have their shape on the ground about each other body, and on each shot; what can't hurt is dimmer", () => {
    const { world, scene, show } = bench(MODE.teams);
    world.shots.spawnAt(0, { owner: 1, x: 0, y: 0, vx: 99, dieAt: 99 });
    world.shots.spawnAt(9, { owner: 2, x: 0, y: 0, vx: 99, dieAt: 99 });
    show(0, []);
    expect(scene.seen("ground-round")).toMatchObject([{ x: 200 }]);
    expect(scene.seen("ground-hexagon")).toMatchObject([{ x: 100 }, { x: 300 }]);
    const [[foe], [friend]] = [scene.seen("halo-hexagon"), scene.seen("halo-round")];
    expect(foe.alpha).toBe(1);
    expect(friend.alpha).toBeLessThan(0.7);
    for (const name of ["ground-round", "halo-hexagon"]) expect(signArt.map((art) => art.name)).toContain(name);
  });

  it("are not there where each player is on their own", () => {
    const { world, scene, show } = bench();
    world.shots.spawnAt(0, { owner: 1, x: 0, y: 0, vx: 99, dieAt: 99 });
    show(0, []);
    for (const name of ["ground-round", "ground-hexagon", "halo-round", "halo-hexagon"])
      expect(scene.seen(name)).toHaveLength(0);
  });
});

describe("markers at the edge", () => {
  const kinds = (of: ReturnType<typeof bench>, eye = 0) =>
    beacons(of.drawn(), eye).map(({ kind, mark }) => `${kind} ${mark.sign}`);

  it("are of the leader, where there is one and it is another", () => {
    const of = bench();
    of.world.players.weapon[0] = WEAPON.rail;
    expect(kinds(of)).toEqual([]);
    of.world.scores.score[2] = 3;
    expect(kinds(of)).toEqual(["leader 3"]);
    of.world.scores.score[1] = 3;
    expect(kinds(of)).toEqual([]);
    of.world.scores.score[0] = 4;
    expect(kinds(of)).toEqual([]);
  });

  it("are of one's own team", () => {
    const of = bench(MODE.teams);
    of.world.players.weapon[0] = WEAPON.rail;
    expect(kinds(of)).toEqual(["friend 3"]);
  });

  it("are of the health that one needs, and of a weapon where one has none", () => {
    const of = bench();
    const { players, pickups } = of.world;
    const places = mapOf(of.world).pickups;
    const place = places.findIndex(({ kind }) => kind === PICKUP.health);
    players.x[0] = places[place].x * SUB;
    players.y[0] = places[place].y * SUB;
    players.weapon[0] = WEAPON.rail;
    expect(kinds(of)).toEqual([]);
    players.hp[0] = 30;
    expect(kinds(of)).toEqual(["thing +"]);
    players.weapon[0] = WEAPON.blaster;
    expect(kinds(of)).toHaveLength(2);
    for (const one of pickups) pickups.readyAt[one] = 99;
    expect(kinds(of)).toEqual([]);
  });
});
