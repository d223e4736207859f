import { describe, expect, it } from "vitest";
import { PART, StoredValues } from "#worker/match/log/values.ts";

/** The keys and values of an object's storage, which takes 2 MB a value at most. */
class Kv {
  readonly rows = new Map<string, unknown>();

  get = (key: string): unknown => structuredClone(this.rows.get(key));

  put = (key: string, value: unknown): void => {
    if (value instanceof Uint8Array && value.buffer.byteLength > 2_000_000) throw new RangeError("it is too big");
    this.rows.set(key, structuredClone(value));
  };

  delete = (key: string): boolean => this.rows.delete(key);

  *list({ prefix }: { prefix: string }): Generator<[string, unknown]> {
    for (const row of [...this.rows].sort()) if (row[0].startsWith(prefix)) yield row;
  }
}

function stored() {
  const kv = new Kv();
  return { kv, values: new StoredValues(kv as unknown as ConstructorParameters<typeof StoredValues>[0]) };
}

function bytes(length: number, first = 0): Uint8Array {
  const made = new Uint8Array(length);
  // Every place of some stretch of megabytes has another neighbourhood.
  for (let n = 0; n < length; n++) made[n] = (n * 7 + (n >> 16) + first) & 255;
  return made;
}

describe("bytes under a key", () => {
  it.each([0, 1, 1000, PART - 1, PART, PART + 1, 2 * PART, 2 * PART + 5, 3 * PART])("of %i come back", (length) => {
    const { values } = stored();
    values.put("it", bytes(length));
    // As strings of bytes: matchers take seconds for megabytes.
    expect(Buffer.compare(Buffer.from(values.get("it") as Uint8Array), bytes(length))).toBe(0);
  });

  it("are undefined where there are none, and other values stay as they are", () => {
    const { kv, values } = stored();
    expect(values.get("it")).toBeUndefined();
    for (const other of [{ parts: "two" }, { parts: 2, more: 1 }, "text", 5]) {
      kv.put("it", other);
      expect(values.get("it")).toEqual(other);
    }
  });

  it("take one row as long as they fit, under the key itself", () => {
    const { kv, values } = stored();
    values.put("it", bytes(PART));
    expect([...kv.rows.keys()]).toEqual(["it"]);
    values.put("it", bytes(PART + 1));
    expect(kv.rows.size).toBe(3);
  });

  it("are stored without the buffer that they are a part of", () => {
    const { kv, values } = stored();
    values.put("it", bytes(5_000_000).subarray(10, 20));
    values.put("more", bytes(5_000_000).subarray(0, PART + 1));
    expect(kv.rows.size).toBe(4);
    expect(values.get("it")).toEqual(bytes(20).slice(10));
  });

  it("leave nothing behind when others take their place, or none", () => {
    const { kv, values } = stored();
    values.put("it", bytes(3 * PART, 1));
    values.put("it", bytes(PART + 1, 2));
    expect(kv.rows.size).toBe(3);
    values.put("it", bytes(10, 3));
    expect([...kv.rows.keys()]).toEqual(["it"]);
    values.put("it", bytes(2 * PART));
    values.delete("it");
    expect(kv.rows.size).toBe(0);
  });

  it("are refused where a part of them is missing", () => {
    const { kv, values } = stored();
    values.put("it", bytes(2 * PART));
    const parts = [...kv.rows.keys()].filter((key) => key !== "it");
    expect(parts).toHaveLength(2);
    kv.delete(parts[1]);
    expect(() => values.get("it")).toThrow("missing");
  });

  it("are all deleted whose keys begin alike, and no others", () => {
    const { kv, values } = stored();
    values.put("page 1", bytes(2 * PART));
    values.put("page 20", bytes(3));
    values.put("replay 1", bytes(3));
    values.deleteAll("page ");
    expect([...kv.rows.keys()]).toEqual(["replay 1"]);
  });
});
