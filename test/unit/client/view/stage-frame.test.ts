/** An exception in one part of a drawn frame: the other parts go on, and so does the next frame. */
import type { Scene } from "phaser";
import { describe, expect, it, vi } from "vitest";
import type { Drawn, Session } from "#client/session/types.ts";
import type { GameView, Stage } from "#client/view/games/game-view.ts";
import { AT_REST, type Controls } from "#client/view/input/controls.ts";
import { boardView } from "#client/view/match/board.ts";
import { Callouts } from "#client/view/match/callouts.ts";
import { EventFeed } from "#client/view/match/event-feed.ts";
import type { ExtraCode } from "#client/view/match/extras.ts";
import { Eye } from "#client/view/match/eye.ts";
import { Hosting } from "#client/view/match/hosting.ts";
import { Overlay } from "#client/view/match/overlay.ts";
import { resultsView } from "#client/view/match/results.ts";
import { troubleView } from "#client/view/match/trouble.ts";
import { PageScope } from "#client/view/page-scope.ts";
import { Share } from "#client/view/parts/share.ts";
import { Camera } from "#client/view/stage/camera.ts";
import { Mishaps } from "#client/view/stage/mishaps.ts";
import { SceneKeeper } from "#client/view/stage/scene-keeper.ts";
import { StageFrame } from "#client/view/stage/stage-frame.ts";
import { Steering } from "#client/view/stage/steering.ts";
import { type AnyGame, emptyWorld, plan } from "#shared/sim/index.ts";
import { textOf } from "#test/support/template.ts";
import { toy } from "#test/support/toy.ts";

/** What can break, and the name under which it is logged. */
const PARTS = {
  devices: "input",
  input: "input",
  setInput: "input",
  session: "session",
  camera: "camera",
  canvas: "canvas",
  scene: "scene",
  update: "scene",
  sound: "sound",
  page: "page",
  hud: "hud",
  lobby: "lobby",
  board: "board",
} as const;
type Part = keyof typeof PARTS;

const FRAME_MS = 16;
/** So many frames before the part breaks, and as many after that: ten seconds. */
const FRAMES = 600;
const MOVES: Controls = { ...AT_REST, moveX: 1 };
const SOUNDS_AFTER = 1000;

const world = emptyWorld(plan(toy as AnyGame, { seats: 2 }));
const drawn: Drawn = {
  ...{ tick: 1, ownTick: 1, world, tables: {}, events: [], revoked: [], known: world, predicted: world },
};

/** Phaser's scene, as far as it is used where nothing is seen. */
function sceneOf(): Scene {
  const pen = { setDepth: () => pen, clear: () => pen };
  return { children: { list: [] }, add: { graphics: () => pen } } as unknown as Scene;
}

/** A stage on a clock of its own, of which one part throws when it is asked to. */
function bench(part: Part) {
  const state = { breaks: false, now: SOUNDS_AFTER, thrown: 0 };
  const count = { update: 0, afterSound: 0, camera: 0, told: 0 };
  const inputs: Readonly<Record<string, number>>[] = [];
  const check = (asked: Part) => {
    if (!state.breaks || asked !== part) return;
    state.thrown += 1;
    throw new TypeError(`${part} is broken`);
  };
  const log = vi.fn();
  const mishaps = new Mishaps({ now: () => state.now, log, changed: () => {} });
  const session = {
    seat: 0,
    seats: [],
    spectators: 0,
    frame: () => {
      check("session");
      return drawn;
    },
    setInput: (input: Readonly<Record<string, number>>) => {
      check("setInput");
      inputs.push(input);
    },
  } as unknown as Session;
  const view = {
    sight: "follow",
    touch: [{ action: "primary", label: "Fire" }],
    bounds: () => ({ width: 1000, height: 1000 }),
    place: () => ({ x: 500, y: 500 }),
    gaze: () => 0,
    input: ({ moveX }: Controls) => {
      check("input");
      return { mx: 7 * moveX, aim: 0, buttons: 0 };
    },
    scene: ({ sounds }: Stage) => {
      check("scene");
      return {
        drawnPlayers: 1,
        rename: () => {},
        update: () => {
          check("update");
          count.update += 1;
          sounds.play("shot");
          count.afterSound += 1;
        },
      };
    },
    hud: () => {
      check("hud");
      return { seconds: 61, note: "Live", scores: [], gauges: [], banner: undefined };
    },
    lobby: () => {
      check("lobby");
      return { people: [], text: "Starts when all are ready" };
    },
    board: () => {
      check("board");
      return { columns: ["Goals"], rows: [], teams: [], verdict: undefined };
    },
  } as unknown as GameView;
  const lens = {
    setZoom: () => {},
    centerOn: () => {
      count.camera += 1;
    },
  };
  const camera = new Camera(lens, "follow");
  camera.fit({ width: 800, height: 600 }, 1);
  const eye = new Eye();
  const scenes = new SceneKeeper({
    ...{ scene: sceneOf(), camera, view, mishaps, seen: undefined, nameOf: () => "Ada" },
    sounds: { play: () => check("sound") },
    density: () => 1,
    calm: () => false,
    shakes: () => false,
    rumble: () => {},
  });
  const devices = {
    read: () => {
      check("devices");
      return MOVES;
    },
  };
  const stage = new StageFrame({
    ...{ session, view, eye, camera, scenes, mishaps },
    crosshair: () => undefined,
    steering: new Steering({ session, view, devices, mishaps }),
    covered: () => {
      check("camera");
      return [];
    },
    ghosts: () => false,
    resize: () => check("canvas"),
    drawn: () => {
      check("page");
      count.told += 1;
    },
  });
  const redraw = () => {};
  const overlay = new Overlay({
    ...{ session, view, eye, mishaps, redraw },
    nameOf: () => "Ada",
    feed: new EventFeed(),
    callouts: new Callouts(),
    extras: { code: { boardView, resultsView } as unknown as ExtraCode },
    lookbacks: () => undefined,
    hosting: new Hosting({ session, scope: new PageScope(), redraw }),
    share: new Share("4G7K2M9QXZ", () => 0, new PageScope(), redraw),
    net: undefined,
    spectating: undefined,
    roundEnd: { isOver: false },
    replay: () => undefined,
    click: () => {},
    hold: () => {},
    again: () => {},
    leave: () => {},
  });
  overlay.toggleScores();
  return {
    ...{ state, count, inputs, log, mishaps },
    /** What the player reads. */
    text: () => textOf(overlay.render(drawn)),
    run(frames: number) {
      for (let n = 0; n < frames; n++) {
        state.now += FRAME_MS;
        stage.run(state.now, FRAME_MS);
        overlay.render(drawn);
      }
    },
  };
}

// The page that the sharing of a link asks for its address.
vi.stubGlobal("location", { origin: "https://scrim.example" });
vi.stubGlobal("navigator", {});

describe("a part of a drawn frame that throws", () => {
  it.each(Object.keys(PARTS) as Part[])("once: %s works again in the next frame, and the player is told", (part) => {
    const { state, count, inputs, log, mishaps, run, text } = bench(part);
    state.breaks = part === "scene";
    run(1);
    state.breaks = true;
    run(part === "scene" ? 0 : 1);
    expect(state.thrown).toBeGreaterThan(0);
    expect(mishaps.trouble).toBe("some");
    expect(log.mock.calls.map(([name, error]) => [name, String(error)])).toContainEqual([
      PARTS[part],
      `TypeError: ${part} is broken`,
    ]);
    state.breaks = false;
    const before = { ...count };
    run(FRAMES);
    // A scene that could not be made is tried again after a second.
    const lost = part === "scene" ? Math.ceil(1000 / FRAME_MS) : 0;
    expect(count.update - before.update).toBeGreaterThanOrEqual(FRAMES - lost);
    expect(count.camera - before.camera).toBe(FRAMES);
    expect(count.told - before.told).toBe(FRAMES);
    expect(inputs.at(-1)).toEqual({ mx: 7, aim: 0, buttons: 0 });
    expect(text()).toMatch(/1:01 Live.*Fire.*Starts when all are ready.*Goals/);
    expect(mishaps.trouble).toBe("none");
  });

  it.each(Object.keys(PARTS) as Part[])("for ever: %s costs itself alone, and a reload is offered", (part) => {
    const { state, count, inputs, log, mishaps, run, text } = bench(part);
    state.breaks = part === "scene";
    run(1);
    state.breaks = true;
    const before = { ...count };
    const said = inputs.length;
    run(FRAMES);
    expect(mishaps.trouble).toBe("much");
    expect(textOf(troubleView(mishaps.trouble))).toMatch(/Load again$/);
    // Logged at once, and not at each frame.
    expect(log.mock.calls.length).toBeLessThanOrEqual(2);
    const drew = (name: keyof typeof count) => count[name] - before[name];
    const scene = part === "scene" || part === "update" || part === "session" ? 0 : FRAMES;
    expect(drew("update")).toBe(scene);
    expect(drew("afterSound")).toBe(scene);
    // Without a session there is no new picture; the one that is there stays.
    expect(drew("camera")).toBe(part === "session" ? 0 : FRAMES);
    expect(drew("told")).toBe(part === "session" || part === "page" ? 0 : FRAMES);
    // Input that can't be read is none: the seat must not run on by itself.
    expect(inputs.length - said).toBe(part === "setInput" ? 0 : FRAMES);
    if (part === "devices" || part === "input") expect(inputs.at(-1)).toEqual({ mx: 0, aim: 0, buttons: 0 });
    else if (part !== "setInput") expect(inputs.at(-1)).toEqual({ mx: 7, aim: 0, buttons: 0 });
    const words = text();
    expect(words).toMatch(/Fire/);
    expect(words.includes("1:01")).toBe(part !== "hud");
    expect(words.includes("Starts when all are ready")).toBe(part !== "lobby");
    expect(words.includes("Goals")).toBe(part !== "board");
  });
});
