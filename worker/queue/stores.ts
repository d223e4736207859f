/** Where the queue of a pool keeps what a kill must not lose, and its log: on the object's disk, or in memory alone. */

import type { DecisionStore } from "./decision-log.ts";
import { SqlDecisionStore } from "./decision-store.ts";
import { SqlMeetingStore } from "./meeting-store.ts";
import type { MeetingStore } from "./met.ts";
import type { PartyNewsStore } from "./party-news.ts";
import { SqlPartyNewsStore } from "./party-news-store.ts";
import { SqlTicketStore } from "./store.ts";
import type { TicketStore } from "./ticket.ts";
import type { WaitStore } from "./wait-log.ts";

export interface QueueStores {
  readonly tickets: TicketStore & WaitStore;
  readonly meetings: MeetingStore;
  readonly decisions: DecisionStore;
  readonly partyNews: PartyNewsStore;
  /** Single values. */
  readonly kv: Pick<SyncKvStorage, "get" | "put">;
}

export const queueStores = (storage: Pick<DurableObjectStorage, "sql" | "kv" | "transactionSync">): QueueStores => ({
  tickets: new SqlTicketStore(storage),
  meetings: new SqlMeetingStore(storage.sql),
  decisions: new SqlDecisionStore(storage.sql),
  partyNews: new SqlPartyNewsStore(storage.sql),
  kv: storage.kv,
});

/** Of a pool whose disk a newer build has written. */
export function queueStoresInMemory(): QueueStores {
  const nothing = { load: () => [], save: () => {}, remove: () => {} };
  return {
    tickets: { ...nothing, atOnce: (work) => work(), waits: () => [], addWait: () => {} },
    meetings: { meetings: () => [], addMeeting: () => {} },
    decisions: { add: () => {}, after: () => undefined },
    partyNews: nothing,
    kv: { get: () => undefined, put: () => {} },
  };
}
