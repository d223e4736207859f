import type { Operator } from "../auth/operators.ts";
import type { Env } from "../env.ts";

/** The type of `c.env` in Hono's handlers, and of what a middleware leaves for them. */
export interface App {
  Bindings: Env;
  /** `operator` behind `onlyOperator` alone: ask `operatorOf`. */
  Variables: { operator?: Operator };
}
