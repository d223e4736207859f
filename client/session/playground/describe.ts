/** Messages in words: their names of docs/WIRE.md, their fields, and what the values mean. */
import { COMMAND_REFUSED, type DownMessage, REFUSED } from "#shared/protocol/index.ts";
import { commandRefusalMeans, nameIn, refusalMeans } from "#shared/protocol/meanings.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { LogField } from "./log.ts";

export interface Described {
  readonly name: string;
  readonly fields: readonly LogField[];
  /** What the elements of its array are called, the type first; the last name holds for all that follow. */
  readonly names: readonly string[];
}

const field = (name: string, value: unknown, means?: string): LogField => ({
  name,
  value: typeof value === "string" ? value : JSON.stringify(value),
  means,
});

const described = (name: string, fields: readonly LogField[], rest: readonly string[] = []): Described => ({
  name,
  fields,
  names: [`type: ${name}`, ...fields.map((one) => one.name), ...rest],
});

type OfType<T extends DownMessage["type"]> = Extract<DownMessage, { readonly type: T }>;

function frame({ stream, ticks, hash, delta, tag }: OfType<"frame">): Described {
  const isSigned = tag !== undefined;
  const checked = hash === undefined ? "" : "checked ";
  const signed = isSigned ? "signed " : "";
  const content = stream === "rules" ? "changes" : "delta";
  const name = isSigned && ticks > 1 && hash === undefined ? "signed pause" : `${signed}${checked}${stream} frame`;
  // A signed frame of one tick does not say how many it is of.
  const head = name === "signed rules frame" ? [] : [field("ticks", ticks)];
  const { names, fields } = described(name, [...head, ...(hash === undefined ? [] : [field("hash", hash)])], [content]);
  return {
    name,
    names,
    fields: [...fields, field(content, `${delta.length} numbers`), ...(isSigned ? [field("tag", tag)] : [])],
  };
}

function welcome({ seat, game, gameVersion, tickRate, ...rest }: OfType<"welcome">): Described {
  const { settings, schema, stream, generation, delay, forked } = rest;
  const tables = schema.map(
    ([table, kind, capacity, columns]) => `${table} (${kind}, ${capacity} × ${columns.length})`,
  );
  return described("welcome", [
    field("seat", seat, seat < 0 ? "a spectator" : undefined),
    field("game", game),
    field("version", gameVersion),
    field("rate", tickRate, "ticks a second"),
    field("settings", settings),
    field("schema", tables.join(", ")),
    field("stream", stream === "rules" ? 1 : 0, `the ${stream} stream follows`),
    field("generation", generation, "the epoch"),
    field("delay", delay, "seconds behind the match"),
    field("forked", forked),
  ]);
}

function roster({ spectators, seats }: OfType<"roster">): Described {
  const kindOf = (kind: number) => nameIn(SEAT, kind) ?? "?";
  const fields = seats.map(({ seat, kind, name }) => field(`seat ${seat}`, name, `${kind}: ${kindOf(kind)}`));
  const names = ["type: roster", "spectators", ...seats.flatMap(({ seat }) => [`seat ${seat}`, "kind", "name"])];
  return { name: "roster", fields: [field("spectators", spectators), ...fields], names };
}

const refusal = (values: Readonly<Record<string, number>>, reason: number, means: string): LogField =>
  field("reason", reason, `${nameIn(values, reason) ?? "unknown"}: ${means}`);

/** By the names that the decoder gives. */
const plainly = ({ type, ...rest }: { readonly type: string }): Described =>
  described(
    type,
    Object.entries(rest).map(([name, value]) => field(name, value)),
  );

/** A message down. */
export function describeDown(message: DownMessage): Described {
  switch (message.type) {
    case "frame":
      return frame(message);
    case "keyframe":
      return described("keyframe", [
        field("tick", message.tick),
        field("hash", message.hash),
        field("delta", `${message.delta.length} numbers`),
      ]);
    case "welcome":
      return welcome(message);
    case "roster":
      return roster(message);
    case "refused":
      return described("refused", [
        refusal(REFUSED, message.reason, refusalMeans(message.reason)),
        field("tick", message.tick, "the server's"),
      ]);
    case "commandRefused":
      return described("command refused", [
        field("seq", message.seq),
        refusal(COMMAND_REFUSED, message.reason, commandRefusalMeans(message.reason)),
        ...(message.words === undefined ? [] : [field("words", message.words, "the game's")]),
      ]);
    case "pong":
      return described("pong", [
        field("time", message.time, "your ping's"),
        field("held", message.held, "ms that the server held it"),
        ...(message.slack === undefined ? [] : [field("slack", message.slack, "ms that your inputs were early")]),
      ]);
    case "late":
      return described("late", [field("ms", message.by, "so late was an input of yours")]);
    case "mark":
      return described("mark", [field("mark", message.mark, "return it in your next ping")]);
    case "tailWanted":
      return described("tail wanted", [field("tick", message.tick, "what came after it is lost: send your tail")]);
    case "host":
      return described("host", [
        field("seat", message.seat, message.seat < 0 ? "there is none" : undefined),
        field("locked", message.locked ? 1 : 0),
        field("delay", message.delay, "seconds that watchers are behind"),
      ]);
    default:
      return plainly(message);
  }
}
