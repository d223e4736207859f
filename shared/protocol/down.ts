/** Messages down, from a server to its clients. Frames and keyframes are flat arrays of integers. */
import * as v from "valibot";
import type { Frame, Keyframe, Stream } from "#shared/log/index.ts";
import type { HostNews } from "./host.ts";
import { Schema } from "./schema.ts";
import { decodeSigned, encodeSigned, SIGNED } from "./signed-frame.ts";
import { asI32, asU32, pack, unpackAll } from "./wire.ts";

export const DOWN = {
  state: 0,
  checkedState: 1,
  keyframe: 2,
  welcome: 3,
  roster: 4,
  pong: 5,
  refused: 6,
  rules: 7,
  checkedRules: 8,
  late: 9,
  mark: 10,
  ...SIGNED,
  tailWanted: 14,
  commandRefused: 15,
  host: 16,
  notice: 17,
} as const;

/** What a notice is about. */
export const NOTICE = {
  /** An operator of the server has this to say to all who play and watch. */
  announcement: 1,
  /** An operator of the server has removed a player. */
  removal: 2,
} as const;

/** Why a message had no effect. The match goes on, and so does the socket. */
export const REFUSED = {
  /** The input's tick is more than a second away from the server's. */
  tickOutOfRange: 1,
  /** Spectators have no inputs. */
  notSeated: 2,
  /** A keyframe was sent less than a second ago. */
  resyncTooSoon: 3,
  /** Only the host may ask for this. */
  notHost: 4,
  /** Not while a round is on. */
  roundIsOn: 5,
  /** The host asks for too much at once. */
  hostTooOften: 6,
  /** No player sits there, or it is the host's own seat. */
  noSuchPlayer: 7,
  /** A setting is out of its range, or the match would cost its server too much. */
  badSetting: 8,
  /** There are more players than seats in these settings. */
  tooFewSeats: 9,
  /** There are no teams in this match. */
  noTeams: 10,
  /** As many players are barred as a match remembers. */
  barredFull: 11,
} as const;

/** Why a command does not count. */
export const COMMAND_REFUSED = {
  /** The player gives more of this sort than they may. */
  tooMany: 1,
  /** The game does not allow it now. */
  illegal: 2,
  /** Only the host of the match may. */
  notHost: 3,
} as const;

export type Role = "player" | "spectator";

/** The first message: it describes the match and the stream to a client. */
export interface Welcome {
  /** -1 for a spectator. */
  readonly seat: number;
  readonly game: string;
  readonly gameVersion: number;
  readonly tickRate: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly schema: Schema;
  /** How the frames are coded. */
  readonly stream: Stream;
  /**
   * How often the match has been resumed. A kill undoes some ticks, and the next generation has others in their place.
   */
  readonly generation: number;
  /** The ticks at which the last generations began, the present one's last. */
  readonly forked: readonly number[];
  /** How far behind the match this stream is, in seconds. */
  readonly delay: number;
}

/** A player or a bot in a seat; empty seats are not listed. */
export interface RosterEntry {
  readonly seat: number;
  /** One of `SEAT`: bot, person or away. */
  readonly kind: number;
  readonly name: string;
}

export type DownMessage =
  | ({ readonly type: "frame" } & Frame)
  | ({ readonly type: "keyframe" } & Keyframe)
  | ({ readonly type: "welcome" } & Welcome)
  | { readonly type: "roster"; readonly spectators: number; readonly seats: readonly RosterEntry[] }
  /**
   * `held` is how long the server kept the ping, in milliseconds: not a part of the round trip. `slack` is by how much
   * the worst of your inputs since the pong before was early for its tick, in milliseconds; undefined without inputs.
   */
  | { readonly type: "pong"; readonly time: number; readonly held: number; readonly slack: number | undefined }
  /** An input came so many milliseconds too late for its tick. The server says so at once. */
  | { readonly type: "late"; readonly by: number }
  /**
   * "You have read all up to here": the client returns the newest in its next ping. 1 to 2^32 - 1, and not to be
   * guessed. Since edition 4.
   */
  | { readonly type: "mark"; readonly mark: number }
  /**
   * "The match has lost what came after this tick, and you say that you have it": the client sends the tail of its log.
   * Since edition 5.
   */
  | { readonly type: "tailWanted"; readonly tick: number }
  /**
   * The command of this number does not count, and its number never will. `reason` is one of `COMMAND_REFUSED`. Since edition 6;
   * `words` are the game's, for the player, at most `MOST_WORDS` characters, and since edition 7.
   */
  | { readonly type: "commandRefused"; readonly seq: number; readonly reason: number; readonly words?: string }
  /** Who may set a private match up, and what is set beside the settings of the welcome. Since edition 6. */
  | ({ readonly type: "host" } & HostNews)
  /** A line for people, at most `MOST_NOTICE` characters; `kind` is one of `NOTICE`. Since edition 7. */
  | { readonly type: "notice"; readonly kind: number; readonly text: string }
  /** `reason` is one of `REFUSED`; `tick` is the server's. */
  | { readonly type: "refused"; readonly reason: number; readonly tick: number };

const CHECKED = { state: DOWN.checkedState, rules: DOWN.checkedRules } as const;

/** In a welcome. */
const STREAMS: readonly Stream[] = ["state", "rules"];

export function encodeDown(message: DownMessage): Uint8Array {
  switch (message.type) {
    case "frame":
      if (message.tag !== undefined) return encodeSigned(message, message.tag);
      return message.hash === undefined
        ? pack([DOWN[message.stream], message.ticks, ...message.delta])
        : pack([CHECKED[message.stream], message.ticks, message.hash, ...message.delta]);
    case "keyframe":
      return pack([DOWN.keyframe, message.tick, message.hash, ...message.delta]);
    case "welcome": {
      const { seat, game, gameVersion, tickRate, settings, schema, stream, generation, delay, forked } = message;
      const about = [game, gameVersion, tickRate, Object.entries(settings), schema];
      return pack([DOWN.welcome, seat, ...about, STREAMS.indexOf(stream), generation, delay, forked]);
    }
    case "roster":
      return pack([
        DOWN.roster,
        asU32(message.spectators),
        ...message.seats.flatMap(({ seat, kind, name }) => [seat, kind, name]),
      ]);
    case "pong":
      return pack([
        DOWN.pong,
        message.time,
        asU32(message.held),
        ...(message.slack === undefined ? [] : [asI32(message.slack)]),
      ]);
    case "late":
      return pack([DOWN.late, asU32(message.by)]);
    case "mark":
      return pack([DOWN.mark, message.mark]);
    case "tailWanted":
      return pack([DOWN.tailWanted, message.tick]);
    case "commandRefused":
      return pack([DOWN.commandRefused, message.seq, message.reason, ...(message.words ? [message.words] : [])]);
    case "host":
      return pack([DOWN.host, message.seat, Number(message.locked), asU32(message.delay)]);
    case "notice":
      return pack([DOWN.notice, message.kind, message.text]);
    case "refused":
      return pack([DOWN.refused, message.reason, message.tick]);
  }
}

const WelcomeWire = v.tuple([
  v.literal(DOWN.welcome),
  v.number(),
  v.string(),
  v.number(),
  v.number(),
  v.array(v.tuple([v.string(), v.number()])),
  Schema,
  v.picklist([0, 1]),
  v.number(),
  v.number(),
  v.array(v.number()),
]);

const isInts = (list: readonly unknown[]): list is number[] => list.every((value) => Number.isInteger(value));

/** A frame of either stream. */
function decodeFrame(stream: Stream, checked: boolean, ints: readonly number[]): DownMessage | undefined {
  const head = checked ? 3 : 2;
  if (ints.length < head) return undefined;
  return { type: "frame", stream, ticks: ints[1], hash: checked ? ints[2] : undefined, delta: ints.slice(head) };
}

function decodeInts(ints: readonly number[]): DownMessage | undefined {
  const [type, a, b] = ints;
  switch (type) {
    case DOWN.state:
    case DOWN.checkedState:
      return decodeFrame("state", type === DOWN.checkedState, ints);
    case DOWN.rules:
    case DOWN.checkedRules:
      return decodeFrame("rules", type === DOWN.checkedRules, ints);
    case DOWN.keyframe:
      return ints.length >= 3 ? { type: "keyframe", tick: a, hash: b, delta: ints.slice(3) } : undefined;
    case DOWN.pong:
      if (ints.length !== 3 && ints.length !== 4) return undefined;
      return { type: "pong", time: a, held: b, slack: ints[3] };
    case DOWN.late:
      return ints.length === 2 ? { type: "late", by: a } : undefined;
    case DOWN.mark:
      return ints.length === 2 ? { type: "mark", mark: a } : undefined;
    case DOWN.signedRules:
    case DOWN.signedPause:
    case DOWN.signedCheckedRules: {
      const frame = decodeSigned(ints);
      return frame && { type: "frame", ...frame };
    }
    case DOWN.tailWanted:
      return ints.length === 2 ? { type: "tailWanted", tick: a } : undefined;
    case DOWN.commandRefused:
      return ints.length === 3 ? { type: "commandRefused", seq: a, reason: b } : undefined;
    case DOWN.host:
      return ints.length === 4 ? { type: "host", seat: a, locked: b === 1, delay: ints[3] } : undefined;
    case DOWN.refused:
      return ints.length === 3 ? { type: "refused", reason: a, tick: b } : undefined;
    default:
      return undefined;
  }
}

function decodeRoster([, spectators, ...rest]: readonly unknown[]): DownMessage | undefined {
  if (typeof spectators !== "number" || rest.length % 3 !== 0) return undefined;
  const seats: RosterEntry[] = [];
  for (let at = 0; at < rest.length; at += 3) {
    const [seat, kind, name] = rest.slice(at, at + 3);
    if (typeof seat !== "number" || typeof kind !== "number" || typeof name !== "string") return undefined;
    seats.push({ seat, kind, name });
  }
  return { type: "roster", spectators, seats };
}

/** The longest words of a refusal, in code units: characters may have two. */
const MOST_UNITS = 200;

const RefusalWire = v.tuple([
  v.literal(DOWN.commandRefused),
  v.pipe(v.number(), v.integer()),
  v.pipe(v.number(), v.integer()),
  v.pipe(v.string(), v.maxLength(MOST_UNITS)),
]);

function decodeRefusal(value: readonly unknown[]): DownMessage | undefined {
  const wire = v.safeParse(RefusalWire, value);
  if (!wire.success) return undefined;
  const [, seq, reason, words] = wire.output;
  return { type: "commandRefused", seq, reason, words };
}

/** The longest text of a notice, in code units. */
export const MOST_NOTICE = 400;

const NoticeWire = v.tuple([
  v.literal(DOWN.notice),
  v.pipe(v.number(), v.integer()),
  v.pipe(v.string(), v.maxLength(MOST_NOTICE)),
]);

function decodeNotice(value: readonly unknown[]): DownMessage | undefined {
  const wire = v.safeParse(NoticeWire, value);
  if (!wire.success) return undefined;
  const [, kind, text] = wire.output;
  return { type: "notice", kind, text };
}

function decodeOne(value: unknown): DownMessage | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value[0] === DOWN.commandRefused && value.length === 4) return decodeRefusal(value);
  if (value[0] === DOWN.roster) return decodeRoster(value);
  if (value[0] === DOWN.notice) return decodeNotice(value);
  if (value[0] !== DOWN.welcome) return isInts(value) ? decodeInts(value) : undefined;
  const wire = v.safeParse(WelcomeWire, value);
  if (!wire.success) return undefined;
  const [, seat, game, gameVersion, tickRate, settings, schema, coding, generation, delay, forked] = wire.output;
  const about = { game, gameVersion, tickRate, settings: Object.fromEntries(settings), schema };
  return { type: "welcome", seat, ...about, stream: STREAMS[coding], generation, delay, forked };
}

/**
 * Reads all messages in one WebSocket message.
 * @throws {TypeError} one of them is no message of this protocol
 */
export function decodeDown(bytes: Uint8Array): DownMessage[] {
  return unpackAll(bytes).map((value) => {
    const message = decodeOne(value);
    if (message === undefined) throw new TypeError("the server sent something that is no message of this protocol");
    return message;
  });
}
