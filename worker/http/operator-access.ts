/** Which requests are the operator's: docs/MONITOR.md, "Sign-in". */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { SIGN_IN_S } from "#shared/monitor/index.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { type Operator, readOperator, signOperator } from "../auth/operators.ts";
import type { Env } from "../env.ts";
import { noRoute, Refusal, SetupFault } from "../errors.ts";
import { isMonitorOn } from "../monitor/on.ts";
import { RETRY_S, TOO_MANY, tooMany } from "./address.ts";
import type { App } from "./app.ts";

/** A token is a secret that is sent with each request: it must not be guessed. */
const MIN_LENGTH = 32;

const LOCAL_OPERATOR: Operator = { name: "local", by: "local", until: undefined };

const digest = (text: string): Promise<ArrayBuffer> => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** Takes as long for a text that is nearly right as for any other: neither its length nor its beginning can be found out by trying. */
async function isSame(one: string, other: string): Promise<boolean> {
  return crypto.subtle.timingSafeEqual(await digest(one), await digest(other));
}

/** The server's OPERATOR_TOKEN, empty where none is set. @throws {SetupFault} the token is too short */
export function operatorTokenOf({ OPERATOR_TOKEN = "" }: Pick<Env, "OPERATOR_TOKEN">): string {
  if (OPERATOR_TOKEN !== "" && OPERATOR_TOKEN.length < MIN_LENGTH) {
    throw new SetupFault(`OPERATOR_TOKEN is shorter than ${MIN_LENGTH} characters`);
  }
  return OPERATOR_TOKEN;
}

/**
 * The server's OPERATOR_TOKEN; undefined where this machine's user is the operator, without one.
 * @throws {Refusal} 404: the server has nothing for an operator
 * @throws {SetupFault} the token is too short
 */
function secretOf({ env }: Context<App>): string | undefined {
  if (!isMonitorOn(env)) throw noRoute();
  const token = operatorTokenOf(env);
  return token === "" ? undefined : token;
}

/** 401, as RFC 9110 wants it. */
function unauthorized(c: Context<App>): Refusal {
  c.header("WWW-Authenticate", "Bearer");
  const text = "this is for the operator of the server: sign in, or send its OPERATOR_TOKEN";
  return new Refusal(401, API_ERROR.unauthorized, text);
}

/** @throws {Refusal} 401; 429 where this address has sent too many wrong ones */
async function checkToken(c: Context<App>, secret: string, sent: string): Promise<void> {
  if (await isSame(sent, secret)) return;
  if (sent !== "" && (await tooMany(c, "TRY_LIMIT"))) throw new Refusal(429, API_ERROR.tooMany, TOO_MANY, RETRY_S);
  throw unauthorized(c);
}

/** With this prefix no other name of the domain can set it; browsers take it over https alone. */
const isHttps = (c: Context<App>): boolean => new URL(c.req.url).protocol === "https:";
const COOKIE = "scrim-operator";
const cookieOf = (c: Context<App>): string => `${isHttps(c) ? "__Host-" : ""}${COOKIE}`;
const attributesOf = (c: Context<App>) =>
  ({ path: "/", httpOnly: true, sameSite: "Strict", secure: isHttps(c) }) as const;

/**
 * Who the operator is that asks; undefined where the request proves nothing.
 * @throws {Refusal} 404: the server has nothing for an operator; 401, 429: it has a token that is wrong
 * @throws {SetupFault} the token of the server is too short
 */
export async function knownOperator(c: Context<App>): Promise<Operator | undefined> {
  const secret = secretOf(c);
  if (secret === undefined) return LOCAL_OPERATOR;
  const authorization = c.req.header("Authorization");
  if (authorization !== undefined) {
    await checkToken(c, secret, /^Bearer +([^ ]+)$/i.exec(authorization)?.[1] ?? "");
    return { name: "token", by: "token", until: undefined };
  }
  const session = getCookie(c, cookieOf(c));
  return session === undefined ? undefined : readOperator(secret, session, Date.now());
}

/**
 * Lets the operator through: by `OPERATOR_TOKEN`, or by the cookie of a page that has signed in. Without that token there is
 * nothing at these addresses, but on a server that this machine alone can reach, where its user is the operator.
 * @throws {SetupFault} the token is too short
 */
export const onlyOperator = createMiddleware<App>(async (c, next) => {
  const operator = await knownOperator(c);
  if (!operator) throw unauthorized(c);
  c.set("operator", operator);
  await next();
});

/** The operator whose request it is. @throws {Error} the route does not stand behind `onlyOperator` */
export function operatorOf(c: Context<App>): Operator {
  const operator = c.get("operator");
  if (!operator) throw new Error("this route is not behind onlyOperator");
  return operator;
}

/** Signs in: from now on the browser's requests are this operator's. @throws {Refusal} 401, 404, 429 */
export async function signIn(c: Context<App>, token: string, name: string): Promise<Operator> {
  const secret = secretOf(c);
  if (secret === undefined) return LOCAL_OPERATOR;
  await checkToken(c, secret, token);
  const now = Date.now();
  setCookie(c, cookieOf(c), await signOperator(secret, name, now), { ...attributesOf(c), maxAge: SIGN_IN_S });
  return { name, by: "cookie", until: now + SIGN_IN_S * 1000 };
}

/** The browser forgets the sign-in. @throws {Refusal} 404 */
export function signOut(c: Context<App>): void {
  secretOf(c);
  deleteCookie(c, cookieOf(c), attributesOf(c));
}
