/** What the operator of the server alone may ask: docs/OPERATIONS.md, "The operator". */
import { Hono } from "hono";
import type { Games } from "#shared/sim/index.ts";
import { noMatch, noRoute } from "../errors.ts";
import { matchOf } from "../objects.ts";
import type { App } from "./app.ts";
import { codeOf } from "./code.ts";
import { decisionsFor } from "./decisions.ts";
import { onlyOperator } from "./operator-access.ts";
import { operatorActs } from "./operator-acts.ts";
import { operatorMatches } from "./operator-matches.ts";
import { operatorReports } from "./operator-reports.ts";
import { operatorSession } from "./operator-session.ts";
import { operatorWatch } from "./operator-watch.ts";
import { ownOrigin } from "./origin.ts";
import { reportList } from "./reports.ts";

/** The operator's routes of a server of these games. */
export const operatorFor = (games: Games) =>
  new Hono<App>()
    // What reads too: a page of another site must not find out what there is.
    .use(ownOrigin)
    .route("/session", operatorSession)
    .use(onlyOperator)
    .route("/acts", operatorActs)
    .route("/reports", operatorReports)
    .route("/reports", reportList)
    .get("/matches/:code/fault", async (c) => {
      const report = await matchOf(c.env, await codeOf(c)).fault(true);
      if (!report) throw noMatch();
      return c.json(report);
    })
    .route("/matches", operatorMatches)
    .route("/matches", operatorWatch)
    .route("/pools", decisionsFor(games))
    .all("*", () => {
      throw noRoute();
    });
