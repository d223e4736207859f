/** The server of any games: the classes of its Durable Objects and its routes. */
import { Hono } from "hono";
import type { Games } from "#shared/sim/index.ts";
import type { Env } from "./env.ts";
import { answerError } from "./http/answer-error.ts";
import { apiFor } from "./http/api.ts";
import type { App } from "./http/app.ts";
import { healthFor } from "./http/health.ts";
import { metrics } from "./http/metrics.ts";
import { monitorSocket } from "./http/monitor-socket.ts";
import { pagesFor } from "./http/pages.ts";
import { partySocket } from "./http/party-socket.ts";
import { probe } from "./http/probe.ts";
import { queueFor } from "./http/queue.ts";
import { socketFor } from "./http/socket.ts";
import * as ladder from "./ladder/object.ts";
import * as match from "./match/object.ts";
import * as matchmaker from "./matchmaker/object.ts";
import { monitorEar } from "./monitor/ear.ts";
import * as monitor from "./monitor/object.ts";
import * as party from "./party/object.ts";
import { PlayerObject } from "./player/object.ts";
import * as pool from "./pool/object.ts";
import { ProbeObject } from "./probe/object.ts";
import { QuotaObject } from "./quota/object.ts";
import * as relay from "./relay/object.ts";
import { ReportsObject } from "./reports/object.ts";
import { RevocationObject } from "./revocation/object.ts";
import { listen } from "./telling.ts";
import { TransferObject } from "./transfer/object.ts";

/** The platform makes the objects, and gives them two arguments: so each server has classes of its own. */
type ObjectClass<T> = new (ctx: DurableObjectState, env: Env) => T;

export interface Server {
  readonly LadderObject: ObjectClass<ladder.LadderObject>;
  readonly MatchObject: ObjectClass<match.MatchObject>;
  readonly MatchmakerObject: ObjectClass<matchmaker.MatchmakerObject>;
  readonly MonitorObject: ObjectClass<monitor.MonitorObject>;
  readonly PartyObject: ObjectClass<party.PartyObject>;
  readonly PlayerObject: ObjectClass<PlayerObject>;
  readonly PoolObject: ObjectClass<pool.PoolObject>;
  readonly ProbeObject: ObjectClass<ProbeObject>;
  readonly QuotaObject: ObjectClass<QuotaObject>;
  readonly RelayObject: ObjectClass<relay.RelayObject>;
  readonly RevocationObject: ObjectClass<RevocationObject>;
  readonly TransferObject: ObjectClass<TransferObject>;
  readonly ReportsObject: ObjectClass<ReportsObject>;
  readonly app: Hono<App>;
}

export function createServer(games: Games): Server {
  listen(monitorEar);
  class LadderObject extends ladder.LadderObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  class MatchObject extends match.MatchObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  class MatchmakerObject extends matchmaker.MatchmakerObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  class MonitorObject extends monitor.MonitorObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  class PartyObject extends party.PartyObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  class PoolObject extends pool.PoolObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  class RelayObject extends relay.RelayObject {
    constructor(ctx: DurableObjectState, env: Env) {
      super(ctx, env, games);
    }
  }

  const app = new Hono<App>()
    .onError(answerError)
    .route("/api", apiFor(games))
    .route("/ws/party", partySocket)
    .route("/ws", socketFor(games))
    .route("/queue", queueFor(games))
    .route("/probe", probe)
    .route("/metrics", metrics)
    .route("/monitor/socket", monitorSocket)
    .route("/healthz", healthFor(games))
    .route("/", pagesFor(games));
  const own = { LadderObject, MatchObject, MatchmakerObject, MonitorObject, PartyObject, PoolObject, RelayObject };
  return {
    ...own,
    PlayerObject,
    ProbeObject,
    QuotaObject,
    ReportsObject,
    RevocationObject,
    TransferObject,
    app,
  };
}
