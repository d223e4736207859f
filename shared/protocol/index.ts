/** The wire: docs/WIRE.md says the same in words. */
export {
  AFTER_CLOSE,
  AFTER_REFUSAL,
  type Again,
  afterClose,
  type Ending,
  FINAL,
  isAgain,
  type Next,
  type RefusalCode,
  SEAT_HELD_MS,
} from "./after.ts";
export { ALLOWED } from "./allowed.ts";
export { ClientTrace, ClientTraceBody, MAX_TRACE, MOST_OF_TRACE, TRACE_MS, TraceId } from "./client-trace.ts";
export { CLOSE, type CloseCode, closeFor } from "./close.ts";
export { CODE_ALPHABET, CODE_LENGTH, PARTY_CODE_LENGTH, readCode, readPartyCode, spellPartyCode } from "./code.ts";
export * from "./down.ts";
export { HOST_ACT, type HostAct, type HostNews } from "./host.ts";
export {
  Admission,
  API_ERROR,
  type ApiError,
  type ApiErrorCode,
  type CommandInfo,
  type GameInfo,
  type InputInfo,
  MatchDetail,
  MatchInfo,
  type MatchStats,
  MOST_PEOPLE,
  ModeCounts,
  type SeatedPlayer,
} from "./http.ts";
export { MOST_RTT, PROBE_PING, PROBE_PONG, type RegionInfo, RegionList } from "./regions.ts";
export { Result, Standing } from "./results.ts";
export { Schema, schemaOf } from "./schema.ts";
export { followSeen } from "./seen.ts";
export { SIGNED, TAG_BYTES, TAGS, tagBytes } from "./signed-frame.ts";
export { readSince, SINCE_PREFIX, Since, writeSince } from "./since.ts";
export { decodeTail, encodeTail, isTail, MAX_TAIL, type Tail } from "./tail.ts";
export {
  decodeUp,
  encodeUp,
  type GivenCommand,
  type Input,
  MAX_COMMANDS,
  MAX_INPUTS,
  MAX_MESSAGE,
  MAX_PING_RTT,
  UP,
  type UpMessage,
} from "./up.ts";
export {
  EDITIONS,
  editionOf,
  OPERATORS_SINCE,
  PROTOCOL,
  QUIET_PING,
  QUIET_PONG,
  QUIET_SINCE,
  RULES_PREFIX,
  ruleName,
  SEEDS_SINCE,
  SUBPROTOCOL,
  subprotocolOf,
  TICKET_PREFIX,
  WORDS_SINCE,
} from "./version.ts";
export { join } from "./wire.ts";
