/** Storage comes forward from any older version, whole or not at all; of a newer build's nothing is read or changed. */
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ObjectStorage } from "#test/support/object-storage.ts";
import { type StorageForm, StorageTooNew, StorageVersion, type Upgrade } from "#worker/storage/version.ts";

type Storage = ConstructorParameters<typeof StorageVersion>[0];
const open = (storage: ObjectStorage, form: StorageForm) => new StorageVersion(storage as unknown as Storage, form);

afterEach(() => vi.restoreAllMocks());
const logged = () => {
  const lines: unknown[] = [];
  for (const level of ["info", "error"] as const)
    vi.spyOn(console, level).mockImplementation((line) => lines.push(JSON.parse(String(line)).event));
  return lines;
};

/** Each upgrade adds its number to a list by key, and a row to a table. */
const upgrade =
  (number: number): Upgrade =>
  ({ kv, sql }) => {
    kv.put("done", [...((kv.get("done") as number[] | undefined) ?? []), number]);
    sql.exec("INSERT INTO rows VALUES (?)", number);
  };
const form = (version: number): StorageForm => ({
  of: "test",
  upgrades: Array.from({ length: version - 1 }, (_, i) => upgrade(i + 2)),
});

/** As a build of before the rule has left it. */
function unstamped(): ObjectStorage {
  const storage = new ObjectStorage();
  storage.sql.exec("CREATE TABLE rows (number INTEGER)");
  storage.kv.put("done", []);
  return storage;
}
const rows = (storage: ObjectStorage) =>
  storage.sql
    .exec("SELECT number FROM rows ORDER BY rowid")
    .toArray()
    .map(({ number }) => number);

describe("the version of a storage", () => {
  it("is written with the first write alone: an object with nothing to keep leaves nothing", () => {
    const storage = new ObjectStorage();
    const version = open(storage, form(3));
    expect([storage.contents, storage.kv.get("storage version")]).toEqual([{ tables: [], keys: [] }, undefined]);
    version.stamp();
    version.stamp();
    expect(storage.kv.get("storage version")).toBe(3);
    // What this build has stored needs no upgrade.
    open(storage, form(3));
    expect([storage.contents, storage.kv.get("storage version")]).toEqual([{ tables: [], keys: [] }, 3]);
  });

  it("is written anew once everything was deleted", () => {
    const storage = new ObjectStorage();
    const version = open(storage, form(2));
    version.stamp();
    storage.kv.delete("storage version");
    version.stamp();
    expect(storage.kv.get("storage version")).toBe(2);
  });

  it("is 1 where there is something without one; every path of updates runs each upgrade once, in order", () => {
    logged();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }), (builds) => {
        const storage = unstamped();
        const path = builds.toSorted((a, b) => a - b);
        for (const build of path) open(storage, form(build)).stamp();
        const last = path[path.length - 1];
        const all = Array.from({ length: last - 1 }, (_, i) => i + 2);
        expect(storage.kv.get("done")).toEqual(all);
        expect(rows(storage)).toEqual(all);
        expect(storage.kv.get("storage version")).toBe(last);
      }),
    );
  });

  it("stays as it was where an upgrade throws, with all that is stored; a build that can brings it forward", () => {
    const lines = logged();
    const storage = unstamped();
    const broken = () => {
      throw new Error("a row that it does not know");
    };
    const bad: StorageForm = { of: "test", upgrades: [upgrade(2), broken] };
    expect(() => open(storage, bad)).toThrow("a row that it does not know");
    expect([storage.kv.get("done"), rows(storage), storage.kv.get("storage version")]).toEqual([[], [], undefined]);
    expect(lines).toEqual(["storage_not_upgraded"]);
    open(storage, form(3));
    expect(storage.kv.get("done")).toEqual([2, 3]);
  });

  it.each([4, 1e9, "four", 0, 1.5, null])(
    "is too new where it is %j: nothing is written, and the log says so",
    (stamp) => {
      const lines = logged();
      const storage = unstamped();
      storage.kv.put("storage version", stamp);
      const before = storage.contents;
      const version = open(storage, form(3));
      expect(version.isTooNew).toBe(true);
      expect(() => version.check()).toThrow(StorageTooNew);
      expect(() => version.stamp()).toThrow(StorageTooNew);
      expect([storage.contents, storage.kv.get("done"), storage.kv.get("storage version")]).toEqual([
        before,
        [],
        stamp,
      ]);
      expect(lines).toEqual(["storage_too_new"]);
    },
  );
});
