/** Traces: what a player saw in the last minute, and the server's own log of it. docs/HTTP.md, "Client traces" */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { API_ERROR, ClientTrace, ClientTraceBody, readCode } from "#shared/protocol/index.ts";
import { archiveOf } from "../archive/archive-of.ts";
import type { StoredTrace, TraceLog } from "../archive/stored-trace.ts";
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { noMatch, Refusal } from "../errors.ts";
import { brief, log } from "../log.ts";
import { matchOf, quotaOf } from "../objects.ts";
import { limitAddress, limited, networkOf } from "./address.ts";
import type { App } from "./app.ts";
import { body, onlyJson, traceBody } from "./bodies.ts";
import { codeOf, given } from "./code.ts";
import { identified } from "./identified.ts";
import { ownOrigin } from "./origin.ts";

/** The least time between two traces of a player, in seconds. */
const RETRY_S = 10;

function refusal(reason: Extract<TraceLog, { ok: false }>["reason"]): Refusal {
  switch (reason) {
    case "no_match":
      return noMatch();
    case "not_yours":
      return new Refusal(
        403,
        API_ERROR.notYours,
        "you have no seat in this match, so you have no recording of it to keep",
      );
    case "too_many":
      return new Refusal(429, API_ERROR.tooMany, `you can keep one recording every ${RETRY_S} seconds`, RETRY_S);
    case "enough":
      return new Refusal(
        429,
        API_ERROR.tooMany,
        "no more recordings are kept of this match: the ones that you have stay, and you can keep new ones of the next match",
      );
    case "hidden":
      return new Refusal(
        409,
        API_ERROR.plays,
        "this game hides something from its players, so none of them gets the match's log",
      );
  }
}

/** @throws {Refusal} 429: as many traces of this network are kept today as may be */
async function countTrace(c: Context<App>): Promise<void> {
  const address = await networkOf(c);
  const wait = address === undefined ? 0 : await quotaOf(c.env, address).takeTrace();
  if (wait === 0) return;
  const text = "no more recordings of your network are kept today: try again tomorrow";
  throw new Refusal(429, API_ERROR.tooMany, text, Math.ceil(wait / 1000));
}

/** @param id of a trace; undefined where there is none @throws {Refusal} 404 */
async function found(c: Context<App>, id: string | undefined, part: keyof StoredTrace) {
  const bytes = id && (await archiveOf(c.env).findTrace(id, part));
  if (!bytes) throw new Refusal(404, API_ERROR.noReplay, "there is no such recording, or it has expired");
  return new Uint8Array(bytes);
}

const TraceText = v.pipe(v.string(), v.parseJson(), ClientTrace);

/** Answers with a trace. @throws {Refusal} 404; 500: it is damaged */
export async function answerTrace(c: Context<App>, id: string | undefined): Promise<Response> {
  const text = new TextDecoder().decode(await found(c, id, "trace"));
  const trace = v.safeParse(TraceText, text);
  if (trace.success) return c.json(trace.output);
  const [{ message }] = trace.issues;
  log.error("flight_damaged", { id: brief(id ?? ""), detail: message });
  throw new Refusal(500, API_ERROR.fault, "this recording is damaged, and cannot be shown");
}

/** Answers with the server's own log to go with a trace. @throws {Refusal} 404 */
export const answerTraceLog = async (c: Context<App>, id: string | undefined): Promise<Response> =>
  c.body(await found(c, id, "log"), 200, { "Content-Type": "application/octet-stream" });

export const traces = new Hono<App>()
  .post("/matches/:code/flights", ownOrigin, limitAddress, traceBody, onlyJson, body(ClientTraceBody), async (c) => {
    const code = await codeOf(c);
    const now = Date.now();
    const player = await identified(c);
    const id = await newCode((await keysOf(c.env)).code);
    const sent = c.req.valid("json");
    const logged = await matchOf(c.env, code).flightLog(player.id, id, JSON.stringify(sent).length);
    if (!logged.ok) throw refusal(logged.reason);
    await countTrace(c);
    const trace: ClientTrace = { ...sent, seat: logged.seat, at: new Date(now).toISOString() };
    await archiveOf(c.env).keepTrace(id, { trace: new TextEncoder().encode(JSON.stringify(trace)), log: logged.log });
    log.info("flight_kept", { id: brief(id), code: brief(code), bytes: logged.log.length });
    return c.json({ id }, 201);
  })
  .on("GET", "/flights/*", limited("READ_LIMIT"))
  .get("/flights/:id", async (c) => answerTrace(c, await given(c, readCode(c.req.param("id")))))
  .get("/flights/:id/log", async (c) => answerTraceLog(c, await given(c, readCode(c.req.param("id")))));
