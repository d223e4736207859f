/** Codes in a request's path: a code that this server has not given never reaches an object. */
import type { Context } from "hono";
import { readCode } from "#shared/protocol/index.ts";
import { isGiven } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { noMatch } from "../errors.ts";
import type { App } from "./app.ts";

/** The code, if this server has given it. @throws {SetupFault} no secret is set */
export async function given(c: Context<App>, code: string | undefined): Promise<string | undefined> {
  if (code === undefined) return undefined;
  const keys = await keysOf(c.env);
  return (await isGiven(keys.code, code)) ? code : undefined;
}

/**
 * The code of the match that the path names, in its canonical form.
 * @throws {Refusal} 404
 * @throws {SetupFault} no secret is set
 */
export async function codeOf(c: Context<App, "/:code">): Promise<string> {
  const code = await given(c, readCode(c.req.param("code")));
  if (code === undefined) throw noMatch();
  return code;
}
