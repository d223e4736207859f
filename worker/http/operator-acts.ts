/** What operators have done: docs/MONITOR.md, "Acts". */
import { Hono } from "hono";
import * as v from "valibot";
import type { ActPage } from "#shared/monitor/index.ts";
import { monitorOf } from "../objects.ts";
import type { App } from "./app.ts";
import { readQuery } from "./list-query.ts";
import { wholeNumber } from "./whole-number.ts";

const USUAL_PAGE = 50;
const MOST_ON_PAGE = 200;

const Query = v.strictObject({
  match: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "is no match's id"))),
  before: v.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
  limit: v.optional(wholeNumber(1, MOST_ON_PAGE), String(USUAL_PAGE)),
});

export const operatorActs = new Hono<App>().get("/", async (c) => {
  const query = readQuery(Query, new URL(c.req.url).searchParams);
  return c.json<ActPage>(await monitorOf(c.env).acts(query));
});
