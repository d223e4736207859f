/** What a report is about, for an operator's page: it knows no code. docs/MONITOR.md, "Reports" */
import { type Context, Hono } from "hono";
import { noReport } from "../errors.ts";
import { reportsOf } from "../objects.ts";
import type { ReportSource } from "../reports/rpc.ts";
import type { App } from "./app.ts";
import { answerReplay } from "./replays.ts";
import { answerTrace, answerTraceLog } from "./traces.ts";

/** @throws {Refusal} 404 */
async function sourceOf(c: Context<App, "/:id">): Promise<ReportSource> {
  const source = await reportsOf(c.env).source(c.req.param("id"));
  if (!source) throw noReport();
  return source;
}

export const operatorReports = new Hono<App>()
  .get("/:id/replay", async (c) => {
    const { code, round } = await sourceOf(c);
    return answerReplay(c, { code, round });
  })
  .get("/:id/trace", async (c) => answerTrace(c, (await sourceOf(c)).trace))
  .get("/:id/trace/log", async (c) => answerTraceLog(c, (await sourceOf(c)).trace));
