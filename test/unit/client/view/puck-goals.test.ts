/** What puck shows and plays: each event sounds, and a goal for the player's team is another thing than one against it. */
import { describe, expect, it } from "vitest";
import type { GameEvent } from "#client/session/types.ts";
import { Effects } from "#client/view/games/puck/effects.ts";
import { EventEffects } from "#client/view/games/puck/event-effects.ts";
import { hud } from "#client/view/games/puck/hud.ts";
import { sounds } from "#client/view/games/puck/sounds.ts";
import { spoken } from "#client/view/match/banner.ts";
import { puck } from "#shared/games/puck/index.ts";
import { AGAINST, NONE, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { createWorld } from "#shared/sim/index.ts";
import { drawnOf, SceneBench } from "#test/support/scene.ts";

function bench() {
  const world = createWorld(puck, { seats: 4 }, 1) as PuckWorld;
  world.round.phase = PHASE.live;
  world.round.winner = NONE;
  const scene = new SceneBench();
  const effects = new Effects(scene.stage, scene.atlas);
  const shows = new EventEffects(scene.stage, effects);
  return {
    world,
    scene,
    show: (eye: number, events: readonly GameEvent[]) => shows.show(drawnOf(world, events), eye),
  };
}

const event = (table: string, values: Record<string, number>): GameEvent => ({ table, tick: 5, values });
const goal = (team: number) => event("goals", { team, seat: NONE });
/** A seat of each team. */
const [LEFT, RIGHT] = [0, 1].map((team) => [0, 1, 2, 3].find((seat) => teamOf(seat) === team) ?? -1);

describe("sounds", () => {
  it("are made by each event", () => {
    const { world, scene, show } = bench();
    const sample = {
      knocks: Object.values(AGAINST).map((against) => ({ by: LEFT, against, x: 9, y: 9, strength: 9 })),
      goals: [0, 1].map((team) => ({ team, seat: NONE })),
    };
    const tables = world.views.filter(({ placed }) => placed.kind === "events").map(({ placed }) => placed.name);
    expect(Object.keys(sample).sort()).toEqual([...tables].sort());
    for (const [table, all] of Object.entries(sample))
      for (const values of all)
        for (const eye of [-1, LEFT, RIGHT]) {
          scene.heard();
          show(eye, [event(table, values)]);
          const heard = scene.heard();
          expect(heard.length).toBeGreaterThan(0);
          for (const { name } of heard) expect(Object.keys(sounds)).toContain(name);
        }
  });
});

describe("a goal", () => {
  it("for the player's team sounds and looks another way than one against it", () => {
    for (const [eye, sound, shape] of [
      [LEFT, "goal", "out"],
      [RIGHT, "conceded", "in"],
      [-1, "goal", "out"],
    ] as const) {
      const { scene, show } = bench();
      show(eye, [goal(teamOf(LEFT))]);
      expect(scene.heard().map(({ name }) => name)).toEqual([sound]);
      const first = scene.seen("ring").map(({ scaleX }) => scaleX);
      // Rings that grow begin small, and those that fall into the net large.
      expect(Math.max(...first) > 1 ? "in" : "out").toBe(shape);
    }
  });

  it("is told with whose it is and how it stands, also aloud", () => {
    const { world } = bench();
    world.round.phase = PHASE.goal;
    world.round.scored = teamOf(LEFT);
    world.teams.score[teamOf(LEFT)] = 2;
    world.teams.score[teamOf(RIGHT)] = 1;
    world.puck.by0 = world.puck.by1 = LEFT;
    const told = (eye: number) => hud(drawnOf(world, []), eye, () => "Ada").banner;
    expect(told(LEFT)).toMatchObject({ title: "Goal!", tone: "good" });
    expect(told(RIGHT)).toMatchObject({ title: "They score", tone: "bad" });
    expect(told(-1)?.tone).toBeUndefined();
    expect(spoken(told(LEFT))).toMatch(/^Goal!\. Ada scores for Team \w+\. You lead 2 to 1$/);
    expect(spoken(told(RIGHT))).toMatch(/You trail 1 to 2$/);
  });
});
