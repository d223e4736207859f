/** An operator's sign-in, `/api/operator/session`: docs/MONITOR.md, "Sign-in". */
import * as v from "valibot";

/** How long a sign-in is good for, in seconds. */
export const SIGN_IN_S = 12 * 3600;

/** The answer to a page that signs in, or asks who is signed in. */
export const OperatorSession = v.object({
  /** The operator's name, which stands beside what they do; null where they are to sign in. */
  operator: v.nullable(v.string()),
  /**
   * - `cookie`: a page of this browser has signed in.
   * - `token`: the request itself has the token.
   * - `local`: this machine alone reaches the server, and no token is set: its user is the operator, without a sign-in.
   * - `none`: sign in with the server's OPERATOR_TOKEN.
   */
  by: v.picklist(["cookie", "token", "local", "none"]),
  /** When the sign-in ends, in milliseconds since 1970; missing where it does not. */
  until: v.optional(v.number()),
});
export type OperatorSession = Readonly<v.InferOutput<typeof OperatorSession>>;
