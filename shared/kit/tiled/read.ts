/** A map of Tiled (mapeditor.org), exported as JSON, as a game's level: orthogonal, finite or infinite. */
import type { Box, Segment } from "../solids.ts";
import { fail, list, number, type Part, type Properties, partOf, properties, says, text, whole } from "./field.ts";
import { TileSet } from "./merge.ts";
import { type Found, type Place, readObjects, type Zone } from "./objects.ts";
import { eachTile } from "./tiles.ts";
import { Tilesets } from "./tilesets.ts";

export interface TiledOptions {
  /** The game's units a pixel of the map; 1 if left out. Places are rounded to whole units. */
  readonly scale?: number;
  /** The property of tiles, tilesets, layers and objects that makes them solid; "solid" if left out. */
  readonly solid?: string;
}

/** Everything in the game's units; whole numbers. */
export interface TiledLevel {
  /** The area of a finite map: from 0 on. Of an infinite one the area of its solid tiles. */
  readonly area: Box;
  /** Solid tiles, as few rectangles, then solid rectangles. For `new Solids`. */
  readonly boxes: readonly Box[];
  /** Solid polygons and polylines, an edge each. */
  readonly segments: readonly Segment[];
  /** Objects of the class "spawn". */
  readonly spawns: readonly Place[];
  /** Points and ellipses of any other class. */
  readonly places: readonly Place[];
  /** Rectangles that are not solid. */
  readonly zones: readonly Zone[];
  readonly properties: Properties;
}

/** What the layers of a map share. */
interface Reading {
  readonly scale: number;
  readonly solid: string;
  readonly tilesets: Tilesets;
  readonly solidTiles: TileSet;
  readonly tile: { readonly width: number; readonly height: number };
  readonly found: Found;
}

/**
 * Reads a map. Hidden layers count too; image layers do not.
 * @param map the parsed file: `import map from "./field.json" with { type: "json" }`
 * @throws {TiledError} it is no such map; the message names the layer and the field
 */
export function readTiled(map: unknown, { scale = 1, solid = "solid" }: TiledOptions = {}): TiledLevel {
  const part = partOf("the file", map);
  if (part.fields.layers === undefined) fail(part.where, "field layers is missing: export the map as JSON");
  const orientation = text(part, "orientation", "orthogonal");
  if (orientation !== "orthogonal") fail(part.where, `field orientation is "${orientation}": use an orthogonal map`);
  const tile = { width: whole(part, "tilewidth", 1), height: whole(part, "tileheight", 1) };
  const found: Found = { boxes: [], segments: [], places: [], zones: [] };
  const tilesets = new Tilesets(part, solid);
  const reading = { scale, solid, tilesets, solidTiles: new TileSet(), tile, found };
  readLayers(part, reading, { x: 0, y: 0 }, undefined);
  const boxes = reading.solidTiles.boxes().map(({ column, row, width, height }) => {
    const [x, y] = [Math.round(column * tile.width * scale), Math.round(row * tile.height * scale)];
    const [right, bottom] = [(column + width) * tile.width * scale, (row + height) * tile.height * scale];
    return { x, y, width: Math.round(right) - x, height: Math.round(bottom) - y };
  });
  const isInfinite = part.fields.infinite === true;
  const size = (name: string, of: number): number => Math.round(whole(part, name, 0) * of * scale);
  return {
    area: isInfinite
      ? around(boxes)
      : { x: 0, y: 0, width: size("width", tile.width), height: size("height", tile.height) },
    boxes: [...boxes, ...found.boxes],
    segments: found.segments,
    spawns: found.places.filter(({ kind }) => kind === "spawn"),
    places: found.places.filter(({ kind }) => kind !== "spawn"),
    zones: found.zones,
    properties: properties(part),
  };
}

function readLayers(
  parent: Part,
  reading: Reading,
  offset: { readonly x: number; readonly y: number },
  solidAbove: boolean | undefined,
): void {
  for (const [n, one] of list(parent, "layers").entries()) {
    const unnamed = partOf(`layer ${n}`, one);
    const layer = { ...unnamed, where: `layer "${text(unnamed, "name", String(n))}"` };
    const at = { x: offset.x + number(layer, "offsetx", 0), y: offset.y + number(layer, "offsety", 0) };
    const isSolid = says(layer, properties(layer), reading.solid) ?? solidAbove;
    readLayer(layer, reading, at, isSolid);
  }
}

function readLayer(
  layer: Part,
  reading: Reading,
  at: { readonly x: number; readonly y: number },
  isSolid: boolean | undefined,
): void {
  const type = text(layer, "type");
  switch (type) {
    case "tilelayer":
      readTiles(layer, reading, at, isSolid);
      break;
    case "objectgroup":
      readObjects(layer, isSolid, { ...at, scale: reading.scale, solid: reading.solid }, reading.found);
      break;
    case "group":
      readLayers(layer, reading, at, isSolid);
      break;
    case "imagelayer":
      break;
    default:
      fail(layer.where, `field type is "${type}": use tilelayer, objectgroup, group or imagelayer`);
  }
}

function readTiles(
  layer: Part,
  { tilesets, solidTiles, tile: { width, height } }: Reading,
  { x, y }: { readonly x: number; readonly y: number },
  isSolid: boolean | undefined,
): void {
  const [columns, rows] = [x / width, y / height];
  eachTile(layer, (column, row, tile) => {
    const bySet = tilesets.isSolid(layer, tile);
    if (!(isSolid ?? bySet)) return;
    if (!(Number.isInteger(columns) && Number.isInteger(rows))) {
      fail(
        layer.where,
        `fields offsetx and offsety are ${x} and ${y}: solid tiles need whole tiles of ${width} × ${height}`,
      );
    }
    solidTiles.add(column + columns, row + rows);
  });
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
