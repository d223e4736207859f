import type { Env } from "../env.ts";

/** The type of `c.env` in Hono's handlers. */
export interface App {
  Bindings: Env;
}
