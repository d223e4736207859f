/** The decision log of a pool, for its operator: docs/OPERATIONS.md, "Decisions". */
import { type Context, Hono } from "hono";
import type { Games } from "#shared/sim/index.ts";
import { noRoute } from "../errors.ts";
import { poolFor } from "../objects.ts";
import type { PoolPlace } from "../pool/name.ts";
import { isRegion } from "../regions.ts";
import type { App } from "./app.ts";

/** @throws {Refusal} 404: there is no such queue */
function placeOf(c: Context<App, "/:game/:mode/:region/decisions">, games: Games): PoolPlace {
  const { game, mode, region } = c.req.param();
  const modes = games.get(game)?.modes ?? {};
  if (!Object.hasOwn(modes, mode) || !modes[mode].queue || !isRegion(region)) throw noRoute();
  return { game, mode, region };
}

/** Page by page: a log may be longer than what fits into a Worker's memory, or into an answer of an object. */
function streamOf(
  pageAfter: (n: number) => Promise<{ readonly lines: string; readonly next?: number }>,
): ReadableStream {
  const text = new TextEncoder();
  let after: number | undefined = 0;
  return new ReadableStream({
    async pull(controller) {
      if (after === undefined) return controller.close();
      const { lines, next } = await pageAfter(after);
      after = next;
      if (lines !== "") controller.enqueue(text.encode(lines));
      else if (after === undefined) controller.close();
    },
  });
}

export const decisionsFor = (games: Games) =>
  new Hono<App>().get("/:game/:mode/:region/decisions", (c) => {
    const place = placeOf(c, games);
    const pool = poolFor(c.env, place);
    const body = streamOf(async (after) => pool.decisions(place, after));
    return c.body(body, 200, { "Content-Type": "application/x-ndjson" });
  });
