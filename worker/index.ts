/** The server of this build's games. No other file of the server knows which they are. */
import { Hono } from "hono";
import { games } from "#shared/games/index.ts";
import type { Env } from "./env.ts";
import { answerError } from "./http/answer-error.ts";
import { apiFor } from "./http/api.ts";
import type { App } from "./http/app.ts";
import { pages } from "./http/pages.ts";
import { socketFor } from "./http/socket.ts";
import * as match from "./match/object.ts";
import * as matchmaker from "./matchmaker/object.ts";
import * as relay from "./relay/object.ts";

export class MatchObject extends match.MatchObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, games);
  }
}

export class MatchmakerObject extends matchmaker.MatchmakerObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, games);
  }
}

export class RelayObject extends relay.RelayObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, games);
  }
}

export default new Hono<App>()
  .onError(answerError)
  .route("/api", apiFor(games))
  .route("/ws", socketFor(games))
  .route("/", pages);
