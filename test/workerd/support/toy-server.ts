/** The server with a game of the tests alone, as another author's build has its own: worker/index.ts with another registry. */
import { registry } from "#shared/sim/index.ts";
import { toy } from "#test/support/toy.ts";
import { createServer } from "#worker/server.ts";

const {
  LadderObject,
  MatchObject,
  MatchmakerObject,
  PartyObject,
  PlayerObject,
  PoolObject,
  ProbeObject,
  QuotaObject,
  RelayObject,
  MonitorObject,
  ReportsObject,
  RevocationObject,
  TransferObject,
  app,
} = createServer(registry(toy));

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
