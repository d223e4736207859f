/** What an operator does in one match, and takes from it: docs/MONITOR.md, "Acts". Matches are known by their object's id. */
import { type Context, Hono } from "hono";
import { MatchAct } from "#shared/monitor/index.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { noMatch, noRound, Refusal } from "../errors.ts";
import { brief, log, messageOf } from "../log.ts";
import type { Operated } from "../match/rpc.ts";
import { isMatchId, matchById, monitorOf } from "../objects.ts";
import { within } from "../time-limit.ts";
import type { App } from "./app.ts";
import { body } from "./bodies.ts";
import { operatorOf } from "./operator-access.ts";
import { answerReplay } from "./replays.ts";
import { roundOf } from "./round.ts";

/** How long a match may take to act, in milliseconds. */
const ANSWER_MS = 10_000;

/** @throws {Refusal} 404 */
function idOf(c: Context<App, "/:id">): string {
  const id = c.req.param("id");
  if (!isMatchId(c.env, id)) throw noMatch();
  return id;
}

/** @throws {Refusal} 404 */
async function codeOf(c: Context<App>, id: string): Promise<string> {
  const code = await matchById(c.env, id).code();
  if (code === undefined) throw noMatch();
  return code;
}

/** What an act is, before it is known what comes of it. */
function asked(act: MatchAct): string {
  switch (act.act) {
    case "kick":
    case "bar":
      return `asked for: seat ${act.seat}`;
    case "end":
      return "asked for";
    case "announce":
      return `asked for: ${act.text}`;
  }
}

/** The words for an act that was done, or not. */
const outcome = (operated: Operated): string => (operated.ok ? operated.detail : `refused: ${operated.refusal}`);

/**
 * It is written down before it is done, and again with what has come of it: an act that was done is never missing, and one of which
 * nothing is known says so.
 * @throws {Refusal} 404, 409
 */
async function operate(c: Context<App>, id: string, act: MatchAct): Promise<string> {
  const by = operatorOf(c).name;
  const monitor = monitorOf(c.env);
  const written = await monitor.act({
    by,
    act: act.act,
    match: id,
    code: brief(await codeOf(c, id)),
    detail: asked(act),
  });
  const settle = async (detail: string) => {
    try {
      await within(ANSWER_MS, "settle", monitor.settle(written.id, detail));
    } catch (error) {
      // It stays as it was asked for; the match has it too.
      log.error("act_unsettled", { match: id, detail: messageOf(error) });
    }
  };
  const operating = async (): Promise<Operated> => matchById(c.env, id).operate(act, by);
  let operated: Operated;
  try {
    operated = await within(ANSWER_MS, "operate", operating());
  } catch (error) {
    await settle(`${asked(act)}; the match has not answered, and may have done it`);
    throw error;
  }
  await settle(outcome(operated));
  if (!operated.ok) throw new Refusal(409, API_ERROR.refused, operated.refusal);
  return operated.detail;
}

export const operatorMatches = new Hono<App>()
  .post("/:id/acts", body(MatchAct), async (c) => c.json({ detail: await operate(c, idOf(c), c.req.valid("json")) }))
  .get("/:id/log", async (c) => {
    const file = await matchById(c.env, idOf(c)).operatorLog();
    if (!file) throw noMatch();
    return c.body(new Uint8Array(file), 200, {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": 'attachment; filename="match.log"',
    });
  })
  .get("/:id/replay", async (c) => {
    const text = c.req.query("round");
    const round = text === undefined ? undefined : roundOf(text);
    if (text !== undefined && round === undefined) throw noRound();
    return answerReplay(c, { code: await codeOf(c, idOf(c)), round });
  });
