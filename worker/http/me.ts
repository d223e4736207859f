/** What a player has of their own, and what they may do with it: docs/HTTP.md, "Your own player". */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { Name } from "#shared/names/schema.ts";
import { tagOf } from "#shared/names/tag.ts";
import type { BlockedInfo, Me, PasskeyInfo, TokenAnswer, Where } from "#shared/protocol/account.ts";
import { KeptSettings } from "#shared/protocol/account.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import type { PlayerClaims } from "../auth/players.ts";
import { Refusal } from "../errors.ts";
import { matchOf, partyOf, playerOf, reportsOf, revocationsOf } from "../objects.ts";
import { MOST_BLOCKED } from "../player/blocked.ts";
import type { Blocked, Passkey, Whereabouts } from "../player/rpc.ts";
import type { App } from "./app.ts";
import { body, fields } from "./bodies.ts";
import { exportOf } from "./export.ts";
import { knownBy, learnRevoked } from "./identified.ts";
import { keep, ownOf, settingsOf, tokenFor } from "./own.ts";
import { eraseFromLadders, renameOnLadders } from "./own-ladders.ts";

/** The id of a player, as `/u/ID` has it. */
const PlayerId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, "a player's id has 32 hexadecimal digits"));

const NameBody = fields({ name: Name });
const SettingsBody = fields({ settings: KeptSettings });
const BlockBody = fields({ player: PlayerId, name: Name });
const UnblockBody = fields({ player: PlayerId });
const EmptyBody = fields({});
/** The player's own tag, so that no slip of a program deletes anything. */
const DeleteBody = fields({ tag: v.string() });

const infoOf = ({ id, label, made, used }: Passkey): PasskeyInfo => ({ id, label, made, ...(used && { used }) });

const blockedInfo = ({ player, name, at }: Blocked): BlockedInfo => ({ player, name, tag: tagOf(player), at });

async function meOf(c: Context<App>): Promise<Me> {
  const { player, kept } = await ownOf(c);
  return {
    player: player.id,
    name: kept?.profile.name ?? "",
    tag: tagOf(player.id),
    kept: kept !== undefined,
    passkeys: kept?.passkeys.map(infoOf) ?? [],
    blocked: kept?.blocked.map(blockedInfo) ?? [],
    settings: settingsOf(kept?.profile),
    token: await tokenFor(c, player, kept !== undefined),
  };
}

/** The match in which the player still has a seat. Where they have none, their object hears it. */
async function matchNow(c: Context<App>, id: string, { match }: Whereabouts): Promise<Where["match"]> {
  if (!match) return undefined;
  const info = await matchOf(c.env, match.code).info(id);
  if (info?.own && info.status !== "ended") return { code: match.code, game: info.game, mode: info.mode };
  c.executionCtx.waitUntil(playerOf(c.env, id).gone("match", match.code));
  return undefined;
}

/** The party of which the player still is a member. */
async function partyNow(c: Context<App>, id: string, { party }: Whereabouts): Promise<Where["party"]> {
  if (!party) return undefined;
  const info = await partyOf(c.env, party.code).info(id);
  // A party of an older build does not say it.
  if (info && info.own !== false) return { code: party.code, leader: info.leader, members: info.members.length };
  c.executionCtx.waitUntil(playerOf(c.env, id).gone("party", party.code));
  return undefined;
}

async function whereOf(c: Context<App>): Promise<Where> {
  const player = await knownBy(c);
  if (!player?.kept) return {};
  const where = await playerOf(c.env, player.id).whereabouts();
  const [match, party] = await Promise.all([matchNow(c, player.id, where), partyNow(c, player.id, where)]);
  return { ...(match && { match }), ...(party && { party }) };
}

const answer = async (c: Context<App>, player: PlayerClaims): Promise<Response> =>
  c.json<TokenAnswer>({ player: await tokenFor(c, player) });

export const meFor = (games: Games) =>
  new Hono<App>()
    .get("/", async (c) => c.json(await meOf(c)))
    .get("/where", async (c) => c.json(await whereOf(c)))
    .post("/name", body(NameBody), async (c) => {
      const { player, kept } = await ownOf(c);
      const { name } = c.req.valid("json");
      if (kept) await playerOf(c.env, player.id).change({ name });
      c.executionCtx.waitUntil(renameOnLadders(c.env, games, player.id, name));
      return c.json<TokenAnswer>({ player: await tokenFor(c, player, kept !== undefined) });
    })
    .post("/settings", body(SettingsBody), async (c) => {
      const player = await keep(c);
      await playerOf(c.env, player.id).change({ settings: JSON.stringify(c.req.valid("json").settings) });
      return answer(c, player);
    })
    .post("/block", body(BlockBody), async (c) => {
      const { player: other, name } = c.req.valid("json");
      const player = await keep(c);
      if (other === player.id) throw new Refusal(409, API_ERROR.yourself, "this is you: you can't block yourself");
      if (!(await playerOf(c.env, player.id).block(other, name)))
        throw new Refusal(409, API_ERROR.full, `you have blocked ${MOST_BLOCKED} players: let one of them go first`);
      return answer(c, player);
    })
    .post("/unblock", body(UnblockBody), async (c) => {
      const { player } = await ownOf(c);
      await playerOf(c.env, player.id).unblock(c.req.valid("json").player);
      return answer(c, player);
    })
    .post("/sign-out", body(EmptyBody), async (c) => {
      const { player, kept } = await ownOf(c);
      const revoked = await revocationsOf(c.env, player.id).revoke(player.id, player.generation);
      if (kept) await playerOf(c.env, player.id).signOut(revoked.least);
      learnRevoked(c, player.id, revoked);
      const next = { ...player, generation: revoked.least };
      return c.json<TokenAnswer>({ player: await tokenFor(c, next, kept !== undefined) });
    })
    .get("/export", async (c) => {
      const own = await ownOf(c);
      c.header("Content-Disposition", `attachment; filename="scrim-${tagOf(own.player.id)}.json"`);
      return c.json(await exportOf(c.env, games, own));
    })
    .post("/delete", body(DeleteBody), async (c) => {
      const { player } = await ownOf(c);
      if (c.req.valid("json").tag !== tagOf(player.id))
        throw new Refusal(400, API_ERROR.badRequest, "tag: this is not your tag, so nothing was deleted");
      // The tokens last: should anything before fail, the player can ask again.
      await eraseFromLadders(c.env, games, player.id);
      await reportsOf(c.env).erase(player.id);
      await playerOf(c.env, player.id).erase();
      learnRevoked(c, player.id, await revocationsOf(c.env, player.id).forbid(player.id));
      return c.json({});
    });
