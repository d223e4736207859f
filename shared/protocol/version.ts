/** Which edition of docs/WIRE.md this is. Any change of the wire takes the next number. */
export const PROTOCOL = 7;

/** The first edition whose rules stream tells of a new seed: a client of before would go on with the old one, and step another world. */
export const SEEDS_SINCE = 7;

/** The first edition that tells the words of a game's refusal. */
export const WORDS_SINCE = 7;

/** The first edition whose clients are told what an operator of the server does in their match. */
export const OPERATORS_SINCE = 7;

/** The first edition whose clients skip quiet time: to those of before a silence is a few seconds at most. */
export const QUIET_SINCE = 7;

/**
 * What a player's client says in quiet time, as text, and what it is answered: by the platform, without waking the match. On the
 * client's side both are a message of no bytes.
 */
export const QUIET_PING = ".";
export const QUIET_PONG = ".";

/**
 * The editions that a server speaks, the newest first. Pages of the edition before can still play.
 * docs/decisions/protocol-versions.md
 */
export const EDITIONS: readonly number[] = [PROTOCOL, PROTOCOL - 1];

/** The WebSocket subprotocol of an edition: both sides must name it. */
export const subprotocolOf = (edition: number): string => `scrim.${edition}`;

/** The one that this side speaks. */
export const SUBPROTOCOL = subprotocolOf(PROTOCOL);

/**
 * The best edition of those that a client offers.
 * @param served the best first
 * @returns undefined where none is served
 */
export const editionOf = (offered: readonly string[], served = EDITIONS): number | undefined =>
  served.find((edition) => offered.includes(subprotocolOf(edition)));

/** A ticket travels as a second subprotocol with this prefix, never in a URL. */
export const TICKET_PREFIX = "ticket.";

/** A player token travels so too, where no match is asked for: to a party, or to a queue. */
export const PLAYER_PREFIX = "player.";

/**
 * A client names the rules that it has in one more subprotocol: this prefix, and `ruleName`s with a dot between them.
 */
export const RULES_PREFIX = "rules.";

/** A game's rules as they are named in the handshake. */
export const ruleName = ({ name, version }: { readonly name: string; readonly version: number }): string =>
  `${name}-${version}`;
