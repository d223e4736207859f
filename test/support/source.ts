/** The sources of the build as one number, which differs between commits, and needs no git history. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = ["package-lock.json", "shared", "worker", "client"];

const filesOf = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/** 32 bits. */
export function sourceNumber(): number {
  const hash = createHash("sha256");
  for (const source of SOURCES.map((name) => join(ROOT, name))) {
    for (const file of source.endsWith(".json") ? [source] : filesOf(source)) hash.update(readFileSync(file));
  }
  return hash.digest().readUInt32BE();
}
