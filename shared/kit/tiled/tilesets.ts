/** Which tiles are solid: the property of a tile, or else of its whole tileset. */
import { fail, list, type Part, partOf, properties, says, text, whole } from "./field.ts";

interface Tileset {
  readonly name: string;
  readonly first: number;
  /** Undefined where the file does not say. */
  readonly count: number | undefined;
  readonly solid: boolean;
  readonly tiles: ReadonlyMap<number, boolean>;
}

export class Tilesets {
  readonly #sets: readonly Tileset[];

  /** @param property the name of the property that makes a tile solid */
  constructor(map: Part, property: string) {
    this.#sets = list(map, "tilesets")
      .map((one, n) => read(partOf(`tileset ${n}`, one), property))
      .sort((a, b) => b.first - a.first);
  }

  /** @throws {TiledError} there is no such tile */
  isSolid(layer: Part, tile: number): boolean {
    const set = this.#sets.find(({ first }) => first <= tile);
    if (!set) return fail(layer.where, `field data holds tile ${tile}, and no tileset has it`);
    const id = tile - set.first;
    if (set.count !== undefined && id >= set.count) {
      return fail(
        layer.where,
        `field data holds tile ${tile}, and tileset "${set.name}" ends at ${set.first + set.count - 1}`,
      );
    }
    return set.tiles.get(id) ?? set.solid;
  }
}

function read(part: Part, property: string): Tileset {
  const first = whole(part, "firstgid", 1);
  if (part.fields.source !== undefined) {
    return fail(
      part.where,
      `its tiles are in the file ${JSON.stringify(part.fields.source)}: export the map with "Embed tilesets"`,
    );
  }
  const name = text(part, "name", "");
  const named = { ...part, where: `tileset "${name}"` };
  const tiles = list(named, "tiles").flatMap((one) => {
    const tile = partOf(`${named.where}, a tile`, one);
    const id = whole(tile, "id", 0);
    const at = { ...tile, where: `${named.where}, tile ${id}` };
    const solid = says(at, properties(at), property);
    return solid === undefined ? [] : [[id, solid] as const];
  });
  const count = named.fields.tilecount === undefined ? undefined : whole(named, "tilecount", 0);
  return { name, first, count, solid: says(named, properties(named), property) ?? false, tiles: new Map(tiles) };
}
