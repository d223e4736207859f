/**
 * Every message up, described: its numbers by name, each with its range and what it means. The playground makes its forms of this,
 * and a test holds it to what `decodeUp` reads. docs/WIRE.md, "Messages up"
 */
import { MOST_ARGS } from "#shared/sim/index.ts";
import { HOST_ACT } from "./host.ts";
import type { CommandInfo, GameInfo } from "./http.ts";
import { BIT, type Range, SEEN, U32, WIRE } from "./ranges.ts";
import { MAX_COMMANDS, MAX_INPUTS, MAX_PING_RTT, UP } from "./up.ts";
import { pack } from "./wire.ts";

/** What a client that plays puts into a field by itself. */
export type Follows =
  /** The tick at which the message can be there. */
  | "ahead"
  /** The newest tick that has come. */
  | "newest"
  /** The client's own clock, in milliseconds. */
  | "clock"
  /** The newest mark that has come. */
  | "mark"
  /** The number of the next command. */
  | "seq";

/** One whole number of a message. */
export interface FormField extends Range {
  readonly name: string;
  /** Within the range. */
  readonly initial: number;
  /** What it means; empty where the name says it. */
  readonly about: string;
  /** Its bits are buttons. */
  readonly bits: boolean;
  /** It has this one value in each message of this form, and another one in those of others. */
  readonly tells: boolean;
  readonly follows?: Follows;
  /**
   * What a value outside leads to: `closed`, the decoder refuses the message and the server closes the socket (4400); `refused`,
   * the match answers with a refusal.
   */
  readonly beyond: "closed" | "refused";
}

/** One kind of message, or one command or one act of it. */
export interface MessageForm {
  /** Names it among the forms of a game. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly type: keyof typeof UP;
  /** The numbers of one item, in order. */
  readonly fields: readonly FormField[];
  /** How many of the last numbers may be left out; missing where none may. */
  readonly optional?: number;
  /** How many such items may stand in the message, one behind the other. */
  readonly most: number;
}

/** What the messages of a game depend on, of `GET /api/games`. */
export interface FormGame extends Pick<GameInfo, "input" | "commands"> {
  readonly settings: Readonly<
    Record<string, Range & { readonly default: number; readonly title?: string | undefined }>
  >;
}

const field = (
  name: string,
  range: Range,
  more: Partial<Pick<FormField, "initial" | "about" | "bits" | "tells" | "follows" | "beyond">> = {},
): FormField => ({
  ...{
    name,
    min: range.min,
    max: range.max,
    initial: range.min,
    about: "",
    bits: false,
    tells: false,
    beyond: "closed",
  },
  ...more,
});

const always = (name: string, value: number, about = ""): FormField =>
  field(name, { min: value, max: value }, { initial: value, about, tells: true });

const AHEAD = field("tick", U32, { follows: "ahead", about: "The tick that it is meant for" });

const inputForm = ({ input }: FormGame): MessageForm => ({
  ...{ id: "input", title: "Input", type: "input", most: MAX_INPUTS },
  about: "What a seat does from a tick on, until its next input. The first one brings its player into the world.",
  fields: [
    AHEAD,
    field("seen", SEEN, { about: "How far behind the tick others were shown, in 1/8 ticks" }),
    ...input.map(({ name, min, max, idle, bits }) => field(name, { min, max }, { initial: idle, bits })),
  ],
});

const NONE: Range = { min: 0, max: 0 };

const firstIn = ({ min, max }: Range): number => Math.max(min, Math.min(max, 0));

const commandForm = ({ name, number, sort, args }: CommandInfo): MessageForm => ({
  ...{ id: `commands.${name}`, title: `Command: ${name}`, type: "commands", most: MAX_COMMANDS },
  about:
    sort === "host" ? "Said once. Only the host of the match may." : "Said once: it counts in one tick, in its order.",
  fields: [
    AHEAD,
    field("seq", U32, { follows: "seq", about: "Its number: the upper half is this client's, the lower half counts" }),
    always("number", number, `It is the command ${name}`),
    ...Array.from({ length: MOST_ARGS }, (_, i) => {
      const { name: arg, ...range } = args[i] ?? { name: "abc"[i], ...NONE };
      return field(arg, range, { initial: firstIn(range), about: args[i] ? "" : `${name} does not have it` });
    }),
  ],
});

const SEAT = field("seat", U32);

/** The acts of a host, each with its numbers behind the act's own. */
const hostActs = ({ settings }: FormGame): Readonly<Record<keyof typeof HOST_ACT, readonly FormField[]>> => ({
  remove: [SEAT, field("bar", BIT, { about: "1: the player can't come back" })],
  lock: [field("locked", BIT, { about: "1: no newcomer gets a seat" })],
  handOver: [SEAT],
  exchange: [SEAT, field("other", U32)],
  shuffle: [field("seed", U32)],
  balance: [],
  settings: [
    field("delay", U32, { about: "How many seconds watchers are behind" }),
    ...Object.entries(settings)
      .filter(([, { title }]) => title !== undefined)
      .map(([name, { min, max, default: initial }]) => field(name, { min, max }, { initial, beyond: "refused" })),
  ],
});

const hostForms = (game: FormGame): readonly MessageForm[] =>
  Object.entries(hostActs(game)).map(([act, fields]) => ({
    ...{ id: `host.${act}`, title: `Host: ${act}`, type: "host", most: 1 },
    about: "Only the host of a private match may ask for this.",
    fields: [always("act", HOST_ACT[act as keyof typeof HOST_ACT], `It is the act ${act}`), ...fields],
  }));

const MARK_ABOUT = "The newest mark that has come, 0 before the first";

const PLAIN: readonly MessageForm[] = [
  {
    ...{ id: "ping", title: "Ping", type: "ping", most: 1, optional: 1 },
    about: "Measures the way, and proves what has been read.",
    fields: [
      field("time", U32, { follows: "clock", about: "The client's clock, in milliseconds" }),
      field("mark", U32, { follows: "mark", about: MARK_ABOUT }),
      field(
        "rtt",
        { min: 0, max: MAX_PING_RTT },
        { about: "The round trip that the client has measured, in milliseconds" },
      ),
    ],
  },
  {
    ...{ id: "resync", title: "Resync", type: "resync", most: 1 },
    about: "Says that the client's world is wrong, and asks for an opening. At most one a second.",
    fields: [field("tick", U32, { follows: "newest", about: "The tick of the client's world" })],
  },
  {
    ...{ id: "leave", title: "Leave", type: "leave", most: 1 },
    about: "Gives the seat up. The server closes the socket with 4000.",
    fields: [],
  },
  {
    ...{ id: "watchers", title: "Watchers", type: "watchers", most: 1 },
    about: "Only a relay of the server sends it: how many spectators watch through it.",
    fields: [field("count", U32)],
  },
  {
    ...{ id: "tail", title: "Tail", type: "tail", most: 1 },
    about: "Only as the answer to `tail wanted`, with signed frames behind it. Unasked it closes the socket.",
    fields: [field("tick", U32, { follows: "newest", about: "The tick of the world that the first frame follows" })],
  },
];

/** All messages up that a client of this game may send. */
export const formsOf = (game: FormGame): readonly MessageForm[] => [
  inputForm(game),
  ...game.commands.map(commandForm),
  ...PLAIN,
  ...hostForms(game),
];

/** The message with these items: its type, then their numbers. */
export const formInts = ({ type }: MessageForm, items: readonly (readonly number[])[]): number[] => [
  UP[type],
  ...items.flat(),
];

/** What each number of such a message is called, its type first. @param items how many items it has */
export const formNames = ({ type, fields, most }: MessageForm, items: number): string[] => [
  `type: ${type}`,
  ...Array.from({ length: items }, (_, i) =>
    fields.map(({ name }) => (most > 1 && items > 1 ? `${name} ${i + 1}` : name)),
  ).flat(),
];

/** @throws {RangeError} a number is none that the wire can carry */
export function packInts(ints: readonly number[]): Uint8Array {
  for (const n of ints) {
    if (!Number.isInteger(n) || n < WIRE.min || n > WIRE.max)
      throw new RangeError(`${n} is no whole number of 32 bits`);
  }
  return pack(ints);
}

/** The form of a message that has been sent; undefined where no form is like it. */
export const formOf = (forms: readonly MessageForm[], ints: readonly number[]): MessageForm | undefined =>
  forms.find(
    ({ type, fields }) =>
      UP[type] === ints[0] && fields.every(({ tells, initial }, i) => !tells || ints[i + 1] === initial),
  );
