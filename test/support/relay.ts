/** A relay in memory, beside its match: without a line between them: messages arrive at once. */
import { PROTOCOL, type Since } from "#shared/protocol/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { Connection } from "#worker/broadcast/connection.ts";
import type { Match } from "#worker/match/match.ts";
import { Relay } from "#worker/relay/relay.ts";
import type { Upstream } from "#worker/relay/upstream-link.ts";
import { only } from "./games.ts";

let ids = 0;

/** The arrival of a relay at a match. */
export function relayArrival(since?: Since): Connection["arrival"] {
  ids += 1;
  const claims = { id: `relay ${ids}`, role: "relay", seat: -1, player: "TESTTEST00.0", name: "" } as const;
  return { ...claims, at: ids, expires: 1e15, rules: [], edition: PROTOCOL, since };
}

/** @param where the match that it follows, at this moment; and the time */
export function relayBeside(where: { readonly match: Match; readonly now: number }, game: AnyGame): Relay {
  let connection: Connection | undefined;
  const upstream: Upstream = {
    open(since) {
      const port = {
        send: (bytes: Uint8Array) => relay.receiveUpstream(bytes, where.now),
        close: (code: Parameters<Connection["close"]>[0], reason: string) => relay.over(code, reason),
      };
      connection = new Connection(port, relayArrival(since));
      where.match.connect(connection, where.now);
      relay.opened(where.now);
    },
    send(bytes) {
      if (connection) where.match.receive(connection, new Uint8Array(bytes).buffer, where.now);
    },
    close() {
      if (connection) where.match.disconnect(connection, where.now);
      connection = undefined;
    },
  };
  const relay = new Relay(upstream, only(game));
  return relay;
}
