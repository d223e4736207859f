/** What a match counts for the metrics, told from its shell. */
import { CLOSE } from "#shared/protocol/index.ts";
import { closeName, counted } from "../telling.ts";

export interface Kind {
  readonly game: string;
  readonly mode: string;
}

/** Of a match that is gone: all that it has used since it was made. */
export interface Used {
  readonly messagesIn: number;
  readonly bytesIn: number;
  readonly messagesOut: number;
  readonly bytesOut: number;
  readonly dollars: number;
}

/** Codes of WebSockets themselves, beside those of the protocol (RFC 6455, section 7.4). */
const CODES = { ...CLOSE, normal: 1000, goingAway: 1001, none: 1005, lost: 1006 } as const;

const kindOf = ({ game, mode }: Kind): Kind => ({ game, mode });

export const matchEvents = {
  made: (kind: Kind, listed: boolean): void =>
    counted("scrim_matches_made_total", { ...kindOf(kind), listed: `${listed}` }),
  seated: (kind: Kind, seats: number): void => {
    if (seats > 0) counted("scrim_seats_taken_total", kindOf(kind), seats);
  },
  opened: ({ game }: Kind, role: string): void => counted("scrim_sockets_opened_total", { game, role }),
  /** @param code of the close */
  closed: ({ game }: Kind, role: string, code: number): void =>
    counted("scrim_sockets_closed_total", { game, role, reason: closeName(CODES, code) }),
  gone(kind: Kind, used: Used): void {
    counted("scrim_received_messages_total", kindOf(kind), used.messagesIn);
    counted("scrim_received_bytes_total", kindOf(kind), used.bytesIn);
    counted("scrim_sent_messages_total", kindOf(kind), used.messagesOut);
    counted("scrim_sent_bytes_total", kindOf(kind), used.bytesOut);
    counted("scrim_dollars_total", kindOf(kind), used.dollars);
  },
} as const;
