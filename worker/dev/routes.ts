/** /api/dev: what the page's development panel asks the server of `npm run dev`. A deployed server has no such routes. */
import { Hono } from "hono";
import * as v from "valibot";
import type { DevAsked } from "#shared/dev/state.ts";
import type { Env } from "../env.ts";
import { badRequest, noMatch } from "../errors.ts";
import { answerError } from "../http/answer-error.ts";
import type { App } from "../http/app.ts";
import { body, fields, onlyJson } from "../http/bodies.ts";
import { codeOf } from "../http/code.ts";
import { ownOrigin } from "../http/origin.ts";
import type { DevMatchRpc } from "./match-object.ts";

/** The match of this code. On this server the objects are of `DevMatchObject`: worker/dev/entry.ts exports it. */
const matchOf = ({ MATCH }: Env, code: string): DurableObjectStub<DevMatchRpc> =>
  (MATCH as unknown as DurableObjectNamespace<DevMatchRpc>).getByName(code);

const Int = v.pipe(v.number(), v.safeInteger());
const Tick = v.pipe(Int, v.minValue(0));
const ActBody = v.variant("act", [
  fields({ act: v.picklist(["pause", "run"]) }),
  fields({ act: v.literal("step"), ticks: v.pipe(Int, v.minValue(1), v.maxValue(600)) }),
  fields({ act: v.picklist(["back", "fork"]), tick: Tick }),
  fields({ act: v.literal("edit"), table: v.string(), column: v.string(), row: Tick, value: Int }),
]);

/** `seat=2`: what this seat knows (-1: a spectator); `tables=0`: none. */
function askedOf(seat: string | undefined, tables: string | undefined): DevAsked {
  if (tables === "0") return "nothing";
  if (seat === undefined) return "whole";
  if (!/^(?:-1|\d{1,3})$/.test(seat)) throw badRequest("seat must be a seat's number, or -1");
  return { seat: Number(seat) };
}

const rowOf = (row: string | undefined): number => (row !== undefined && /^\d{1,6}$/.test(row) ? Number(row) : 0);

export const devRoutes = new Hono<App>()
  .onError(answerError)
  .on("POST", "*", ownOrigin, onlyJson)
  .get("/:code", async (c) => {
    const asked = askedOf(c.req.query("seat"), c.req.query("tables"));
    const state = await matchOf(c.env, await codeOf(c)).devState(asked);
    if (!state) throw noMatch();
    return c.json(state, 200, { "Cache-Control": "no-store" });
  })
  .get("/:code/history", async (c) => {
    const { table = "", column = "", row } = c.req.query();
    const cell = { table, column, row: rowOf(row) };
    const history = await matchOf(c.env, await codeOf(c)).devHistory(cell);
    if (!history) throw noMatch();
    return c.json(history, 200, { "Cache-Control": "no-store" });
  })
  .post("/:code", body(ActBody), async (c) => {
    const refusal = await matchOf(c.env, await codeOf(c)).devAct(c.req.valid("json"));
    if (refusal !== undefined) throw badRequest(refusal);
    return c.json({ ok: true });
  });
