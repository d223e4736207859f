/** The wire: docs/PROTOCOL.md says the same in words. */
export { CLOSE, type CloseCode, FINAL } from "./close.ts";
export * from "./down.ts";
export { Admission, API_ERROR, type ApiError, type ApiErrorCode, type GameInfo, MatchInfo } from "./http.ts";
export { type Schema, schemaOf } from "./schema.ts";
export { followSeen } from "./seen.ts";
export { decodeUp, encodeUp, type Input, MAX_INPUTS, MAX_MESSAGE, UP, type UpMessage } from "./up.ts";
export { PROTOCOL, RULES_PREFIX, ruleName, SUBPROTOCOL, TICKET_PREFIX } from "./version.ts";
export { join } from "./wire.ts";
