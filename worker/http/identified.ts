/** Who asks: the one way by which the routes tell one player from another. docs/HTTP.md, "Admissions" */
import type { Context } from "hono";
import * as v from "valibot";
import { API_ERROR } from "#shared/protocol/index.ts";
import { bearerOf, identify, type Player, type PlayerClaims, readPlayer } from "../auth/players.ts";
import { keysOf } from "../auth/secrets.ts";
import { Refusal, refusalOf } from "../errors.ts";
import { log, messageOf } from "../log.ts";
import { revocationsOf } from "../objects.ts";
import { shardOf } from "../revocation/name.ts";
import type { Revoked } from "../revocation/rpc.ts";
import { RETRY_S, tooMany } from "./address.ts";
import type { App } from "./app.ts";
import { lookerOf, SharedReads } from "./shared-reads.ts";

/** Of this isolate. */
const revocations = new SharedReads(v.record(v.string(), v.number()));

const pathOf = (player: string): string => `/api/revocations/${shardOf(player)}`;

/** Whether this token is of a generation that its player has revoked. All isolates know it within some seconds. */
async function isRevoked(c: Context<App>, { id, generation }: PlayerClaims): Promise<boolean> {
  const ask = async () => revocationsOf(c.env, id).list();
  try {
    const { value } = await revocations.of(lookerOf(c), { path: pathOf(id), ask }, Date.now());
    return Object.hasOwn(value, id) && generation < value[id];
  } catch (error) {
    // Play goes on: what belongs to the player alone, their object guards too.
    log.warn("revocations_silent", { detail: messageOf(error) });
    return false;
  }
}

/** Tokens have just been revoked: this isolate knows it at once. */
export const learnRevoked = (c: Context<App>, player: string, { list }: Revoked): void =>
  revocations.learn(lookerOf(c), pathOf(player), list, Date.now());

export const signedOut = (): Refusal =>
  new Refusal(
    401,
    API_ERROR.signedOut,
    "this player has signed out everywhere, or has been deleted: sign in again, or go on as a new player",
  );

async function check(c: Context<App>, player: PlayerClaims): Promise<void> {
  if (await isRevoked(c, player)) throw signedOut();
}

/** @throws {Refusal} 429 */
async function countNewcomer(c: Context<App>): Promise<void> {
  if (!(await tooMany(c, "NEWCOMER_LIMIT"))) return;
  throw new Refusal(429, API_ERROR.tooMany, "too many new players from your network: try again in a minute", RETRY_S);
}

/**
 * The player of a request, or of a handshake that carries this token; a new one where there is none, or one that has expired.
 * @throws {Refusal} 401: the token has been revoked; 429: too many new players come from this address
 */
export async function identified(c: Context<App>, token = bearerOf(c.req.header("Authorization"))): Promise<Player> {
  return identify(await keysOf(c.env), token, Date.now(), {
    check: (player) => check(c, player),
    mayBeNew: () => countNewcomer(c),
  });
}

/**
 * The player whose token this is; undefined where there is none that is good.
 * @throws {Refusal} 401: the token has been revoked
 */
export async function knownBy(
  c: Context<App>,
  token = bearerOf(c.req.header("Authorization")),
): Promise<PlayerClaims | undefined> {
  const known = token === undefined ? undefined : await readPlayer(await keysOf(c.env), token, Date.now());
  if (known) await check(c, known);
  return known;
}

/** As `knownBy`, for routes by which a device becomes another player: one that has been signed out counts as none there. */
export async function askerOf(c: Context<App>): Promise<PlayerClaims | undefined> {
  try {
    return await knownBy(c);
  } catch (error) {
    refusalOf(error);
    return undefined;
  }
}
