import type { Env } from "../env.ts";
import type { MatchmakerObject } from "./object.ts";

/** There is one matchmaker: whoever asks at the same time must hear of the same matches. */
export function matchmakerOf(env: Pick<Env, "MATCHMAKER">): DurableObjectStub<MatchmakerObject> {
  return env.MATCHMAKER.getByName("global");
}
