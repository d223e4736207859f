/** Reads the fields of a parsed JSON file; an error names the place and the field. */

/** A file is not what it must be. */
export class TiledError extends Error {
  override readonly name = "TiledError";
}

export type Fields = Readonly<Record<string, unknown>>;

/** A part of the file, and where it is, in words: `layer "walls"`. */
export interface Part {
  readonly where: string;
  readonly fields: Fields;
}

export function fail(where: string, what: string): never {
  throw new TiledError(`Tiled map, ${where}: ${what}`);
}

const shown = (value: unknown): string => (value === undefined ? "missing" : (JSON.stringify(value) ?? typeof value));

export function partOf(where: string, value: unknown): Part {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fail(where, `it is ${shown(value)?.slice(0, 60)}, not an object`);
  }
  return { where, fields: value as Fields };
}

/** @param otherwise for a field that may be left out */
export function text({ where, fields }: Part, name: string, otherwise?: string): string {
  const value = fields[name] ?? otherwise;
  return typeof value === "string" ? value : fail(where, `field ${name} is ${shown(value)}, not a text`);
}

export function number({ where, fields }: Part, name: string, otherwise?: number): number {
  const value = fields[name] ?? otherwise;
  return typeof value === "number" && Number.isFinite(value)
    ? value
    : fail(where, `field ${name} is ${shown(value)}, not a number`);
}

export function whole(part: Part, name: string, least: number, otherwise?: number): number {
  const value = number(part, name, otherwise);
  return Number.isInteger(value) && value >= least
    ? value
    : fail(part.where, `field ${name} is ${value}, not a whole number from ${least}`);
}

export function flag({ where, fields }: Part, name: string): boolean {
  const value = fields[name] ?? false;
  return typeof value === "boolean" ? value : fail(where, `field ${name} is ${shown(value)}, not true or false`);
}

/** An array; none where the field is left out. */
export function list({ where, fields }: Part, name: string): readonly unknown[] {
  const value = fields[name] ?? [];
  return Array.isArray(value) ? value : fail(where, `field ${name} is ${shown(value).slice(0, 60)}, not a list`);
}

/** Custom properties by name. */
export type Properties = Readonly<Record<string, string | number | boolean>>;

export function properties(part: Part): Properties {
  const entries = list(part, "properties").map((one) => {
    const property = partOf(`${part.where}, a property`, one);
    const name = text(property, "name");
    const { value } = property.fields;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      return fail(part.where, `property ${name} is ${shown(value)}: use a text, a number or true and false`);
    }
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}

/** Whether the property says so; undefined where it is left out. */
export function says(part: Part, of: Properties, name: string): boolean | undefined {
  const value = Object.hasOwn(of, name) ? of[name] : undefined;
  if (value === undefined || typeof value === "boolean") return value;
  return fail(part.where, `property ${name} is ${shown(value)}, not true or false`);
}
