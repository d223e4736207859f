/** Reports of players about players, and the operator's list of them: docs/HTTP.md, "Reports". */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { API_ERROR, readCode } from "#shared/protocol/index.ts";
import type { ReportEntry, Reported, ReportPage } from "#shared/protocol/reports.ts";
import { badRequest, noMatch, noReport, Refusal } from "../errors.ts";
import { brief } from "../log.ts";
import { matchId, matchOf, monitorOf, reportsOf } from "../objects.ts";
import type { AccusedSeat } from "../reports/rpc.ts";
import type { App } from "./app.ts";
import { body, FlagBody, MarkBody, ReportBody } from "./bodies.ts";
import { given } from "./code.ts";
import { knownBy } from "./identified.ts";
import { operatorOf } from "./operator-access.ts";
import { wholeNumber } from "./whole-number.ts";

const NOT_YOURS = "only a player of the match can report another, for a round in which both had a seat";

function refusal(why: Extract<AccusedSeat, { ok: false }>["why"]): Refusal {
  switch (why) {
    case "no_match":
      return noMatch();
    case "not_yours":
      return new Refusal(403, API_ERROR.notYours, NOT_YOURS);
    case "no_player":
      return new Refusal(404, API_ERROR.noPlayer, "no player had this seat in this round: bots cannot be reported");
    case "own":
      return badRequest("seat: this is your own");
  }
}

/** @throws {Refusal} 403: no player's token that this server knows */
async function reporterOf(c: Context<App>): Promise<string> {
  const player = await knownBy(c);
  if (!player) throw new Refusal(403, API_ERROR.notYours, NOT_YOURS);
  return player.id;
}

export const reports = new Hono<App>().post("/", body(ReportBody), async (c) => {
  const { code: text, round, seat, player, reason, words, trace: traceText, seconds } = c.req.valid("json");
  if (seat === undefined && player === undefined) throw badRequest("seat: say the seat, or the player");
  const code = await given(c, readCode(text));
  if (code === undefined) throw noMatch();
  const trace = traceText === undefined ? undefined : await given(c, readCode(traceText));
  if (traceText !== undefined && trace === undefined) throw badRequest("trace: this is no recording's id");
  const reporter = await reporterOf(c);
  const accused = await matchOf(c.env, code).accused(reporter, round, { seat, player });
  if (!accused.ok) throw refusal(accused.why);
  const filed = await reportsOf(c.env).file({
    ...{ ...accused.seat, code, round, reporter, reason, words, trace },
    seconds: seconds ?? accused.seat.seconds,
  });
  if (!filed.ok)
    throw new Refusal(
      429,
      API_ERROR.tooMany,
      "you have made as many reports today as a player can",
      Math.max(1, filed.retryAfter),
    );
  return c.json<Reported>({ id: filed.id }, 201);
});

/** How many reports a page has, where the operator does not say. */
const USUAL_PAGE = 50;
const MOST_ON_PAGE = 200;

const Query = v.strictObject({
  player: v.optional(v.string()),
  reporter: v.optional(v.string()),
  kind: v.optional(v.picklist(["report", "flag"])),
  done: v.optional(
    v.pipe(
      v.picklist(["yes", "no"]),
      v.transform((done) => done === "yes"),
    ),
  ),
  before: v.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  limit: v.optional(wholeNumber(1, MOST_ON_PAGE), String(USUAL_PAGE)),
  codes: v.optional(v.picklist(["yes", "no"]), "yes"),
});

/** As an operator's page shows it: with no code of a match, and with the page's own addresses. */
function withoutCodes(entry: ReportEntry): ReportEntry {
  const { id, code, replay, trace } = entry;
  const [, moment = ""] = /(\?t=\d+)$/.exec(replay) ?? [];
  const page = `/monitor/reports/${id}`;
  return {
    ...entry,
    code: brief(code),
    replay: `${page}/replay${moment}`,
    ...(trace !== undefined && { trace: `${page}/trace` }),
  };
}

/** Behind worker/http/operator.ts. */
export const reportList = new Hono<App>()
  .get("/", async (c) => {
    const query = v.safeParse(Query, c.req.query());
    if (!query.success) {
      const [issue] = query.issues;
      throw badRequest(`${v.getDotPath(issue) ?? "query"}: ${issue.message}`);
    }
    const { codes, ...asked } = query.output;
    // A page that has signed in never gets one.
    const hasCodes = codes === "yes" && operatorOf(c).by !== "cookie";
    const { reports, ...rest } = await reportsOf(c.env).page(asked);
    const known = reports.map((entry) => ({ ...entry, match: matchId(c.env, entry.code) }));
    return c.json<ReportPage>({ ...rest, reports: hasCodes ? known : known.map(withoutCodes) });
  })
  .post("/", body(FlagBody), async (c) => {
    const { code: text, ...flag } = c.req.valid("json");
    const code = await given(c, readCode(text));
    if (code === undefined) throw noMatch();
    return c.json<Reported>({ id: await reportsOf(c.env).flag({ ...flag, code }) }, 201);
  })
  .post("/:id", body(MarkBody), async (c) => {
    const id = c.req.param("id");
    const { done } = c.req.valid("json");
    const source = await reportsOf(c.env).source(id);
    if (!source) throw noReport();
    const match = { match: matchId(c.env, source.code), code: brief(source.code) };
    const detail = done === "" ? "a report is open again" : `a report is done: ${done}`;
    await monitorOf(c.env).act({ ...match, by: operatorOf(c).name, act: "report", detail });
    if (!(await reportsOf(c.env).mark(id, done))) throw noReport();
    return c.json({});
  });
