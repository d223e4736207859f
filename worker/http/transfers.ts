/** Transfer codes: a player comes to another device of theirs. docs/HTTP.md, "Your own player" */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { Name } from "#shared/names/schema.ts";
import { tagOf } from "#shared/names/tag.ts";
import type { SignedIn, TransferLook, TransferOffer, TransferState } from "#shared/protocol/account.ts";
import { readTransferCode } from "#shared/protocol/code.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { keysOf } from "../auth/secrets.ts";
import { Refusal } from "../errors.ts";
import { playerOf, transferOf } from "../objects.ts";
import { newTransferCode, partsOf, type TransferCode } from "../transfer/code.ts";
import { OFFER_MS } from "../transfer/offer.ts";
import { limited } from "./address.ts";
import type { App } from "./app.ts";
import { body, fields } from "./bodies.ts";
import { askerOf } from "./identified.ts";
import { keep, ownOf, tokenFor } from "./own.ts";
import { type Found, signedIn } from "./signed-in.ts";

const OfferBody = fields({ name: Name });
const CodeBody = fields({ code: v.pipe(v.string(), v.maxLength(40)) });

const noTransfer = (): Refusal =>
  new Refusal(
    404,
    API_ERROR.noTransfer,
    "this code is not good, or no longer: it can be used once, within ten minutes. Make a new one on the other device",
  );

/** @throws {Refusal} 404 */
async function codeOf(c: Context<App>, text: string): Promise<TransferCode> {
  const code = readTransferCode(text);
  const parts = code === undefined ? undefined : await partsOf(await keysOf(c.env), code);
  if (!parts) throw noTransfer();
  return parts;
}

/**
 * The player that a code offers.
 * @param use the code is used up
 * @throws {Refusal} 404
 */
async function found(c: Context<App>, text: string, use: "look" | "take"): Promise<Found> {
  const { name, secret } = await codeOf(c, text);
  const offered = await transferOf(c.env, name)[use](secret);
  const profile = offered && (await playerOf(c.env, offered.player).profile());
  // Signed out everywhere, or deleted, since the code was made.
  if (!profile || profile.generation !== offered.generation) throw noTransfer();
  return { id: offered.player, profile };
}

/** Of the player who has the token. */
export const ownTransfers = new Hono<App>()
  .post("/", limited("TRY_LIMIT"), body(OfferBody), async (c) => {
    const player = await keep(c, c.req.valid("json").name);
    const { name, secret } = await newTransferCode(await keysOf(c.env));
    const { id, generation } = player;
    const offer = { player: id, generation, secret, expires: Date.now() + OFFER_MS };
    if (!(await transferOf(c.env, name).offer(offer))) throw new Error("there is an offer under this new code already");
    const answer = { code: name + secret, lasts: OFFER_MS, player: await tokenFor(c, player) };
    return c.json<TransferOffer>(answer, 201);
  })
  .post("/state", body(CodeBody), async (c) => {
    const { player } = await ownOf(c);
    const { name } = await codeOf(c, c.req.valid("json").code);
    return c.json<TransferState>({ state: await transferOf(c.env, name).state(player.id) });
  });

/** Of any device that has the code. */
export const transfers = new Hono<App>()
  .use(limited("TRY_LIMIT"))
  .post("/look", body(CodeBody), async (c) => {
    const { id, profile } = await found(c, c.req.valid("json").code, "look");
    const asker = await askerOf(c);
    return c.json<TransferLook>({ name: profile.name, tag: tagOf(id), same: asker?.id === id });
  })
  .post("/take", body(CodeBody), async (c) =>
    c.json<SignedIn>(await signedIn(c, await found(c, c.req.valid("json").code, "take"))),
  );
