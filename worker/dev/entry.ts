/** The server of `npm run dev`: worker/index.ts, with matches that can be watched, and rules that can be edited. */
import { Hono } from "hono";
import { placeOf } from "#shared/dev/place.ts";
import type { Env } from "../env.ts";
import type { App } from "../http/app.ts";
import { createServer } from "../server.ts";
import { games } from "./games.ts";
import { DevMatchObject } from "./match-object.ts";
import { devRoutes } from "./routes.ts";

const server = createServer(games);

/** This code of the server, which is over when the runtime itself is edited: its objects are then made anew. */
const life = { over: false };
if (import.meta.hot) {
  const { data } = import.meta.hot;
  if (data.life) data.life.over = true;
  data.life = life;
  // Edited rules end here: the objects stay, and their matches find them in `games`.
  import.meta.hot.accept("./games.ts", (module) => {
    // Why not: the same is loaded again, and throws again.
    if (!module) import("./games.ts").catch(refused);
  });
}

/** To the pages: scripts/dev-rules.ts passes it on. */
function refused(error: unknown): void {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  import.meta.hot?.send("scrim:refused", { message, at: placeOf(message) ?? placeOf(stack) ?? "" });
}

export class MatchObject extends DevMatchObject {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, games, life);
  }
}

export const {
  LadderObject,
  MatchmakerObject,
  MonitorObject,
  PartyObject,
  PlayerObject,
  PoolObject,
  ProbeObject,
  QuotaObject,
  RelayObject,
  ReportsObject,
  RevocationObject,
  TransferObject,
} = server;
export default new Hono<App>().route("/api/dev", devRoutes).route("/", server.app);
