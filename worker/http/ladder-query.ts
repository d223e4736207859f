/** What a client may ask of ladders: docs/HTTP.md, "Ladders". */
import * as v from "valibot";
import { badRequest } from "../errors.ts";
import type { LadderQuery } from "../ladder/rpc.ts";
import { isSeason } from "../ladder/season.ts";
import { readQuery } from "./list-query.ts";

const MOST_NAME = 40;
const MOST_ROUNDS = 100;
const USUAL_ROUNDS = 50;
/** As a game or a mode may be called. */
const NAME = /^[\w-]{1,64}$/;

const Id = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/, "this is no player's id"));
const Season = v.pipe(v.string(), v.check(isSeason, "a season is written as 2026-q4"));
const whole = (least: number, most: number) => {
  const message = `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.minValue(least, message),
    v.maxValue(most, message),
  );
};

const PageQuery = v.strictObject({
  season: v.optional(Season),
  around: v.optional(Id),
  name: v.optional(v.pipe(v.string(), v.maxLength(MOST_NAME, `at most ${MOST_NAME} characters`))),
  met: v.optional(Id),
});

const RoundsQuery = v.strictObject({
  season: v.optional(Season),
  from: v.optional(whole(1, 999_999_999), "1"),
  limit: v.optional(whole(1, MOST_ROUNDS), `${USUAL_ROUNDS}`),
});

/** Whether a game or a mode could be called so: no other name reaches an object. */
export const isName = (text: string): boolean => NAME.test(text);
export const isId = (text: string): boolean => v.is(Id, text);

export interface AskedPage {
  readonly season: string | undefined;
  readonly query: LadderQuery | undefined;
}

/** @throws {Refusal} 400 */
export function readPage(params: URLSearchParams): AskedPage {
  const { season, around, name, met } = readQuery(PageQuery, params);
  const asked: LadderQuery[] = [
    ...(around === undefined ? [] : [{ around }]),
    ...(name === undefined ? [] : [{ name }]),
    ...(met === undefined ? [] : [{ met }]),
  ];
  if (asked.length > 1) throw badRequest("give one of around, name and met at most");
  return { season, query: asked.at(0) };
}

/** @throws {Refusal} 400 */
export const readRounds = (params: URLSearchParams): v.InferOutput<typeof RoundsQuery> =>
  readQuery(RoundsQuery, params);
