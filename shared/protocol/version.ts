/** Which edition of docs/PROTOCOL.md this is. Any change of the wire takes the next number. */
export const PROTOCOL = 2;

/** The WebSocket subprotocol that both sides must name. */
export const SUBPROTOCOL = `scrim.${PROTOCOL}`;

/** A ticket travels as a second subprotocol with this prefix, never in a URL. */
export const TICKET_PREFIX = "ticket.";

/** A client that has rules names them in one more subprotocol: this prefix, and `ruleName`s with a dot between them. */
export const RULES_PREFIX = "rules.";

/** A game's rules as they are named in the handshake. */
export const ruleName = ({ name, version }: { readonly name: string; readonly version: number }): string =>
  `${name}-${version}`;
