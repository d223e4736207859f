/** The bindings of wrangler.toml. */
import type { LadderRpc } from "./ladder/rpc.ts";
import type { MatchRpc } from "./match/rpc.ts";
import type { MatchmakerRpc } from "./matchmaker/rpc.ts";
import type { MonitorRpc } from "./monitor/rpc.ts";
import type { PartyRpc } from "./party/rpc.ts";
import type { PlayerRpc } from "./player/rpc.ts";
import type { PoolRpc } from "./pool/rpc.ts";
import type { ProbeRpc } from "./probe/rpc.ts";
import type { QuotaRpc } from "./quota/rpc.ts";
import type { RelayRpc } from "./relay/rpc.ts";
import type { ReportsRpc } from "./reports/rpc.ts";
import type { RevocationRpc } from "./revocation/rpc.ts";
import type { TransferRpc } from "./transfer/rpc.ts";

export interface Env {
  readonly ASSETS: Fetcher;
  readonly MATCH: DurableObjectNamespace<MatchRpc>;
  /** Keeps replays. Without it each match's object keeps its own. */
  readonly REPLAYS?: R2Bucket;
  readonly RELAY: DurableObjectNamespace<RelayRpc>;
  readonly PROBE: DurableObjectNamespace<ProbeRpc>;
  readonly PARTY: DurableObjectNamespace<PartyRpc>;
  readonly POOL: DurableObjectNamespace<PoolRpc>;
  readonly LADDER: DurableObjectNamespace<LadderRpc>;
  readonly QUOTA: DurableObjectNamespace<QuotaRpc>;
  readonly PLAYER: DurableObjectNamespace<PlayerRpc>;
  readonly REVOCATION: DurableObjectNamespace<RevocationRpc>;
  readonly TRANSFER: DurableObjectNamespace<TransferRpc>;
  readonly MONITOR: DurableObjectNamespace<MonitorRpc>;
  readonly REPORTS: DurableObjectNamespace<ReportsRpc>;
  /** For older builds alone. */
  readonly MATCHMAKER: DurableObjectNamespace<MatchmakerRpc>;
  /** Metrics, for dashboards: docs/METRICS.md. Optional. */
  readonly METRICS?: AnalyticsEngineDataset;
  /** What pools decide, for dashboards: docs/METRICS.md, "Decisions". Optional: pools keep a log themselves. */
  readonly DECISIONS?: AnalyticsEngineDataset;
  /** How many requests one address may make: that make, join and connect; and that only read. Absent in some runtimes. */
  readonly ADDRESS_LIMIT?: RateLimit | undefined;
  readonly READ_LIMIT?: RateLimit | undefined;
  /** How often one address may try to become a player on a device: by a code, or by a passkey. */
  readonly TRY_LIMIT?: RateLimit | undefined;
  /** How many new players may come from one address. */
  readonly NEWCOMER_LIMIT?: RateLimit | undefined;
  /** "1" on a server that this machine alone can reach: it counts no addresses. Set by `npm start`, by where it listens. */
  readonly LOOPBACK_ONLY?: string;
  /** Where other devices reach a server that listens on a local network: its invitations lead there. Set by `npm start`. */
  readonly LAN_ORIGIN?: string;
  /** "1" on a server that is measured: matches may have settings beyond their public ranges. No deployed server has it. */
  readonly BENCH_RANGES?: string;
  /** Which version of the server this is, by the platform. */
  readonly VERSION?: WorkerVersionMetadata;
  /** Proves that the operator asks: docs/OPERATIONS.md, "The operator". Set by `wrangler secret put OPERATOR_TOKEN`. */
  readonly OPERATOR_TOKEN?: string;
  /** Signs tickets and player tokens. Set by `wrangler secret put TICKET_SECRET`; `npm start` and `npm run dev` make their own. */
  readonly TICKET_SECRET?: string;
  /** The previous secret, or the next one: what it has signed is good too, but it signs nothing (docs/OPERATIONS.md). */
  readonly TICKET_SECRET_PREVIOUS?: string;
}
