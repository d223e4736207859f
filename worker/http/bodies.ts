/** The bodies that the API takes. */
import { vValidator } from "@hono/valibot-validator";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";
import { Name } from "#shared/names/schema.ts";
import { API_ERROR, MAX_TRACE, MOST_RTT } from "#shared/protocol/index.ts";
import { Figure, MOST_WORDS, REPORT_REASONS } from "#shared/protocol/reports.ts";
import { badRequest, Refusal } from "../errors.ts";
import { REGIONS } from "../regions.ts";

/** The longest body, in bytes. */
const MAX_BODY = 4096;

const Int = v.pipe(v.number(), v.safeInteger());
/** An object of these fields and no others: one without a prototype, or "constructor" would be a field of any. */
export function fields<E extends v.ObjectEntries>(entries: E) {
  const own: E = Object.assign(Object.create(null), entries);
  return v.strictObject(own);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whole numbers by name. `v.record` would leave out "constructor" and its like without a word; the game's ranges refuse them. */
const SettingsOf = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "settings must be an object"),
  v.transform((settings) => Object.entries(settings)),
  v.array(v.tuple([v.string(), Int])),
  v.transform((entries): Readonly<Record<string, number>> => Object.fromEntries(entries)),
);

/** The round trips to regions, in milliseconds. */
const Rtts = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "rtt must be an object"),
  fields(
    Object.fromEntries(
      REGIONS.map((region) => [region, v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_RTT)))]),
    ),
  ),
);

/** Where a player wants to play. */
const Wish = { region: v.optional(v.picklist(REGIONS)), rtt: v.optional(Rtts) };

const Choice = { game: v.optional(v.string()), mode: v.optional(v.string()) };

export const PlayBody = fields({ name: Name, ...Choice, ...Wish });
export const CreateBody = fields({
  name: Name,
  ...Choice,
  ...Wish,
  settings: v.optional(SettingsOf, {}),
  /** How many seconds behind the match its spectators are. */
  delay: v.optional(v.pipe(Int, v.minValue(0), v.maxValue(180)), 0),
});
/** Without a name: back into the seat that the player has. `by`: the seat of the player who invites. */
export const JoinBody = fields({ name: v.optional(Name), by: v.optional(v.pipe(Int, v.minValue(0))) });
export const PartyBody = fields({ name: Name, ...Choice });
export const PartyJoinBody = fields({ name: Name });
export const WatchBody = fields({});

/** Players' own words, for the operator: control characters are of no use there, and could spoil a terminal. */
const Words = v.pipe(
  v.string(),
  v.check((text) => [...text].length <= MOST_WORDS, `must have at most ${MOST_WORDS} characters`),
  v.check((text) => !/\p{Cc}/u.test(text.replaceAll("\n", "")), "must have no control characters"),
  v.trim(),
);
export const ReportBody = fields({
  code: v.string(),
  round: v.pipe(Int, v.minValue(1)),
  seat: v.optional(v.pipe(Int, v.minValue(0))),
  player: v.optional(v.pipe(v.string(), v.regex(/^[\da-f]{32}$/, "must be a player's id"))),
  reason: v.picklist(REPORT_REASONS),
  words: v.optional(Words, ""),
  /** The id of the reporter's client trace. */
  trace: v.optional(v.string()),
  /** How far into the round. */
  seconds: v.optional(v.pipe(Int, v.minValue(0), v.maxValue(86_400))),
});
/** What the operator's command has computed of a round, about the player of a report. */
export const FlagBody = fields({
  code: v.string(),
  round: v.pipe(Int, v.minValue(1)),
  game: v.pipe(v.string(), v.maxLength(64)),
  mode: v.pipe(v.string(), v.maxLength(64)),
  seat: v.pipe(Int, v.minValue(0)),
  player: v.pipe(v.string(), v.regex(/^[\da-f]{32}$/, "must be a player's id")),
  name: v.pipe(v.string(), v.maxLength(64)),
  figures: v.pipe(v.array(Figure), v.minLength(1), v.maxLength(16)),
});
/** What the operator has done; empty: nothing yet. */
export const MarkBody = fields({ done: Words });

/** A body of this shape, or else 400 with the reason. */
export const body = <T extends v.GenericSchema>(schema: T) =>
  vValidator("json", schema, (result) => {
    if (result.success) return;
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    throw badRequest(path === null ? issue.message : `${path}: ${issue.message}`);
  });

/** 413 for a longer body, which is not read. @param most bytes */
const bodyUpTo = (most: number) =>
  bodyLimit({
    maxSize: most,
    onError() {
      throw new Refusal(413, API_ERROR.tooBig, `a body has at most ${most} bytes`);
    },
  });

export const shortBody = bodyUpTo(MAX_BODY);
export const traceBody = bodyUpTo(MAX_TRACE);

/** JSON alone: a form of another site can't send this type, nor can its script without the browser asking this server first. */
export const onlyJson = createMiddleware(async (c, next) => {
  const type = c.req.header("Content-Type")?.split(";")[0].trim().toLowerCase();
  if (type !== "application/json") throw badRequest("the body must be application/json", 415);
  await next();
});
