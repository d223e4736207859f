/** A limit for each address (wrangler.toml): more than an office full of people asks for, and less than a program. */
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import {
  convertIPv4BinaryToString,
  convertIPv4MappedIPv6ToIPv4,
  convertIPv6BinaryToString,
  convertIPv6ToBinary,
  isIPv4MappedIPv6,
} from "hono/utils/ipaddr";
import { base64url } from "jose";
import { API_ERROR } from "#shared/protocol/index.ts";
import { keysOf } from "../auth/secrets.ts";
import { Refusal } from "../errors.ts";
import type { App } from "./app.ts";

/** The limit's period, in seconds: counts of one minute are forgotten in the next. */
export const RETRY_S = 60;

/** For a client that has asked too often. */
export const TOO_MANY = "too many requests from your network: try again in a minute";

/**
 * The part of an address that is counted: of IPv6 the first 64 bits, since a household has all addresses that begin with them.
 * @throws {TypeError} it is no address
 */
export function addressKey(address: string): string {
  if (!address.includes(":")) return address;
  const bits = convertIPv6ToBinary(address);
  if (isIPv4MappedIPv6(bits)) return convertIPv4BinaryToString(convertIPv4MappedIPv6ToIPv4(bits));
  return `${convertIPv6BinaryToString((bits >> 64n) << 64n)}/64`;
}

/** The address that is counted; undefined on a server that this machine alone can reach, and where the platform tells none. */
const countedAddress = (c: Context<App>): string | undefined =>
  c.env.LOOPBACK_ONLY === "1" ? undefined : c.req.header("CF-Connecting-IP");

/** How many bytes of a hash stand for a network. */
const MARK_BYTES = 16;

/**
 * Stands for the network of a request where matches are counted by network; undefined where they are not. It is a hash that
 * needs the server's secret: nothing else can find the address from it.
 * @throws {SetupFault} no secret is set
 */
export async function networkOf(c: Context<App>): Promise<string | undefined> {
  const address = countedAddress(c);
  if (address === undefined) return undefined;
  const { address: key } = await keysOf(c.env);
  const hash = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(addressKey(address)));
  return base64url.encode(new Uint8Array(hash, 0, MARK_BYTES));
}

/**
 * The limits of wrangler.toml: for requests that make, join and connect, that only read, and that try to become a player; and for
 * new players.
 */
export type Limit = "ADDRESS_LIMIT" | "READ_LIMIT" | "TRY_LIMIT" | "NEWCOMER_LIMIT";

/**
 * Counts a request, and says whether its address has made too many. There is no limit on a server that this machine alone can
 * reach, nor where the platform counts nothing.
 */
export async function tooMany(c: Context<App>, name: Limit = "ADDRESS_LIMIT"): Promise<boolean> {
  const limit = c.env[name];
  const address = countedAddress(c);
  if (limit === undefined || address === undefined) return false;
  const { success } = await limit.limit({ key: addressKey(address) });
  return !success;
}

/** 429 for the API. */
export const limited = (name: Limit) =>
  createMiddleware<App>(async (c, next) => {
    if (await tooMany(c, name)) throw new Refusal(429, API_ERROR.tooMany, TOO_MANY, RETRY_S);
    await next();
  });

export const limitAddress = limited("ADDRESS_LIMIT");
