import type { Env } from "../env.ts";

/** What Hono's handlers see as `c.env`. */
export interface App {
  Bindings: Env;
}
