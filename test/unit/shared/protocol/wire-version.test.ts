/**
 * The wire may not change unnoticed: everything that both sides must agree on, hashed and pinned by its edition. All
 * editions that are served are looked at: a client of the one before must be sent what it was always sent.
 */
import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { type Frame, keyframe, LogWriter, opening } from "#shared/log/index.ts";
import {
  CLOSE,
  COMMAND_REFUSED,
  closeFor,
  DOWN,
  type DownMessage,
  decodeTail,
  decodeUp,
  EDITIONS,
  encodeDown,
  encodeTail,
  encodeUp,
  type HostAct,
  join,
  MAX_COMMANDS,
  MAX_INPUTS,
  MAX_MESSAGE,
  MAX_PING_RTT,
  MAX_TAIL,
  NOTICE,
  OPERATORS_SINCE,
  PROTOCOL,
  REFUSED,
  RULES_PREFIX,
  ruleName,
  type Schema,
  SEEDS_SINCE,
  SINCE_PREFIX,
  schemaOf,
  subprotocolOf,
  TAGS,
  TICKET_PREFIX,
  UP,
  type UpMessage,
  writeSince,
} from "#shared/protocol/index.ts";
import {
  advance,
  commandsOf,
  createWorld,
  FIRST_GAME_COMMAND,
  FIRST_INPUT,
  plan,
  Random,
  ReplayedNature,
  SEAT,
  SEEN_PARTS,
} from "#shared/sim/index.ts";
import { inputsFor, shuffle, toy } from "#test/support/toy.ts";

/** By edition, what each part of the wire hashes to. A line is added for each edition, and none is changed once deployed. */
const PINNED: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  6: {
    types: "565443ea85712d2e",
    close: "c97de61e252aaf89",
    refused: "19d7ac84129b659c",
    handshake: "103c2c3c79f89947",
    limits: "f9ee057cd6a4fe93",
    seats: "8312abcd0933fb47",
    up: "011638ea5c42467c",
    down: "8e9df2fbaf985eae",
    schema: "e1eb3afd0243e82b",
    streams: "4baa565e80cfbbc5",
  },
  7: {
    types: "fb80cf566368a645",
    close: "c4dff6d4a1cb6bb2",
    refused: "19d7ac84129b659c",
    handshake: "7acec8f7c30a743f",
    limits: "f9ee057cd6a4fe93",
    seats: "8312abcd0933fb47",
    up: "ddb4030561db9cfb",
    down: "a173806ae63da9aa",
    schema: "e1eb3afd0243e82b",
    streams: "334f6ac4703d3e87",
  },
};

const help = (
  edition: number,
) => `The wire is not what edition ${edition} was pinned as. A client of yesterday would misread this server.
If that was not meant, mend it. If it was, see docs/decisions/protocol-versions.md:
  1. take the next number for PROTOCOL in shared/protocol/version.ts; the edition before it is still served,
  2. say in docs/WIRE.md what is different, and see that test/interop/client.py follows it,
  3. add a line to PINNED in this file, with the hashes that were received.
If only the toy game of the tests has other rules (test/support/toy.ts), pin "streams" and "schema" anew under the same number.`;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const LAST = 0xffffffff;

const hostActs: readonly HostAct[] = [
  { act: "remove", seat: 3, bar: false },
  { act: "remove", seat: 255, bar: true },
  { act: "lock", locked: true },
  { act: "lock", locked: false },
  { act: "handOver", seat: 1 },
  { act: "exchange", seat: 0, other: 5 },
  { act: "shuffle", seed: LAST },
  { act: "balance" },
  { act: "settings", delay: 0, values: [] },
  { act: "settings", delay: 180, values: [8, 0, 300, -1] },
];

const ups: readonly UpMessage[] = [
  { type: "input", inputs: [{ tick: 0, seen: 0, values: [0, 0, 0] }] },
  {
    type: "input",
    inputs: [
      { tick: 70_000, seen: 255, values: [-7, 1023, 7] },
      { tick: LAST, seen: 44, values: [7, 128, 1] },
    ],
  },
  { type: "ping", time: 0, mark: 0 },
  { type: "ping", time: LAST, mark: LAST },
  { type: "resync", tick: 300 },
  { type: "leave" },
  { type: "watchers", count: 300 },
  { type: "commands", commands: [{ tick: 0, seq: 1, number: 3, args: [0, 0, 0] }] },
  {
    type: "commands",
    commands: [
      { tick: 70_000, seq: 0xffff, number: 1, args: [7, 0, 0] },
      { tick: LAST, seq: 0, number: 2, args: [-32_768, 32_767, 3] },
    ],
  },
  ...hostActs.map((act): UpMessage => ({ type: "host", act })),
];

const delta = [0, 1, -1, 127, 128, -32, -33, 255, 256, -128, -129, 65_535, 65_536, -32_768, -32_769, LAST, -(2 ** 31)];
const schema: Schema = [
  [
    "players",
    "rows",
    4,
    [
      ["x", "i32", 1],
      ["vx", "i16", -1],
    ],
  ],
];

const signedFrames: readonly ({ readonly type: "frame" } & Frame)[] = [
  { type: "frame", stream: "rules", ticks: 1, hash: undefined, delta: [], tag: 0 },
  { type: "frame", stream: "rules", ticks: 1, hash: undefined, delta, tag: TAGS - 1 },
  { type: "frame", stream: "rules", ticks: 3, hash: undefined, delta: [], tag: 1 << 14 },
  { type: "frame", stream: "rules", ticks: 2, hash: LAST, delta: [5, -3], tag: 129 },
];

const downs: readonly DownMessage[] = [
  ...(["state", "rules"] as const).flatMap((stream): DownMessage[] => [
    { type: "frame", stream, ticks: 1, hash: undefined, delta: [] },
    { type: "frame", stream, ticks: 15, hash: undefined, delta },
    { type: "frame", stream, ticks: 2, hash: LAST, delta: [5, -3] },
    {
      type: "welcome",
      seat: stream === "rules" ? 3 : -1,
      game: "toy",
      gameVersion: 1,
      tickRate: 30,
      settings: { seats: 4, ticks: 100_000 },
      schema,
      stream,
      generation: 2,
      forked: [7, 90],
      delay: 5,
    },
  ]),
  { type: "keyframe", tick: 90, hash: 1, delta },
  { type: "roster", spectators: 0, seats: [] },
  {
    type: "roster",
    spectators: 64,
    seats: [
      { seat: 0, kind: SEAT.person, name: "Zoë \u{1F600}" },
      { seat: 3, kind: SEAT.bot, name: "Bot" },
    ],
  },
  { type: "pong", time: LAST, held: 12, slack: undefined },
  { type: "pong", time: 5, held: 0, slack: -40 },
  { type: "late", by: 40 },
  { type: "mark", mark: 0x80000001 },
  ...signedFrames,
  { type: "tailWanted", tick: 77 },
  ...Object.values(COMMAND_REFUSED).map((reason): DownMessage => ({ type: "commandRefused", seq: 0xffff, reason })),
  { type: "host", seat: -1, locked: false, delay: 0 },
  { type: "host", seat: 3, locked: true, delay: 180 },
  ...Object.values(REFUSED).map((reason): DownMessage => ({ type: "refused", reason, tick: 77 })),
];

/** What clients are told of an operator of the server, since edition 7. */
const operatorDowns: readonly DownMessage[] = Object.values(NOTICE).map((kind) => ({
  type: "notice",
  kind,
  text: "Zoë \u{1F600} plays on until 18:00",
}));
const OPERATOR_TYPES: readonly string[] = ["notice"] satisfies readonly (keyof typeof DOWN)[];
const OPERATOR_CLOSES: readonly string[] = ["kicked", "banned", "stopped"] satisfies readonly (keyof typeof CLOSE)[];

/** All that an edition of before operators does not know is left out. */
const without = (all: Readonly<Record<string, number>>, names: readonly string[], edition: number) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => edition >= OPERATORS_SINCE || !names.includes(name)));

/** What a server says down to clients of this edition. */
const downsOf = (edition: number): readonly DownMessage[] => [
  ...downs,
  ...(edition >= OPERATORS_SINCE ? operatorDowns : []),
];

/** What a match of the toy says in both streams, with openings in between. */
function streams(edition: number): string[] {
  const random = new Random({ seed: 7, draws: 0 });
  const live = createWorld(toy, { seats: 5 }, 11);
  const inputs = inputsFor(live);
  const writers = (["state", "rules"] as const).map(
    (stream) => new LogWriter(live, { stream, heartbeat: 15, hashEvery: 32 }),
  );
  const said = [hex(encodeDown({ type: "keyframe", ...keyframe(live) }))];
  for (let tick = 1; tick <= 300; tick++) {
    // In every other stretch no input changes.
    if ((tick >> 5) % 2 === 0) shuffle(inputs, (n) => random.below(n));
    const seed = edition >= SEEDS_SINCE && tick % 70 === 0 ? LAST - tick : undefined;
    advance(live, inputs, new ReplayedNature({ seed, draws: [] }));
    for (const writer of writers) {
      const frame = tick % 100 === 0 ? (writer.write(live) ?? writer.settle()) : writer.write(live);
      said.push(frame ? hex(encodeDown({ type: "frame", ...frame })) : "-");
    }
    if (tick % 100 !== 0) continue;
    const { keyframe: first, frames } = opening(live);
    said.push(hex(encodeDown({ type: "keyframe", ...first })));
    said.push(...frames.map((frame) => hex(encodeDown({ type: "frame", ...frame }))));
  }
  return said;
}

/** What clients of edition 7 may say beside that. */
const rttPing: UpMessage = { type: "ping", time: LAST, mark: LAST, rtt: MAX_PING_RTT };

/** What clients say. */
const saidUp: readonly Uint8Array[] = [
  ...ups.map(encodeUp),
  join(ups.slice(1, 3).map(encodeUp)),
  encodeTail({ tick: 300, frames: signedFrames }),
  join([ups[1], ups[8], ups[2]].map(encodeUp)),
];

/** As many messages as travel as one. */
const three = [ups[1], ups[8], ups[2]];

const limits = { MAX_MESSAGE, MAX_INPUTS, SEEN_PARTS, FIRST_INPUT, MAX_TAIL, TAGS };

/** Each part in a form that says all of it and nothing else. */
const wireOf = (edition: number): Readonly<Record<string, unknown>> => ({
  refused: { REFUSED, COMMAND_REFUSED },
  seats: SEAT,
  schema: schemaOf(plan(toy)),
  streams: streams(edition),
  limits: { ...limits, MAX_COMMANDS, commands: commandsOf(toy), FIRST_GAME_COMMAND },
  types: { UP, DOWN: without(DOWN, OPERATOR_TYPES, edition) },
  close: without(CLOSE, OPERATOR_CLOSES, edition),
  handshake: [
    ...[subprotocolOf(edition), TICKET_PREFIX, RULES_PREFIX, ruleName(toy)],
    ...[SINCE_PREFIX, writeSince({ generation: 2, tick: LAST })],
  ],
  up: [...saidUp, ...(edition >= 7 ? [encodeUp(rttPing)] : [])].map(hex),
  down: downsOf(edition).map((message) => hex(encodeDown(message))),
});

/** Objects by their keys' order, so that a mere reordering of the source is no change. */
const sorted = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const hashOf = (part: unknown): string =>
  createHash("sha256").update(JSON.stringify(part, sorted)).digest("hex").slice(0, 16);

it.each([PROTOCOL, PROTOCOL - 1])("says the same as when edition %i was pinned", (edition) => {
  expect(EDITIONS).toContain(edition);
  const hashes = Object.fromEntries(Object.entries(wireOf(edition)).map(([name, part]) => [name, hashOf(part)]));
  expect(hashes, help(edition)).toEqual(PINNED[edition]);
});

it("reads what clients of both editions say", () => {
  const layout = plan(toy);
  const all = [...ups, rttPing];
  expect(all.flatMap((message) => decodeUp(encodeUp(message), layout))).toEqual(all);
  expect(decodeUp(join(ups.slice(1, 3).map(encodeUp)), layout)).toEqual(ups.slice(1, 3));
  expect(decodeUp(join(three.map(encodeUp)), layout)).toEqual(three);
  const told = { tick: 300, frames: signedFrames.map(({ type: _, ...frame }) => frame) };
  expect(decodeTail(encodeTail(told))).toEqual(told);
});

it("tells a client of before operators nothing that it does not know", () => {
  const known = Object.entries(CLOSE).filter(([name]) => !OPERATOR_CLOSES.includes(name));
  for (const code of Object.values(CLOSE)) {
    expect(known.map(([, one]) => one)).toContain(closeFor(OPERATORS_SINCE - 1, code));
    expect(closeFor(OPERATORS_SINCE, code)).toBe(code);
  }
});

it("has a sample of every kind of message", () => {
  // The type stands behind the array's head, which is longer from 16 elements on.
  const typeOf = (bytes: Uint8Array) => bytes[bytes[0] === 0xdc ? 3 : 1];
  expect(new Set(saidUp.map(typeOf))).toEqual(new Set(Object.values(UP)));
  expect(new Set(downsOf(PROTOCOL).map((message) => typeOf(encodeDown(message))))).toEqual(
    new Set(Object.values(DOWN)),
  );
});
