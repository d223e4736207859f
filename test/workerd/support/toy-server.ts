/** The server with a game of the tests alone, as another author's build has its own: worker/index.ts with another registry. */
import { Hono } from "hono";
import { registry } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";
import type { Env } from "#worker/env.ts";
import { answerError } from "#worker/http/answer-error.ts";
import { apiFor } from "#worker/http/api.ts";
import type { App } from "#worker/http/app.ts";
import { socketFor } from "#worker/http/socket.ts";
import * as match from "#worker/match/object.ts";
import * as matchmaker from "#worker/matchmaker/object.ts";
import * as relay from "#worker/relay/object.ts";

const games = registry(toy);

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

export default new Hono<App>().onError(answerError).route("/api", apiFor(games)).route("/ws", socketFor(games));
