/** What the objects are called, and how the Worker and the objects reach one another. */
import type { Env } from "./env.ts";
import { ladderName } from "./ladder/name.ts";
import type { LadderPlace, LadderRpc } from "./ladder/rpc.ts";
import type { MatchRpc } from "./match/rpc.ts";
import type { MatchmakerRpc } from "./matchmaker/rpc.ts";
import type { MonitorRpc } from "./monitor/rpc.ts";
import type { PartyRpc } from "./party/rpc.ts";
import type { PlayerRpc } from "./player/rpc.ts";
import { type PoolPlace, poolName } from "./pool/name.ts";
import type { PoolRpc } from "./pool/rpc.ts";
import type { ProbeRpc } from "./probe/rpc.ts";
import type { QuotaRpc } from "./quota/rpc.ts";
import { LOCAL, placed, type Region } from "./regions.ts";
import type { RelayRpc } from "./relay/rpc.ts";
import type { ReportsRpc } from "./reports/rpc.ts";
import { shardOf } from "./revocation/name.ts";
import type { RevocationRpc } from "./revocation/rpc.ts";
import type { TransferRpc } from "./transfer/rpc.ts";

/** The pool of this game, mode and region. Requests at the same time see each other's matches there. */
export const poolFor = ({ POOL }: Pick<Env, "POOL">, place: PoolPlace): DurableObjectStub<PoolRpc> =>
  POOL.getByName(poolName(place), placed(place.region));

/** What one network may have open. @param address stands for the network */
export const quotaOf = ({ QUOTA }: Pick<Env, "QUOTA">, address: string): DurableObjectStub<QuotaRpc> =>
  QUOTA.getByName(address);

/** The one matchmaker of older builds: it passes on what they tell it. */
export const matchmakerOf = ({ MATCHMAKER }: Pick<Env, "MATCHMAKER">): DurableObjectStub<MatchmakerRpc> =>
  MATCHMAKER.getByName("global");

/**
 * The object of a match, by the match's code.
 * @param region where it is made by this call, should it not be there yet; else it stays where it is
 */
export const matchOf = (
  { MATCH }: Pick<Env, "MATCH">,
  code: string,
  region: Region = LOCAL,
): DurableObjectStub<MatchRpc> => MATCH.getByName(code, placed(region));

/** Raised to have the probes made anew, where the platform has new places: an object never moves. */
const PROBE_GENERATION = 1;

/** The object that is measured in place of the region's matches. */
export const probeOf = ({ PROBE }: Pick<Env, "PROBE">, region: Region): DurableObjectStub<ProbeRpc> =>
  PROBE.getByName(`${region}/${PROBE_GENERATION}`, placed(region));

/** The object that shows whether storage keeps what is written. It is made near the first who asks. */
export const storageProbeOf = ({ PROBE }: Pick<Env, "PROBE">): DurableObjectStub<ProbeRpc> =>
  PROBE.getByName("storage");

/** The object of a party, by the party's code. */
export const partyOf = ({ PARTY }: Pick<Env, "PARTY">, code: string): DurableObjectStub<PartyRpc> =>
  PARTY.getByName(code);

/** The ladder of this game, mode and season. */
export const ladderOf = ({ LADDER }: Pick<Env, "LADDER">, place: LadderPlace): DurableObjectStub<LadderRpc> =>
  LADDER.getByName(ladderName(place));
/** What is kept of a player. @param id the player's */
export const playerOf = ({ PLAYER }: Pick<Env, "PLAYER">, id: string): DurableObjectStub<PlayerRpc> =>
  PLAYER.getByName(id);

/** The object that holds a player's revocations. @param player the id */
export const revocationsOf = (
  { REVOCATION }: Pick<Env, "REVOCATION">,
  player: string,
): DurableObjectStub<RevocationRpc> => REVOCATION.getByName(shardOf(player));

/** What a transfer code offers. @param name the code's first part */
export const transferOf = ({ TRANSFER }: Pick<Env, "TRANSFER">, name: string): DurableObjectStub<TransferRpc> =>
  TRANSFER.getByName(name);

/** The reports about players: one object, which few calls reach. */
export const reportsOf = ({ REPORTS }: Pick<Env, "REPORTS">): DurableObjectStub<ReportsRpc> => REPORTS.getByName("all");

/** The one monitor: what operators see, and what they have done. */
export const monitorOf = ({ MONITOR }: Pick<Env, "MONITOR">): DurableObjectStub<MonitorRpc> => MONITOR.getByName("all");

/** The match's object by its id, as the monitor knows it. @throws {TypeError} it is no id of this server's matches */
export const matchById = ({ MATCH }: Pick<Env, "MATCH">, id: string): DurableObjectStub<MatchRpc> =>
  MATCH.get(MATCH.idFromString(id));

/** Whether a text is the id of an object of this server's matches: there may be none under it. */
export function isMatchId({ MATCH }: Pick<Env, "MATCH">, id: string): boolean {
  try {
    MATCH.idFromString(id);
    return true;
  } catch {
    return false;
  }
}

/** The id of a match's object. */
export const matchId = ({ MATCH }: Pick<Env, "MATCH">, code: string): string => MATCH.idFromName(code).toString();

/** The name of a relay's object. */
export const relayName = (code: string, relay: number): string => `${code}.${relay}`;

/** @param name from `relayName` */
export const relayOf = ({ RELAY }: Pick<Env, "RELAY">, name: string): DurableObjectStub<RelayRpc> =>
  RELAY.getByName(name);

/**
 * Without a bucket a trace is kept by an object of its own, under the trace's id: its name must not tell which match it
 * belongs to.
 */
export const traceKeeperOf = ({ MATCH }: Pick<Env, "MATCH">, id: string): DurableObjectStub<MatchRpc> =>
  MATCH.getByName(id);
