/** The server of this build's games. No other file of the server knows which they are. */
import { games } from "#shared/games/index.ts";
import { createServer } from "./server.ts";

const {
  LadderObject,
  MatchObject,
  MatchmakerObject,
  PartyObject,
  PoolObject,
  ProbeObject,
  QuotaObject,
  RelayObject,
  app,
} = createServer(games);

/** The classes have these names in wrangler.toml. */
export { LadderObject, MatchmakerObject, MatchObject, PartyObject, PoolObject, ProbeObject, QuotaObject, RelayObject };
export default app;
