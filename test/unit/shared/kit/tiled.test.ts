import { describe, expect, it } from "vitest";
import { readTiled, Solids, slideCircle } from "#shared/kit/index.ts";

const tileset = {
  firstgid: 1,
  name: "ground",
  tilecount: 4,
  tiles: [
    { id: 1, properties: [{ name: "solid", type: "bool", value: true }] },
    { id: 2, properties: [{ name: "solid", type: "bool", value: false }] },
  ],
};

/** A map of 4 × 3 tiles of 16 pixels. */
const map = (layers: readonly object[], more: object = {}): object => ({
  type: "map",
  orientation: "orthogonal",
  infinite: false,
  width: 4,
  height: 3,
  tilewidth: 16,
  tileheight: 16,
  tilesets: [tileset],
  layers,
  ...more,
});

const tiles = (data: unknown, more: object = {}): object => ({
  type: "tilelayer",
  name: "walls",
  width: 4,
  height: 3,
  data,
  ...more,
});

const objects = (list: readonly object[], more: object = {}): object => ({
  type: "objectgroup",
  name: "things",
  objects: list,
  ...more,
});

const solidProperty = (value: unknown) => ({ properties: [{ name: "solid", type: "bool", value }] });

const rows = [2, 2, 2, 2, 2, 0, 1, 2, 2, 0, 3, 2];

/** Four bytes a tile, as Tiled writes them. */
const base64 = (list: readonly number[]): string => Buffer.from(Uint32Array.from(list).buffer).toString("base64");

describe("a map of Tiled", () => {
  it("has its solid tiles as few rectangles, which cover them all and do not overlap", () => {
    const { boxes, area } = readTiled(map([tiles(rows)]));
    expect(area).toEqual({ x: 0, y: 0, width: 64, height: 48 });
    expect(boxes).toEqual([
      { x: 0, y: 0, width: 64, height: 16 },
      { x: 0, y: 16, width: 16, height: 32 },
      { x: 48, y: 16, width: 16, height: 32 },
    ]);
  });

  it("is the same as a list and as base64, whole and in chunks, and with turned tiles", () => {
    const plain = readTiled(map([tiles(rows)]));
    expect(readTiled(map([tiles(base64(rows), { encoding: "base64", compression: "" })]))).toEqual(plain);
    const turned = rows.map((tile) => (tile === 2 ? 2 + 0x80000000 + 0x20000000 : tile));
    expect(readTiled(map([tiles(turned)]))).toEqual(plain);
    expect(readTiled(map([tiles(base64(turned), { encoding: "base64" })]))).toEqual(plain);
    const chunks = [
      { x: 0, y: 0, width: 2, height: 3, data: [2, 2, 2, 0, 2, 0] },
      { x: 2, y: 0, width: 2, height: 3, data: [2, 2, 1, 2, 3, 2] },
    ];
    const chunked = { type: "tilelayer", name: "walls", chunks };
    expect(readTiled(map([chunked])).boxes).toEqual(plain.boxes);
  });

  it("may be infinite, and reach below 0: its area is that of its solid tiles", () => {
    const chunks = [{ x: -16, y: -2, width: 2, height: 1, data: base64([2, 2]) }];
    const level = readTiled(map([{ type: "tilelayer", name: "far", encoding: "base64", chunks }], { infinite: true }));
    expect(level.boxes).toEqual([{ x: -256, y: -32, width: 32, height: 16 }]);
    expect(level.area).toEqual({ x: -256, y: -32, width: 32, height: 16 });
    expect(readTiled(map([], { infinite: true })).area).toEqual({ x: 0, y: 0, width: 0, height: 0 });
  });

  it("is solid as tiles, tilesets and layers say: a layer before its tiles, a tile before its tileset", () => {
    const all = { ...tileset, properties: [{ name: "solid", type: "bool", value: true }] };
    const line = [1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0];
    const count = (level: { readonly boxes: readonly { readonly width: number }[] }) =>
      level.boxes.reduce((sum, { width }) => sum + width / 16, 0);
    expect(count(readTiled(map([tiles(line)])))).toBe(1);
    expect(count(readTiled(map([tiles(line)], { tilesets: [all] })))).toBe(3);
    expect(count(readTiled(map([tiles(line, solidProperty(true))])))).toBe(4);
    expect(count(readTiled(map([tiles(line, solidProperty(false))])))).toBe(0);
    const group = { type: "group", name: "all", layers: [tiles(line)], ...solidProperty(true) };
    expect(count(readTiled(map([group])))).toBe(4);
    expect(count(readTiled(map([tiles(line)]), { solid: "wall" }))).toBe(0);
  });

  it("is in the game's units, and layers may be moved by whole tiles", () => {
    const { boxes, area } = readTiled(map([tiles(rows, { offsetx: 16, offsety: -16 })]), { scale: 8 });
    expect(area).toEqual({ x: 0, y: 0, width: 512, height: 384 });
    expect(boxes[0]).toEqual({ x: 128, y: -128, width: 512, height: 128 });
  });

  it("has spawn points, places, zones with their properties, and solid shapes", () => {
    const team = [{ name: "team", type: "int", value: 1 }];
    const bent = {
      polyline: [
        { x: 0, y: 0 },
        { x: 10, y: 5 },
        { x: 20, y: 5 },
      ],
    };
    const roof = {
      polygon: [
        { x: 0, y: 0 },
        { x: 8, y: 0 },
        { x: 0, y: 8 },
      ],
    };
    const level = readTiled(
      map([
        objects([
          { id: 1, name: "a", type: "spawn", x: 8.4, y: 8.6, point: true, properties: team },
          { id: 2, name: "b", class: "spawn", x: 24, y: 8, width: 0, height: 0 },
          { id: 3, name: "hill", type: "zone", x: 16, y: 16, width: 32, height: 8 },
          { id: 4, name: "rock", x: 0, y: 0, width: 5, height: 5, ...solidProperty(true) },
          { id: 5, name: "slope", x: 10, y: 20, ...bent, ...solidProperty(true) },
          { id: 6, name: "path", x: 0, y: 0, ...bent },
          { id: 7, name: "lamp", type: "lamp", x: 30, y: 30, width: 4, height: 2, ellipse: true },
          { id: 8, name: "crate", type: "zone", gid: 1, x: 16, y: 32, width: 16, height: 16 },
        ]),
        objects([{ id: 9, name: "roof", x: 0, y: 0, ...roof }], solidProperty(true)),
      ]),
      { scale: 2 },
    );
    expect(level.spawns).toEqual([
      { name: "a", kind: "spawn", x: 17, y: 17, properties: { team: 1 } },
      { name: "b", kind: "spawn", x: 48, y: 16, properties: {} },
    ]);
    expect(level.zones.map(({ name, x, y, width, height }) => [name, x, y, width, height])).toEqual([
      ["hill", 32, 32, 64, 16],
      ["crate", 32, 32, 32, 32],
    ]);
    expect(level.boxes).toEqual([{ x: 0, y: 0, width: 10, height: 10 }]);
    expect(level.segments).toEqual([
      { x1: 20, y1: 40, x2: 40, y2: 50 },
      { x1: 40, y1: 50, x2: 60, y2: 50 },
      { x1: 0, y1: 0, x2: 16, y2: 0 },
      { x1: 16, y1: 0, x2: 0, y2: 16 },
      { x1: 0, y1: 16, x2: 0, y2: 0 },
    ]);
    expect(level.places).toEqual([{ name: "lamp", kind: "lamp", x: 64, y: 62, properties: {} }]);
  });

  it("is a level to move in", () => {
    const level = readTiled(map([tiles(rows)]), { scale: 10 });
    const solids = new Solids({ ...level, cell: 320 });
    const bodies = { x: [320], y: [320], vx: [0], vy: [-9000] };
    slideCircle(solids, bodies, 0, 50);
    expect([bodies.x[0], bodies.y[0], bodies.vy[0]]).toEqual([320, 210, 0]);
  });

  const lone = (object: object) => map([objects([{ id: 4, name: "r", x: 0, y: 0, ...object }])]);
  const badChunk = { type: "tilelayer", name: "w", chunks: [{ x: 0.5, y: 0, width: 1, height: 1, data: [1] }] };

  it.each<readonly [string, unknown, string]>([
    ["no object", 7, "the file: it is 7, not an object"],
    ["no layers", {}, "the file: field layers is missing: export the map as JSON"],
    ["isometric", map([], { orientation: "isometric" }), 'the file: field orientation is "isometric"'],
    ["no tile size", map([], { tilewidth: 0 }), "the file: field tilewidth is 0, not a whole number from 1"],
    [
      "compressed",
      map([tiles("eJw=", { encoding: "base64", compression: "zlib" })]),
      'layer "walls": field compression is "zlib": set',
    ],
    ["another encoding", map([tiles("", { encoding: "xml" })]), 'layer "walls": field encoding is "xml": use csv'],
    ["bad base64", map([tiles("AA!A", { encoding: "base64" })]), 'layer "walls": field data is no base64: "!" at 2'],
    ["too few", map([tiles([1, 2])]), 'layer "walls": field data has 2 tiles, not 4 × 3 = 12'],
    ["no data", map([tiles(undefined)]), 'layer "walls": field data is missing'],
    ["no number", map([tiles(["a", ...rows.slice(1)])]), 'layer "walls": field data holds "a" at 0'],
    ["an unknown tile", map([tiles([9, ...rows.slice(1)])]), 'tile 9, and tileset "ground" ends at 4'],
    ["no tileset", map([tiles(rows)], { tilesets: [] }), 'layer "walls": field data holds tile 2, and no tileset'],
    ["tiles elsewhere", map([], { tilesets: [{ firstgid: 1, source: "a.tsx" }] }), 'are in the file "a.tsx": export'],
    ["a wrong property", map([tiles(rows, solidProperty("yes"))]), 'layer "walls": property solid is "yes", not true'],
    ["another layer", map([{ type: "sound", name: "s" }]), 'layer "s": field type is "sound"'],
    ["half a tile", map([tiles(rows, { offsetx: 5 })]), 'layer "walls": fields offsetx and offsety are 5 and 0'],
    ["a chunk", map([badChunk]), 'layer "w", chunk 0: field x is 0.5'],
    [
      "a turned box",
      lone({ width: 2, height: 2, rotation: 45 }),
      'layer "things", object 4 "r": field rotation is not 0',
    ],
    ["a solid ellipse", lone({ width: 2, height: 2, ellipse: true, ...solidProperty(true) }), "an ellipse is solid"],
    ["a solid point", lone({ point: true, ...solidProperty(true) }), 'object 4 "r": a point is solid'],
    ["no place", lone({ x: undefined }), 'object 4 "r": field x is missing, not a number'],
  ])("that is wrong says where: %s", (_, file, words) => {
    expect(() => readTiled(file)).toThrow(words);
  });
});
