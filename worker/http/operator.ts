/** What the operator of the server alone may ask: docs/OPERATIONS.md, "The operator". */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { API_ERROR } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { noMatch, noRoute, Refusal, SetupFault } from "../errors.ts";
import { matchOf } from "../objects.ts";
import type { App } from "./app.ts";
import { codeOf } from "./code.ts";
import { decisionsFor } from "./decisions.ts";
import { ownOrigin } from "./origin.ts";
import { reportList } from "./reports.ts";

/** A token is a secret that is sent with each request: it must not be guessed. */
const MIN_LENGTH = 32;

const digest = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** Takes as long for a text that is nearly right as for any other: neither its length nor its beginning can be found out by trying. */
async function isSame(one: string, other: string): Promise<boolean> {
  return crypto.subtle.timingSafeEqual(await digest(one), await digest(other));
}

/**
 * Lets the operator through, who sends `OPERATOR_TOKEN`. Without one there is nothing at these addresses, but on a server that
 * this machine alone can reach, where its user is the operator.
 * @throws {SetupFault} the token is too short
 */
export const onlyOperator = createMiddleware<App>(async (c, next) => {
  const token = c.env.OPERATOR_TOKEN ?? "";
  if (token === "") {
    if (c.env.LOOPBACK_ONLY !== "1") throw noRoute();
  } else {
    if (token.length < MIN_LENGTH) throw new SetupFault(`OPERATOR_TOKEN is shorter than ${MIN_LENGTH} characters`);
    const sent = /^Bearer +([^ ]+)$/i.exec(c.req.header("Authorization") ?? "")?.[1] ?? "";
    if (!(await isSame(sent, token))) {
      c.header("WWW-Authenticate", "Bearer");
      throw new Refusal(401, API_ERROR.unauthorized, "this is for the operator of the server: send its OPERATOR_TOKEN");
    }
  }
  await next();
});

/** The operator's routes of a server of these games. */
export const operatorFor = (games: Games) =>
  new Hono<App>()
    // What reads too: a page of another site must not find out what there is.
    .use(ownOrigin, onlyOperator)
    .route("/reports", reportList)
    .get("/matches/:code/fault", async (c) => {
      const report = await matchOf(c.env, await codeOf(c)).fault(true);
      if (!report) throw noMatch();
      return c.json(report);
    })
    .route("/pools", decisionsFor(games))
    .all("*", () => {
      throw noRoute();
    });
