/** Whether the server can do its work, for programs that watch over it: docs/OPERATIONS.md, "Health". */
import { Hono } from "hono";
import { PROTOCOL } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { log, messageOf } from "../log.ts";
import { Overdue, within } from "../time-limit.ts";
import type { App } from "./app.ts";
import { apiHeaders } from "./headers.ts";
import { type Check, checksOf } from "./health-checks.ts";

/** So long a check may take, in milliseconds: many times what it takes on a busy server. */
const LIMIT_MS = 3000;
/** So long an answer is given to all who ask, in milliseconds: asking often checks no oftener. */
const FRESH_MS = 5000;

type Outcome = "ok" | "failed" | "overdue";

interface Health {
  readonly checks: Readonly<Record<string, Outcome>>;
  /** When they began, in milliseconds since 1970. */
  readonly at: number;
}

/** Never throws. Why it is not so stands in the log alone. @param limit milliseconds */
async function outcome(name: string, check: Check, limit: number): Promise<Outcome> {
  try {
    await within(limit, name, check());
    return "ok";
  } catch (error) {
    log.error("unhealthy", { check: name, message: messageOf(error) });
    return error instanceof Overdue ? "overdue" : "failed";
  }
}

async function examine(checks: Readonly<Record<string, Check>>, limit: number): Promise<Health> {
  const at = Date.now();
  const found = Object.entries(checks).map(async ([name, check]) => [name, await outcome(name, check, limit)] as const);
  return { checks: Object.fromEntries(await Promise.all(found)), at };
}

/**
 * `GET /healthz` of a server of these games: 200 where all checks pass, else 503. It is in no limit of requests, so that no
 * neighbour of a health checker can have it refused; the checks are made once in `FRESH_MS`, however many ask.
 * @param limit so long each check may take, in milliseconds
 */
export function healthFor(games: Games, limit = LIMIT_MS) {
  /** What was found last, or is being found. */
  let last: Promise<Health> | undefined;
  let until = 0;
  return new Hono<App>().use(apiHeaders).get("/", async (c) => {
    if (last === undefined || Date.now() >= until) {
      until = Date.now() + FRESH_MS;
      last = examine(checksOf(c.env, games, c.req.url), limit);
    }
    const { checks, at } = await last;
    const isWell = Object.values(checks).every((one) => one === "ok");
    c.header("Cache-Control", "no-store");
    const version = c.env.VERSION?.id ?? null;
    return c.json({ healthy: isWell, checks, at, version, edition: PROTOCOL }, isWell ? 200 : 503);
  });
}
