/** The tiles of a layer: from a list or base64, whole or in chunks. */
import { fail, list, type Part, partOf, text, whole } from "./field.ts";

/** A number of a tile without the four bits that say how it is turned. */
const TILE = 0x0fff_ffff;

/** Called with each tile that is there, by its column and row on the map, which may lie below 0 on an infinite one. */
type Each = (column: number, row: number, tile: number) => void;

export function eachTile(layer: Part, each: Each): void {
  const encoding = text(layer, "encoding", "csv");
  if (encoding !== "csv" && encoding !== "base64")
    fail(layer.where, `field encoding is "${encoding}": use csv or base64`);
  const compression = text(layer, "compression", "");
  if (compression !== "") {
    fail(
      layer.where,
      `field compression is "${compression}": set the map's Tile Layer Format to CSV, or to Base64 (uncompressed)`,
    );
  }
  if (layer.fields.chunks === undefined) eachOf(layer, encoding, 0, 0, each);
  for (const [n, one] of list(layer, "chunks").entries()) {
    const chunk = partOf(`${layer.where}, chunk ${n}`, one);
    eachOf(
      chunk,
      encoding,
      whole(chunk, "x", Number.NEGATIVE_INFINITY),
      whole(chunk, "y", Number.NEGATIVE_INFINITY),
      each,
    );
  }
}

function eachOf(part: Part, encoding: "csv" | "base64", x: number, y: number, each: Each): void {
  const [width, height] = [whole(part, "width", 0), whole(part, "height", 0)];
  const tiles = encoding === "csv" ? listed(part) : decoded(part);
  if (tiles.length !== width * height) {
    fail(part.where, `field data has ${tiles.length} tiles, not ${width} × ${height} = ${width * height}`);
  }
  for (const [n, number] of tiles.entries()) {
    const tile = (number & TILE) >>> 0;
    if (tile !== 0) each(x + (n % width), y + Math.floor(n / width), tile);
  }
}

function listed(part: Part): readonly number[] {
  if (part.fields.data === undefined) return fail(part.where, "field data is missing");
  return list(part, "data").map((tile, n) => {
    const isTile = typeof tile === "number" && Number.isInteger(tile) && tile >= 0 && tile <= 0xffff_ffff;
    return isTile ? tile : fail(part.where, `field data holds ${JSON.stringify(tile)} at ${n}, no number of a tile`);
  });
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Four bytes a tile, the lowest first. */
function decoded(part: Part): readonly number[] {
  const data = text(part, "data").replace(/\s/g, "").replace(/=+$/, "");
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const [n, digit] of [...data].entries()) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return fail(part.where, `field data is no base64: ${JSON.stringify(digit)} at ${n}`);
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  if (bytes.length % 4 !== 0) return fail(part.where, `field data has ${bytes.length} bytes, not four a tile`);
  return Array.from({ length: bytes.length / 4 }, (_, n) => {
    const at = 4 * n;
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  });
}
