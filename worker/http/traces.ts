/** Flights: what a player saw of the last minute, beside the server's own log of it. docs/HTTP.md, "Client traces" */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { API_ERROR, ClientTrace, ClientTraceBody, readCode } from "#shared/protocol/index.ts";
import { findTrace, keepTrace } from "../archive/bucket.ts";
import type { StoredTrace, TraceLog } from "../archive/traces.ts";
import { newCode } from "../auth/codes.ts";
import { identify } from "../auth/players.ts";
import { keysOf } from "../auth/secrets.ts";
import { noMatch, Refusal } from "../errors.ts";
import { brief, log } from "../log.ts";
import { matchmakerOf } from "../matchmaker/stub.ts";
import { limitAddress, limited, networkOf } from "./address.ts";
import type { App } from "./app.ts";
import { body, onlyJson, traceBody } from "./bodies.ts";
import { codeOf, given } from "./code.ts";
import { ownOrigin } from "./origin.ts";

/** After so many seconds a person may send the next one. */
const RETRY_S = 10;

function refusal(reason: Extract<TraceLog, { ok: false }>["reason"]): Refusal {
  switch (reason) {
    case "no_match":
      return noMatch();
    case "not_yours":
      return new Refusal(403, API_ERROR.notYours, "only whoever has a seat in this match can keep what they saw of it");
    case "too_many":
      return new Refusal(429, API_ERROR.tooMany, `one each ${RETRY_S} seconds is enough`, RETRY_S);
    case "enough":
      return new Refusal(
        429,
        API_ERROR.tooMany,
        "no more recordings are kept of this match: those that you have stay, and the next match takes new ones",
      );
    case "hidden":
      return new Refusal(409, API_ERROR.plays, "in this game nobody who plays may see the whole of the log");
  }
}

/** @throws {Refusal} 429: the network has had as many kept today as it may */
async function countFlight(c: Context<App>): Promise<void> {
  const address = await networkOf(c);
  const wait = address === undefined ? 0 : await matchmakerOf(c.env).allowTrace(address);
  if (wait === 0) return;
  const text = "no more recordings of your network are kept today: try again tomorrow";
  throw new Refusal(429, API_ERROR.tooMany, text, Math.ceil(wait / 1000));
}

async function found(c: Context<App, "/:id">, part: keyof StoredTrace): Promise<Uint8Array<ArrayBuffer>> {
  const id = await given(c, readCode(c.req.param("id")));
  const bytes = id && (await findTrace(c.env, id, part));
  if (!bytes) throw new Refusal(404, API_ERROR.noReplay, "there is no such recording, or it is kept no more");
  return new Uint8Array(bytes);
}

const TraceText = v.pipe(v.string(), v.parseJson(), ClientTrace);

export const traces = new Hono<App>()
  .post("/matches/:code/flights", ownOrigin, limitAddress, traceBody, onlyJson, body(ClientTraceBody), async (c) => {
    const code = await codeOf(c);
    const now = Date.now();
    const keys = await keysOf(c.env);
    const player = await identify(keys, c.req.header("Authorization"), now);
    const id = await newCode(keys.code);
    const sent = c.req.valid("json");
    const logged = await c.env.MATCH.getByName(code).traceLog(player.id, id, JSON.stringify(sent).length);
    if (!logged.ok) throw refusal(logged.reason);
    await countFlight(c);
    const trace: ClientTrace = { ...sent, seat: logged.seat, at: new Date(now).toISOString() };
    await keepTrace(c.env, id, { trace: new TextEncoder().encode(JSON.stringify(trace)), log: logged.log });
    log.info("flight_kept", { id: brief(id), code: brief(code), bytes: logged.log.length });
    return c.json({ id }, 201);
  })
  .on("GET", "/flights/*", limited("READ_LIMIT"))
  .get("/flights/:id", async (c) => {
    const text = new TextDecoder().decode(await found(c, "trace"));
    const trace = v.safeParse(TraceText, text);
    if (trace.success) return c.json(trace.output);
    const [{ message }] = trace.issues;
    log.error("flight_damaged", { id: brief(c.req.param("id")), detail: message });
    throw new Refusal(500, API_ERROR.fault, "this recording is damaged, and cannot be shown");
  })
  .get("/flights/:id/log", async (c) =>
    c.body(await found(c, "log"), 200, { "Content-Type": "application/octet-stream" }),
  );
