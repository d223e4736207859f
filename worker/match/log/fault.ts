/**
 * The report of a match that an exception in its game has ended: plain JSON that reproduces the fault. It holds no player's
 * name. docs/HTTP.md, "A match that has failed".
 */
import * as v from "valibot";
import { LogReader } from "#shared/log/index.ts";
import {
  advance,
  type Games,
  type Layout,
  type NatureOfTick,
  plan,
  ReplayedNature,
  TableView,
  type WorldBase,
} from "#shared/sim/index.ts";
import { brief, messageOf, stackOf } from "#worker/log.ts";
import { FaultReport, FORMAT } from "./fault-report.ts";
import { current, type Entry, entriesOf, messagesOf, type Stretch } from "./journal.ts";
import { roundStateOf } from "./rounds.ts";
import type { CrashContext } from "./saved.ts";

/** How many bytes become letters at once: fewer than a call can have arguments. */
const SLICE = 1 << 13;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += SLICE) text += String.fromCharCode(...bytes.subarray(at, at + SLICE));
  return btoa(text);
}
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));

/** FNV-1a, 32 bits, over the text's UTF-16 units. Source: http://www.isthe.com/chongo/tech/comp/fnv/ (public domain). */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** The order of the fields does not count: tools that reformat JSON may change it. */
function checksum({ checksum: _, ...fields }: FaultReport): string {
  const { settings, ...others } = fields;
  return fnv1a(JSON.stringify([Object.entries(settings).sort(), Object.entries(others).sort()]));
}

/**
 * @param stored the pages that are on disk
 * @param now milliseconds since 1970
 */
export function writeFault(
  context: CrashContext,
  stored: readonly Stretch[],
  error: unknown,
  now: number,
): FaultReport {
  const { header, pages, tick, inputs, nature } = context;
  const { code, game, settings } = header.spec;
  const report: FaultReport = {
    format: FORMAT,
    code: brief(code),
    game,
    version: header.gameVersion,
    settings,
    at: new Date(now).toISOString(),
    tick,
    error: messageOf(error),
    stack: stackOf(error),
    log: toBase64(messagesOf(current([...stored, ...pages]))),
    inputs: toBase64(inputs),
    ...(isNews(nature) && { nature: { ...(nature.seed !== undefined && { seed: nature.seed }), draws: nature.draws } }),
    checksum: "",
  };
  return { ...report, checksum: checksum(report) };
}

const isNews = ({ seed, draws }: NatureOfTick): boolean => seed !== undefined || draws.length > 0;

/** The file is no report, or none that these rules can replay. The message is one line, for people. */
export class BadReport extends Error {
  override readonly name = "BadReport";
}

/**
 * Reads a report.
 * @throws {BadReport} it is cut off, damaged or something else
 */
export function readFault(text: string): FaultReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // Broken JSON: it can only be told whether it began as a report.
    const ours = text.includes(`"${FORMAT}"`);
    throw new BadReport(ours ? "this report is cut off or damaged: it is no whole JSON" : "this is no fault's report");
  }
  const format = v.safeParse(v.object({ format: v.string() }), json);
  if (!format.success) throw new BadReport("this is JSON, but no fault's report");
  const known = format.output.format === FORMAT;
  if (!known) throw new BadReport(`this report's format is ${JSON.stringify(format.output.format)}, not ${FORMAT}`);
  const report = v.safeParse(FaultReport, json);
  if (!report.success) throw new BadReport(`this report is damaged: ${report.issues[0].message}`);
  if (report.output.checksum !== checksum(report.output))
    throw new BadReport("this report is damaged: its checksum is not that of what it holds");
  return report.output;
}

export interface Outcome {
  /** Ticks that were stepped, the failing one included. */
  readonly ticks: number;
  /** Worlds that were found to be those of the match. */
  readonly hashes: number;
  /** The tick that was stepped, or tried, last. */
  readonly tick: number;
  /** What was thrown; undefined where nothing was. */
  readonly thrown: { readonly error: unknown } | undefined;
  /** Whether the same was thrown at the same tick. */
  readonly reproduced: boolean;
}

function layoutOf({ game, version, settings }: FaultReport, games: Games): Layout {
  const rules = games.get(game);
  if (!rules) throw new BadReport(`this report is of ${game}, which this build does not know`);
  if (rules.version !== version)
    throw new BadReport(`this report is of ${game} ${version}; this build has other rules, ${game} ${rules.version}`);
  return faithful(() => plan(rules, settings));
}

/** Reads a part of the report. If that fails, no rule has run yet: the report is of other rules, or was made by hand. */
function faithful<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BadReport(`this report does not fit this build's rules: ${String(error)}`);
  }
}

/** Calls the parts of a game that run in a tick after its step. */
function finish(world: WorldBase): void {
  const { game, config } = world.layout;
  roundStateOf(world);
  if (!game.view) return;
  const views = Array.from({ length: config.seats + 1 }, (_, n) => game.view?.of(config, n - 1));
  for (const view of new Set(views)) if (view !== undefined) game.view.hide(world.clone(), view);
}

/**
 * Plays a report's match up to its end.
 * @param games the rules of this build
 * @throws {BadReport} it is not of these rules
 */
export function reproduce(report: FaultReport, games: Games): Outcome {
  const layout = layoutOf(report, games);
  const reader = new LogReader(layout);
  const { world } = reader;
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
  const given = fromBase64(report.inputs);
  const entries = faithful(() => entriesOf(fromBase64(report.log)));
  if (given.length !== inputs.bytes.length || entries[0]?.type !== "keyframe")
    throw new BadReport("this report does not fit this build's rules");
  inputs.bytes.set(given);
  // The keyframe and the states after it are read; from there on the rules run.
  const first = entries.findIndex((entry) => entry.type === "frame" && entry.stream === "rules");
  const opening = first < 0 ? entries : entries.slice(0, first);
  for (const entry of opening) faithful(() => apply(reader, entry));
  const begun = world.tick;
  let hashes = opening.filter((entry) => entry.hash !== undefined).length;
  let thrown: Outcome["thrown"];
  let tick = begun;
  try {
    for (const entry of entries.slice(opening.length)) {
      apply(reader, entry);
      tick = world.tick;
      if (entry.hash !== undefined) hashes += 1;
    }
    if (tick < report.tick) {
      tick += 1;
      advance(world, inputs, new ReplayedNature({ seed: report.nature?.seed, draws: report.nature?.draws ?? [] }));
    }
    finish(world);
  } catch (error) {
    thrown = { error };
    // Within the log the world's own tick is the right one; in the last tick the world may not have counted it yet.
    tick = Math.max(tick, world.tick);
  }
  const reproduced = thrown !== undefined && tick === report.tick && messageOf(thrown.error) === report.error;
  return { ticks: tick - begun, hashes, tick, thrown, reproduced };
}

function apply(reader: LogReader, entry: Entry): void {
  if (entry.type === "keyframe") reader.begin(entry);
  else reader.apply(entry);
}
