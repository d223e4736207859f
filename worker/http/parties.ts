/** The API of parties: docs/PARTIES.md. */
import { type Context, Hono } from "hono";
import { API_ERROR, readPartyCode } from "#shared/protocol/index.ts";
import { MOST_MEMBERS, type PartyAdmission, type PartyInfo } from "#shared/protocol/party.ts";
import type { Games } from "#shared/sim/index.ts";
import { isGiven, newPartyCode } from "../auth/codes.ts";
import type { Player } from "../auth/players.ts";
import { keysOf } from "../auth/secrets.ts";
import type { Env } from "../env.ts";
import { noParty, Refusal } from "../errors.ts";
import { quickChoice } from "../match/choice.ts";
import { partyOf } from "../objects.ts";
import type { Joined } from "../party/rpc.ts";
import { note } from "../player/note.ts";
import type { App } from "./app.ts";
import { body, PartyBody, PartyJoinBody } from "./bodies.ts";
import { identified } from "./identified.ts";

/** The code of a party, if this server has given it. @throws {SetupFault} no secret is set */
export async function givenParty(env: Env, text: string): Promise<string | undefined> {
  const code = readPartyCode(text);
  return code !== undefined && (await isGiven((await keysOf(env)).party, code)) ? code : undefined;
}

/** @throws {Refusal} 404 */
async function partyCode(env: Env, text: string): Promise<string> {
  const code = await givenParty(env, text);
  if (code === undefined) throw noParty();
  return code;
}

function refusal(why: Extract<Joined, { ok: false }>["why"]): Refusal {
  switch (why) {
    case "no_party":
      return noParty();
    case "full":
      return new Refusal(409, API_ERROR.full, `this party has ${MOST_MEMBERS} members, and takes no more`);
    case "barred":
      return new Refusal(403, API_ERROR.barred, "the leader of this party does not let you in");
    case "updated":
      return new Refusal(410, API_ERROR.updated, "an update has been taken back, and this party with it: make another");
  }
}

function admitted(c: Context<App>, player: Player, code: string): PartyAdmission {
  c.executionCtx.waitUntil(note(c.env, player, "party", { code, at: Date.now() }));
  return { code, player: player.token };
}

export const partiesFor = (games: Games) =>
  new Hono<App>()
    .post("/", body(PartyBody), async (c) => {
      const { name, game, mode } = c.req.valid("json");
      const choice = quickChoice(games, game, mode);
      const player = await identified(c);
      const code = await newPartyCode((await keysOf(c.env)).party);
      const made = await partyOf(c.env, code).create(
        { code, game: choice.game, mode: choice.mode },
        { player: player.id, name },
      );
      if (!made) throw new Error("there is a party under this new code already");
      return c.json(admitted(c, player, code), 201);
    })
    .get("/:code", async (c) => {
      const info = await partyOf(c.env, await partyCode(c.env, c.req.param("code"))).info();
      if (!info) throw noParty();
      return c.json<PartyInfo>(info);
    })
    .post("/:code/join", body(PartyJoinBody), async (c) => {
      const code = await partyCode(c.env, c.req.param("code"));
      const player = await identified(c);
      const joined = await partyOf(c.env, code).join({ player: player.id, name: c.req.valid("json").name });
      if (!joined.ok) throw refusal(joined.why);
      return c.json(admitted(c, player, code));
    });
