/** What the objects are called, and how the Worker and the objects reach one another. */
import type { Env } from "./env.ts";
import type { MatchRpc } from "./match/rpc.ts";
import type { MatchmakerRpc } from "./matchmaker/rpc.ts";
import type { RelayRpc } from "./relay/rpc.ts";

/** There is one matchmaker: requests at the same time must see each other's matches. */
export const matchmakerOf = ({ MATCHMAKER }: Pick<Env, "MATCHMAKER">): DurableObjectStub<MatchmakerRpc> =>
  MATCHMAKER.getByName("global");

/** The object of a match, by the match's code. */
export const matchOf = ({ MATCH }: Pick<Env, "MATCH">, code: string): DurableObjectStub<MatchRpc> =>
  MATCH.getByName(code);

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
