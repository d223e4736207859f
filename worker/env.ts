/** The bindings of wrangler.toml. */
import type { MatchObject } from "./match/object.ts";
import type { MatchmakerObject } from "./matchmaker/object.ts";

export interface Env {
  readonly ASSETS: Fetcher;
  readonly MATCH: DurableObjectNamespace<MatchObject>;
  readonly MATCHMAKER: DurableObjectNamespace<MatchmakerObject>;
  /** Signs tickets. Set by `wrangler secret put TICKET_SECRET`; local play needs none. */
  readonly TICKET_SECRET?: string;
}
