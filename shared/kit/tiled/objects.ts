/** The objects of a map: solid shapes, spawn points, zones, and points and rectangles for the game itself. */
import type { Box, Segment } from "../solids.ts";
import {
  fail,
  flag,
  list,
  number,
  type Part,
  type Properties,
  partOf,
  properties,
  says,
  text,
  whole,
} from "./field.ts";

export type { Properties } from "./field.ts";

/** A point of the map, in the game's units. */
export interface Place {
  readonly name: string;
  /** The object's class in Tiled; the layer's where it has none. */
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly properties: Properties;
}

/** A rectangle of the map. */
export interface Zone extends Place, Box {}

/** What objects become. */
export interface Found {
  readonly boxes: Box[];
  readonly segments: Segment[];
  readonly places: Place[];
  readonly zones: Zone[];
}

/** How the file's pixels become the game's units. */
export interface Frame {
  /** The layer's own offset, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** The property's name that makes things solid. */
  readonly solid: string;
}

export function readObjects(layer: Part, isSolid: boolean | undefined, frame: Frame, found: Found): void {
  for (const [n, one] of list(layer, "objects").entries()) {
    const object = partOf(`${layer.where}, object ${n}`, one);
    const name = text(object, "name", "");
    const id = whole(object, "id", 0, n);
    readObject(layer, { ...object, where: `${layer.where}, object ${id} "${name}"` }, name, isSolid, frame, found);
  }
}

function readObject(
  layer: Part,
  object: Part,
  name: string,
  isSolid: boolean | undefined,
  frame: Frame,
  found: Found,
): void {
  const unit = (pixels: number): number => Math.round(pixels * frame.scale);
  const own = properties(object);
  const solid = says(object, own, frame.solid) ?? isSolid ?? false;
  const kind = text(object, "type", text(object, "class", "")) || text(layer, "class", "");
  const [left, width, height] = [
    frame.x + number(object, "x"),
    number(object, "width", 0),
    number(object, "height", 0),
  ];
  // What shows a tile hangs by its lower left corner.
  const top = frame.y + number(object, "y") - (object.fields.gid === undefined ? 0 : height);
  const line = lineOf(object);
  if (number(object, "rotation", 0) !== 0 && (width !== 0 || height !== 0 || line)) {
    fail(object.where, "field rotation is not 0: draw it without turning it");
  }
  const at = { name, kind, x: unit(left), y: unit(top), properties: own };
  if (line) {
    if (!solid) return;
    const points = line.map(({ x, y }) => ({ x: unit(left + x), y: unit(top + y) }));
    for (const [n, { x, y }] of points.slice(1).entries()) {
      found.segments.push({ x1: points[n].x, y1: points[n].y, x2: x, y2: y });
    }
  } else if (flag(object, "point") || (width === 0 && height === 0)) {
    if (solid) fail(object.where, `a point is solid by the property ${frame.solid}: draw a rectangle`);
    found.places.push(at);
  } else if (flag(object, "ellipse")) {
    if (solid) fail(object.where, "an ellipse is solid: draw a rectangle or a polygon");
    found.places.push({ ...at, x: unit(left + width / 2), y: unit(top + height / 2) });
  } else {
    const box = { x: at.x, y: at.y, width: unit(left + width) - at.x, height: unit(top + height) - at.y };
    if (solid) found.boxes.push(box);
    else found.zones.push({ ...at, ...box });
  }
}

/** The points of a polygon, which ends where it begins, or of a polyline, beside the object's own. */
function lineOf(object: Part): readonly { readonly x: number; readonly y: number }[] | undefined {
  const name = object.fields.polygon === undefined ? "polyline" : "polygon";
  if (object.fields[name] === undefined) return undefined;
  const points = list(object, name).map((one) => {
    const point = partOf(`${object.where}, a point of its ${name}`, one);
    return { x: number(point, "x"), y: number(point, "y") };
  });
  return name === "polygon" ? [...points, ...points.slice(0, 1)] : points;
}
