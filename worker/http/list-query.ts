/** What a client may ask of the lists of matches and of counts: docs/HTTP.md, "The list". */
import * as v from "valibot";
import type { Games } from "#shared/sim/index.ts";
import { badRequest } from "../errors.ts";
import type { PoolPlace } from "../pool/name.ts";
import { isRegion, type Region } from "../regions.ts";

const MOST_LISTED = 100;
const USUALLY_LISTED = 50;
const MOST_TEXT = 40;

const Filters = {
  game: v.optional(v.string()),
  mode: v.optional(v.string()),
  region: v.optional(v.pipe(v.string(), v.maxLength(200, "at most 200 characters"))),
};

export const CountsQuery = v.strictObject(Filters);

/** A place in the list: the people of the last match that was told of, and its code. */
const After = v.pipe(
  v.string(),
  v.regex(/^\d{1,9}\.[0-9A-Z]{1,16}$/, "this is no `next` of an answer"),
  v.transform((text) => ({ people: Number(text.split(".")[0]), code: text.split(".")[1] })),
);

export const ListQuery = v.strictObject({
  ...Filters,
  open: v.optional(v.literal("1", "leave it out, or say 1")),
  q: v.optional(v.pipe(v.string(), v.maxLength(MOST_TEXT, `at most ${MOST_TEXT} characters`))),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,4}$/, `a number from 1 to ${MOST_LISTED}`),
      v.transform(Number),
      v.minValue(1, `a number from 1 to ${MOST_LISTED}`),
      v.maxValue(MOST_LISTED, `a number from 1 to ${MOST_LISTED}`),
    ),
    `${USUALLY_LISTED}`,
  ),
  after: v.optional(After),
});
export type ListQuery = v.InferOutput<typeof ListQuery>;

/** @throws {Refusal} 400: a parameter is unknown, or its value is */
export function readQuery<T extends v.GenericSchema>(schema: T, params: URLSearchParams): v.InferOutput<T> {
  const names = [...params.keys()];
  const twice = names.find((name, n) => names.indexOf(name) < n);
  if (twice !== undefined) throw badRequest(`${twice}: it is given twice`);
  const query = v.safeParse(schema, Object.fromEntries(params));
  if (query.success) return query.output;
  const [issue] = query.issues;
  const name = v.getDotPath(issue) ?? "";
  throw badRequest(issue.type === "strict_object" ? `there is no parameter ${name}` : `${name}: ${issue.message}`);
}

function regionsOf(text: string): Region[] {
  const named = text.split(",");
  const unknown = named.find((one) => !isRegion(one));
  if (unknown !== undefined) throw badRequest(`region: there is no region ${unknown}`);
  return [...new Set(named.filter(isRegion))];
}

/**
 * The pools that are asked for.
 * @param here the regions that are meant where none is named
 * @throws {Refusal} 400: there is no such game, mode or region
 */
export function placesOf(
  games: Games,
  { game, mode, region }: v.InferOutput<typeof CountsQuery>,
  here: readonly Region[],
): PoolPlace[] {
  const regions = region === undefined ? here : regionsOf(region);
  if (game !== undefined && !games.has(game))
    throw badRequest(`game: there is no game ${game}: there are ${[...games.keys()].join(", ")}`);
  const chosen = [...games.values()].filter(({ name }) => game === undefined || name === game);
  const modes = chosen.flatMap((one) => Object.keys(one.modes).map((name) => ({ game: one.name, mode: name })));
  const wanted = modes.filter((one) => mode === undefined || one.mode === mode);
  if (wanted.length === 0)
    throw badRequest(`mode: there is no mode ${mode}: there are ${modes.map((one) => one.mode).join(", ")}`);
  return wanted.flatMap((one) => regions.map((name) => ({ ...one, region: name })));
}
