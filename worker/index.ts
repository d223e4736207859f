/** The server of this build's games. No other file of the server knows which they are. */
import { games } from "#shared/games/index.ts";
import { brokenGames } from "#shared/sim/index.ts";
import { log } from "./log.ts";
import { createServer } from "./server.ts";

for (const { name, error } of brokenGames(games)) {
  log.error("game_broken", { game: name, message: error.message, stack: error.stack });
}

const {
  LadderObject,
  MatchObject,
  MatchmakerObject,
  MonitorObject,
  PartyObject,
  PlayerObject,
  PoolObject,
  ProbeObject,
  QuotaObject,
  RelayObject,
  RevocationObject,
  TransferObject,
  ReportsObject,
  app,
} = createServer(games);

/** The classes have these names in wrangler.toml. */
export {
  LadderObject,
  MatchmakerObject,
  MatchObject,
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
};
export default app;
