/** An operator watches a match without delay: docs/MONITOR.md, "Watching". */
import { Hono } from "hono";
import type { WatchTicket } from "#shared/monitor/index.ts";
import { keysOf } from "../auth/secrets.ts";
import { signTicket } from "../auth/tickets.ts";
import { noMatch } from "../errors.ts";
import { isMatchId, matchById } from "../objects.ts";
import type { App } from "./app.ts";
import { operatorOf } from "./operator-access.ts";

/** Stands behind `onlyOperator`. */
export const operatorWatch = new Hono<App>().post("/:id/watch", async (c) => {
  const id = c.req.param("id");
  if (!isMatchId(c.env, id)) throw noMatch();
  const info = await matchById(c.env, id).info();
  if (!info) throw noMatch();
  const { name } = operatorOf(c);
  // The ticket is for the object and not for the code, which nothing that an operator is sent may hold.
  const claims = { role: "operator", seat: -1, player: `operator ${crypto.randomUUID()}`, name } as const;
  const ticket = await signTicket(await keysOf(c.env), id, claims, Date.now());
  return c.json<WatchTicket>({ ticket, path: `/ws/${id}`, game: info.game, mode: info.mode });
});
