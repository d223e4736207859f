/** Views as authors write them: typed by the game, and whole by their defaults. */
import { html } from "lit-html";
import { describe, expect, it, vi } from "vitest";
import { columnsGaze, columnsHints, columnsInput, columnsTouch } from "#client/view/games/common/columns-input.ts";
import { defineView } from "#client/view/games/define-view.ts";
import { drawsOf } from "#client/view/games/draws.ts";
import type { CanvasPicture } from "#client/view/games/game-view.ts";
import { AT_REST } from "#client/view/input/controls.ts";
import { aim, axis, buttons, createWorld, SEAT } from "#shared/sim/index.ts";
import { ledger } from "#test/support/ledger.ts";
import { drawnOf } from "#test/support/scene.ts";
import { tagGame } from "#test/support/tag.ts";
import { toy } from "#test/support/toy.ts";

const nameOf = (seat: number): string => `Player ${seat}`;

describe("a view is typed by its game", () => {
  it("its world, its drawn tables, its commands and their arguments", () => {
    const seen = vi.fn();
    defineView(toy, {
      canvas({ world, tables, context, width }) {
        seen(world.players.hp[0], tables.players.x[0], tables.shots.owner[0], context, width);
        // @ts-expect-error there is no such column
        seen(world.players.health);
        // @ts-expect-error there is no such table
        seen(tables.player);
        // @ts-expect-error nothing of it is drawn between two ticks: it has no rows that come and go
        seen(tables.round);
      },
    });
    defineView(ledger, {
      html({ command, refusal, button }) {
        command("swap", { from: 1, to: 2 });
        seen(refusal("put", { place: 1, value: 5 }));
        // @ts-expect-error there is no such command
        command("swop", { from: 1, to: 2 });
        // @ts-expect-error it has another argument
        command("swap", { from: 1, two: 2 });
        return html`${button("put", { place: 0, value: 1 }, { label: "Put" })}`;
      },
      hud: ({ world }) => ({ note: String(world.tick) }),
    });
    // @ts-expect-error it draws in no way
    expect(() => defineView(toy, { background: "#000" })).toThrow("needs one of scene, canvas and html, and has none");
  });

  it("draws in one way", () => {
    expect(drawsOf(defineView(toy, { canvas() {} }))).toBe("canvas");
    expect(drawsOf(defineView(toy, { html: () => html`` }))).toBe("html");
    expect(() => drawsOf({ canvas() {}, html: () => html`` })).toThrow("has canvas and html");
  });
});

describe("what a view leaves out", () => {
  const view = defineView(tagGame, { canvas() {} });
  const world = createWorld(tagGame, {}, 1);
  world.players.spawnAt(1, { x: 40, y: 30 });
  world.seats.mx[1] = -7;
  world.seatTable.cells[0][1] = SEAT.person;

  it("bodies are the rows of players, by the world and as they are drawn", () => {
    const drawn = { ...drawnOf(world), tables: { players: { x: [0, 41.5], y: [0, 30] } } };
    expect(view.place(drawn, 1)).toEqual({ x: 41.5, y: 30 });
    expect(view.body?.(world, 1)).toEqual({ x: 40, y: 30 });
    expect(view.place(drawn, 0)).toBeUndefined();
    expect(view.place(drawn, -1)).toBeUndefined();
    expect(view.gaze(world, 1)).toBeCloseTo(Math.PI);
    const large = defineView(tagGame, { canvas() {}, unit: 10, bounds: { width: 80, height: 60 } });
    expect(large.body?.(world, 1)).toEqual({ x: 4, y: 3 });
    expect(large.bounds(world)).toEqual({ width: 80, height: 60 });
  });

  it("is the game's status and result, in a game without rounds", () => {
    expect(view.lobby(world)).toBeUndefined();
    expect(view.board(world, nameOf)).toEqual({
      columns: [],
      rows: [{ seat: 1, rank: 1, mark: expect.objectContaining({ sign: "2" }), cells: [], votes: false }],
      teams: [],
      verdict: undefined,
    });
    expect(view.hud(drawnOf(world), 1, nameOf)).toMatchObject({ seconds: undefined, note: "", scores: [], gauges: [] });
    expect(view.news([], world)).toEqual([]);
    expect(view.hints).toEqual([{ of: "move", words: "Move" }]);
    expect(view.touch).toEqual([]);
  });

  it("a picture has the rest of what a view draws by", () => {
    const pictures: unknown[] = [];
    const { canvas } = defineView(tagGame, { canvas: ({ mark, tables }) => void pictures.push(mark(1), tables) });
    const drawn = drawnOf(world);
    canvas?.({ drawn, world, sounds: { play() {} } } as unknown as CanvasPicture);
    expect(pictures).toEqual([expect.objectContaining({ sign: "2", shape: "round" }), drawn.tables]);
  });
});

describe("the input by the columns that a game declares", () => {
  const controls = { ...AT_REST, moveX: 0.6, moveY: -1 };

  it("the stick goes as far as its column, and READY has a column of its own", () => {
    const input = columnsInput({ mx: axis(-7, 7), my: axis(-100, 50), ready: buttons(1), other: axis(0, 9) });
    expect(input(controls)).toEqual({ mx: 4, my: -100, ready: 0 });
    expect(input({ ...AT_REST, actions: new Set(["ready"]) })).toEqual({ mx: 0, my: 0, ready: 1 });
  });

  it("an aim turns with what aims, and stays where nothing does", () => {
    const input = columnsInput({ aim: aim() });
    expect(input(AT_REST)).toEqual({});
    expect(input({ ...AT_REST, aim: -Math.PI / 2 })).toEqual({ aim: 768 });
    expect(input({ ...AT_REST, aim: 2 * Math.PI })).toEqual({ aim: 0 });
  });

  it("buttons are bits, and none of them is READY where that has a column", () => {
    const held = { ...AT_REST, actions: new Set(["secondary", "ready"] as const) };
    expect(columnsInput({ buttons: buttons(3) })(held)).toEqual({ buttons: 0b110 });
    expect(columnsInput({ buttons: buttons(2) })(held)).toEqual({ buttons: 0b010 });
    expect(columnsInput({ buttons: buttons(3), ready: buttons(1) })(held)).toEqual({ buttons: 0b010, ready: 1 });
  });

  it("touch and hints name the buttons that there are", () => {
    const columns = { mx: axis(-1, 1), buttons: buttons(2), ready: buttons(1) };
    expect(columnsTouch(columns, ["Dash"])).toEqual([
      { action: "primary", label: "Dash" },
      { action: "secondary", label: "Button 2" },
    ]);
    expect(columnsHints(columns, ["Dash"]).map(({ of }) => of)).toEqual(["move", "primary", "secondary"]);
    expect(columnsTouch({ ready: buttons(1) }, [])).toEqual([]);
  });

  it("a seat looks where it aims, or else goes", () => {
    const values: Record<string, number> = { aim: 256, mx: 0, my: -3 };
    const value = (column: string) => values[column] ?? 0;
    expect(columnsGaze({ mx: axis(-7, 7), my: axis(-7, 7), aim: aim() }, value)).toBeCloseTo(Math.PI / 2);
    expect(columnsGaze({ mx: axis(-7, 7), my: axis(-7, 7) }, value)).toBeCloseTo(-Math.PI / 2);
    expect(columnsGaze({}, value)).toBe(0);
  });
});
