/** An operator's page signs in and out, and asks who is signed in: docs/MONITOR.md, "Sign-in". */
import { Hono } from "hono";
import * as v from "valibot";
import type { OperatorSession } from "#shared/monitor/index.ts";
import { Name } from "#shared/names/schema.ts";
import type { Operator } from "../auth/operators.ts";
import { limited } from "./address.ts";
import type { App } from "./app.ts";
import { body, fields } from "./bodies.ts";
import { knownOperator, signIn, signOut } from "./operator-access.ts";

/** Longer than any secret. */
const MOST_TOKEN = 1024;

const SignInBody = fields({ token: v.pipe(v.string(), v.maxLength(MOST_TOKEN)), name: Name });

const NONE: OperatorSession = { operator: null, by: "none" };

const sessionOf = ({ name, by, until }: Operator): OperatorSession => ({
  ...{ operator: name, by },
  ...(until !== undefined && { until }),
});

export const operatorSession = new Hono<App>()
  .get("/", async (c) => {
    const operator = await knownOperator(c);
    return c.json<OperatorSession>(operator ? sessionOf(operator) : NONE);
  })
  .post("/", limited("TRY_LIMIT"), body(SignInBody), async (c) => {
    const { token, name } = c.req.valid("json");
    return c.json<OperatorSession>(sessionOf(await signIn(c, token, name)));
  })
  .delete("/", (c) => {
    signOut(c);
    return c.json<OperatorSession>(NONE);
  });
