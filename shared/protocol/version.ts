/** Which edition of docs/PROTOCOL.md this is. Any change of the wire takes the next number. */
export const PROTOCOL = 1;

/** The WebSocket subprotocol that both sides must name. */
export const SUBPROTOCOL = `scrim.${PROTOCOL}`;

/** A ticket travels as a second subprotocol with this prefix, never in a URL. */
export const TICKET_PREFIX = "ticket.";
