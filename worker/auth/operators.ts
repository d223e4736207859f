/** What an operator's page proves its sign-in by: a token that the server has signed, with a key of its OPERATOR_TOKEN. */
import * as v from "valibot";
import { type OperatorSession, SIGN_IN_S } from "#shared/monitor/index.ts";
import { sign, type Token, verify } from "./jwt.ts";
import { derive } from "./secrets.ts";

/** The operator who asks for something. */
export interface Operator {
  /** The name that they have given as they signed in; `token` or `local` for one who has given none. */
  readonly name: string;
  readonly by: Exclude<OperatorSession["by"], "none">;
  /** When the sign-in ends, in milliseconds since 1970; undefined where it does not. */
  readonly until: number | undefined;
}

const Payload = v.object({ name: v.string(), exp: v.number() });

/** Another OPERATOR_TOKEN ends all sign-ins: its key is another one. */
const tokenOf = async (secret: string): Promise<Token> => ({
  keys: [await derive(secret, "operator")],
  audience: "operator",
});

/** @param secret the server's OPERATOR_TOKEN @param now milliseconds since 1970 */
export const signOperator = async (secret: string, name: string, now: number): Promise<string> =>
  sign(await tokenOf(secret), { name }, SIGN_IN_S, now);

/** @returns undefined where the server has not signed it, or it has run out */
export async function readOperator(secret: string, text: string, now: number): Promise<Operator | undefined> {
  const verified = await verify(await tokenOf(secret), text, now);
  if (!verified.ok) return undefined;
  const payload = v.safeParse(Payload, verified.payload);
  if (!payload.success) return undefined;
  const { name, exp } = payload.output;
  return { name, by: "cookie", until: exp * 1000 };
}
