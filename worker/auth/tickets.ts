/** Tickets: each opens one socket of one match, once, within 30 seconds. */
import * as v from "valibot";
import { CLOSE, type CloseCode } from "#shared/protocol/index.ts";
import type { Claims } from "./claims.ts";
import { sign, type Token, verify } from "./jwt.ts";
import type { Keys } from "./secrets.ts";

/** How long a ticket is good for, in seconds. */
export const TICKET_S = 30;

export type TicketResult =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly close: CloseCode };

const Payload = v.object({
  jti: v.string(),
  match: v.string(),
  role: v.picklist(["player", "spectator", "operator"]),
  seat: v.pipe(v.number(), v.integer(), v.minValue(-1)),
  relay: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  sub: v.string(),
  name: v.string(),
  /** In milliseconds, and for a seat by its match's clock: two tickets of one second have an order too. */
  at: v.pipe(v.number(), v.integer()),
  exp: v.number(),
});

const tokenOf = (keys: Keys): Token => ({ keys: keys.ticket, audience: "ticket" });

/**
 * @param match its code; for an operator, who may not know that, the id of its object
 * @param now milliseconds since 1970
 */
export function signTicket(
  keys: Keys,
  match: string,
  { role, seat, relay, player, name, at }: Omit<Claims, "id" | "at" | "expires"> & { readonly at?: number | undefined },
  now: number,
): Promise<string> {
  const claims = { jti: crypto.randomUUID(), match, role, seat, relay, sub: player, name, at: at ?? now };
  return sign(tokenOf(keys), claims, TICKET_S, now);
}

/**
 * Checks everything about a ticket except whether it was used before: only the match knows that.
 * @param opens the match that it is to open, as `signTicket` has it
 */
export async function verifyTicket(keys: Keys, opens: string, ticket: string, now: number): Promise<TicketResult> {
  const verified = await verify(tokenOf(keys), ticket, now);
  if (!verified.ok) return { ok: false, close: verified.expired ? CLOSE.expiredTicket : CLOSE.badTicket };
  const payload = v.safeParse(Payload, verified.payload);
  if (!payload.success) return { ok: false, close: CLOSE.badTicket };
  const { jti, match, role, seat, relay, sub, name, at, exp } = payload.output;
  if (match !== opens) return { ok: false, close: CLOSE.foreignTicket };
  return { ok: true, claims: { id: jti, role, seat, relay, player: sub, name, at, expires: exp * 1000 } };
}
