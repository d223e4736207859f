/** The bindings of wrangler.toml. */
import type { MatchObject } from "./match/object.ts";
import type { MatchmakerObject } from "./matchmaker/object.ts";

export interface Env {
  readonly ASSETS: Fetcher;
  readonly MATCH: DurableObjectNamespace<MatchObject>;
  readonly MATCHMAKER: DurableObjectNamespace<MatchmakerObject>;
  /** Signs tickets and player tokens. Set by `wrangler secret put TICKET_SECRET`; local play needs none. */
  readonly TICKET_SECRET?: string;
  /** What it signed is good too, but it signs nothing: the secret before, or the one to come (docs/OPERATIONS.md). */
  readonly TICKET_SECRET_PREVIOUS?: string;
}
