/** Reads a replay of untrusted origin. */
import * as v from "valibot";
import { layoutFromSchema } from "#shared/sim/index.ts";
import { BadReplay, trusting } from "./bad.ts";
import { ByteReader } from "./byte-reader.ts";
import { FORMAT, FORMATS, MOST, ReplayHead, SEEN_FORMAT } from "./format.ts";
import { gunzip } from "./gzip.ts";
import { checkSegment, type Segment } from "./segment.ts";

/** A replay whose parts have been checked: they can be decoded safely. `verify` checks that its worlds are true. */
export interface Replay {
  readonly head: ReplayHead;
  /** It holds all of the match. Otherwise it holds what a spectator may know, as the changes of that. */
  readonly isWhole: boolean;
  /** One or more, each of which begins where the one before ends. */
  readonly segments: readonly Segment[];
}

/** The first bytes of a gzip file. */
const GZIP = [0x1f, 0x8b];

/** Whether a file may be a replay, by its first bytes. */
export const isReplay = (bytes: Uint8Array): boolean => GZIP.every((byte, at) => bytes[at] === byte);

const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  let whole: Uint8Array | undefined;
  try {
    whole = await gunzip(bytes, MOST.bytes);
  } catch (error) {
    throw new BadReplay("this replay is cut off or damaged", { cause: error });
  }
  if (!whole) throw new BadReplay(`this is no replay: unpacked it is more than ${MOST.bytes >> 20} MiB`);
  return whole;
}

/** @returns whether it holds all of the match */
function readFormat(cursor: ByteReader): boolean {
  let format: string;
  try {
    if (cursor.array() !== 2) throw new BadReplay("the head has two elements");
    format = text(cursor.text());
  } catch (error) {
    throw new BadReplay("this is no replay", { cause: error });
  }
  if (format === FORMAT || format === SEEN_FORMAT) return format === FORMAT;
  if (!format.startsWith(FORMATS)) throw new BadReplay("this is no replay");
  throw new BadReplay(
    `this replay's format is ${JSON.stringify(format.slice(0, 32))}; this build reads ${FORMAT} and ${SEEN_FORMAT}`,
  );
}

function readHead(cursor: ByteReader): ReplayHead {
  const bytes = cursor.text();
  if (bytes.length > MOST.part) throw new BadReplay("this replay is damaged: its head is too large");
  const json: unknown = trusting("this replay is damaged", () => JSON.parse(text(bytes)));
  const head = v.safeParse(ReplayHead, json);
  if (!head.success) {
    const [issue] = head.issues;
    throw new BadReplay(`this replay is damaged: ${v.getDotPath(issue) ?? "its head"} is invalid`);
  }
  const { first, last } = head.output;
  if (!(last >= first)) throw new BadReplay(`this replay is damaged: it goes from tick ${first} to ${last}`);
  trusting("this replay is damaged", () => layoutFromSchema(head.output));
  return head.output;
}

type Parts = Pick<Segment, "tick" | "opening" | "log" | "states">;

function readChapter(cursor: ByteReader): Parts {
  if (cursor.array() !== 4) throw new BadReplay("this replay is damaged: a segment is not whole");
  return { tick: cursor.integer(), opening: cursor.binary(), log: cursor.binary(), states: cursor.binary() };
}

function* readChapters(cursor: ByteReader): Generator<Parts, void> {
  while (!cursor.done) yield readChapter(cursor);
}

/**
 * Reads a replay's file.
 * @throws {BadReplay} the file is no replay, cut off, damaged, too large, or of another edition; it throws nothing else
 */
export async function readReplay(bytes: Uint8Array): Promise<Replay> {
  if (!isReplay(bytes)) throw new BadReplay("this is no replay");
  const cursor = new ByteReader(await unpack(bytes));
  const isWhole = readFormat(cursor);
  const head = readHead(cursor);
  const parts = [...readChapters(cursor)];
  if (parts[0]?.tick !== head.first)
    throw new BadReplay("this replay is damaged: it does not begin with its first segment");
  const segments: Segment[] = [];
  let roster: Uint8Array | undefined;
  for (const [number, part] of parts.entries()) {
    const segment = { ...part, end: parts[number + 1]?.tick ?? head.last, roster };
    roster = checkSegment(segment, isWhole);
    segments.push(segment);
  }
  return { head, isWhole, segments };
}
