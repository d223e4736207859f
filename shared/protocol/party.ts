/** What members and their party say to one another, as JSON: docs/PARTIES.md. Not a part of WIRE.md, which is of matches. */
import * as v from "valibot";
import { Name } from "../names/schema.ts";
import { CODE_ALPHABET, CODE_LENGTH } from "./code.ts";
import { Rtts } from "./rtt.ts";

export { PLAYER_PREFIX } from "./version.ts";

/** The WebSocket subprotocol. */
export const PARTY_SUBPROTOCOL = "scrim-party.1";

/** So many are in a party at most. */
export const MOST_MEMBERS = 8;
/** The longest message of a member, in bytes of UTF-8. */
export const MAX_PARTY_MESSAGE = 2048;
/** A member asks whether the line still holds, and the server's edge answers without waking the party. */
export const PARTY_PING = "ping";
export const PARTY_PONG = "pong";

const MATCH_CODE = new RegExp(`^[${CODE_ALPHABET}]{${CODE_LENGTH}}$`);
const Word = v.pipe(v.string(), v.maxLength(64));
const MemberNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Kind = v.picklist(["casual", "private"]);

/** The values of a game's settings by name. */
const Values = v.pipe(v.record(Word, v.pipe(v.number(), v.safeInteger())), v.maxEntries(64));

const deed = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.strictObject({ type: v.literal(type), ...entries });

/** What a member says. An unknown type, and an unknown or missing field, are refused. */
export const PartyUp = v.variant("type", [
  deed("ready", { ready: v.boolean() }),
  deed("name", { name: Name }),
  /** The page of the member shows the party's match, or no longer does. */
  deed("plays", { plays: v.boolean() }),
  /** The least round trip to each region in which the member would play; only to a party that says `takesRtt`. */
  deed("rtt", { rtt: Rtts }),
  deed("leave", {}),
  /** The search of the party is over: this member does not want to wait any longer. */
  deed("cancel", {}),
  /** The queue has sent this member to a match, and so the whole party. */
  deed("found", { code: v.pipe(v.string(), v.regex(MATCH_CODE)), game: Word }),
  // Only the leader.
  deed("choose", { game: Word, mode: Word }),
  deed("kick", { member: MemberNumber }),
  deed("lead", { member: MemberNumber }),
  /** `anyway`: also if not all are ready. `settings` are for a private match. */
  deed("play", {
    kind: Kind,
    anyway: v.optional(v.boolean(), false),
    settings: v.optional(Values, {}),
  }),
]);
export type PartyUp = Readonly<v.InferOutput<typeof PartyUp>>;
export type PartyUpInput = Readonly<v.InferInput<typeof PartyUp>>;

export const PartyMember = v.object({
  /** Counts the members of a party in the order in which they came. */
  member: v.number(),
  name: v.string(),
  ready: v.boolean(),
  /** The line holds. */
  here: v.boolean(),
  /** Is in the party's match. */
  plays: v.boolean(),
});
export type PartyMember = Readonly<v.InferOutput<typeof PartyMember>>;

/** `back`: some have come back from the match, and others still play. */
export const PARTY_STATES = ["idle", "searching", "playing", "back"] as const;
export type PartyStateName = (typeof PARTY_STATES)[number];

/** Why a party does not do what a member asks for. */
export const PARTY_REFUSALS = [
  /** Only the leader may. */
  "not_leader",
  /** There is no such member. */
  "no_member",
  /** Not all are ready. */
  "not_ready",
  /** The party searches already, or its match is just being found. */
  "busy",
  /** There is no such game, mode or setting. */
  "bad_request",
  /** The party has more members than a team of this mode has seats. */
  "too_big",
  /** The leader, or the leader's network, has too many matches open. */
  "too_many",
  /** No match was found. */
  "no_seats",
  /** A member has left rounds, and may not search for a match yet. */
  "paused",
  /** A fault of the server. */
  "fault",
] as const;
export type PartyRefusal = (typeof PARTY_REFUSALS)[number];

/** What a party says. Clients ignore types and fields that they do not know. */
export const PartyDown = v.variant("type", [
  /** How it stands: first, and after each change. */
  v.object({
    type: v.literal("party"),
    code: v.string(),
    /** The number of the member who hears this. */
    you: v.number(),
    leader: v.number(),
    members: v.array(PartyMember),
    game: v.string(),
    mode: v.string(),
    state: v.picklist(PARTY_STATES),
    /** Members may say `rtt`. A party that runs the build before does not know the message, and would close the socket. */
    takesRtt: v.optional(v.boolean()),
    /** The code of the party's match, and the seat of a member in it, while members are there. */
    match: v.optional(v.object({ code: v.string(), game: v.string(), seat: v.optional(v.number()) })),
  }),
  /** Into this match: the ticket is good for 30 seconds. */
  v.object({
    type: v.literal("go"),
    code: v.string(),
    game: v.string(),
    mode: v.optional(v.string()),
    /** Where the match runs. */
    region: v.optional(v.string()),
    ticket: v.string(),
  }),
  /** Into the queue of this mode: each member opens a line of their own, in this region's pool. */
  v.object({ type: v.literal("search"), game: v.string(), mode: v.string(), region: v.string() }),
  v.object({
    type: v.literal("refused"),
    /** The type of the message that is refused. */
    to: v.string(),
    why: v.picklist(PARTY_REFUSALS),
    /** For people. */
    message: v.string(),
  }),
]);
export type PartyDown = Readonly<v.InferOutput<typeof PartyDown>>;
export type PartySnapshot = Extract<PartyDown, { type: "party" }>;

/** The answer to a player who has made a party, or has come into one. */
export const PartyAdmission = v.object({
  code: v.string(),
  /** The player token. */
  player: v.string(),
});
export type PartyAdmission = Readonly<v.InferOutput<typeof PartyAdmission>>;

/** A party, for a client that has its code. */
export const PartyInfo = v.object({
  code: v.string(),
  /** The name of the leader; empty where all have left. */
  leader: v.string(),
  members: v.array(v.object({ name: v.string(), here: v.boolean() })),
  game: v.string(),
  mode: v.string(),
  /** So many may be in it. */
  most: v.number(),
  /** The player who asks is a member; missing where the party runs older code. */
  own: v.optional(v.boolean()),
});
export type PartyInfo = Readonly<v.InferOutput<typeof PartyInfo>>;
