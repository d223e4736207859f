/** The passkeys of a player, and the challenges that were answered. Pure. All times are milliseconds since 1970. */
import * as v from "valibot";
import type { Answered, Passkey } from "./rpc.ts";

export const StoredPasskeys = v.array(
  v.object({
    id: v.string(),
    publicKey: v.string(),
    counter: v.number(),
    transports: v.array(v.string()),
    label: v.string(),
    made: v.number(),
    used: v.optional(v.number()),
  }),
);

export const StoredAnswers = v.array(v.object({ id: v.string(), expires: v.number() }));

export const MOST_PASSKEYS = 8;

/** @returns undefined where there are as many as may be */
export function add(passkeys: readonly Passkey[], passkey: Passkey): readonly Passkey[] | undefined {
  const others = remove(passkeys, passkey.id);
  return others.length < MOST_PASSKEYS ? [...others, passkey] : undefined;
}

export const remove = (passkeys: readonly Passkey[], id: string): readonly Passkey[] =>
  passkeys.filter((one) => one.id !== id);

/**
 * Counts a use. Many authenticators do not count, and say 0 each time; one that does count must have counted on, or there are two
 * of it (WebAuthn, "Verifying an Authentication Assertion").
 * @returns undefined where there is no such passkey, or it has been copied
 */
export function use(
  passkeys: readonly Passkey[],
  id: string,
  counter: number,
  now: number,
): readonly Passkey[] | undefined {
  const known = passkeys.find((one) => one.id === id);
  if (!known || ((counter > 0 || known.counter > 0) && counter <= known.counter)) return undefined;
  return passkeys.map((one) => (one === known ? { ...one, counter, used: now } : one));
}

/** @returns undefined where it was answered before, or is too old to tell */
export function answer(answers: readonly Answered[], one: Answered, now: number): readonly Answered[] | undefined {
  if (one.expires <= now || answers.some(({ id }) => id === one.id)) return undefined;
  return [...answers.filter(({ expires }) => expires > now), one];
}
