/** The HTTP API: docs/HTTP.md. */
import { type Context, Hono } from "hono";
import type { BlockedSeats } from "#shared/protocol/blocked-seats.ts";
import type { Admission, MatchDetail } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { newCode } from "../auth/codes.ts";
import { keysOf } from "../auth/secrets.ts";
import { signTicket } from "../auth/tickets.ts";
import { noMatch, noRound, noRoute } from "../errors.ts";
import { casualChoice, checkModes, offeredGames, ownChoice } from "../match/choice.ts";
import { matchOf } from "../objects.ts";
import { blockedBy } from "../player/blocked-by.ts";
import { note } from "../player/note.ts";
import { limitAddress, limited, networkOf } from "./address.ts";
import type { App } from "./app.ts";
import { body, CreateBody, JoinBody, onlyJson, PlayBody, shortBody, WatchBody } from "./bodies.ts";
import { codeOf } from "./code.ts";
import { apiHeaders } from "./headers.ts";
import { identified, knownBy } from "./identified.ts";
import { laddersFor } from "./ladders.ts";
import { liveList } from "./live-list.ts";
import { meFor } from "./me.ts";
import { openMatch } from "./open-match.ts";
import { operatorFor } from "./operator.ts";
import { ownOrigin } from "./origin.ts";
import { partiesFor } from "./parties.ts";
import { ownPasskeys, passkeys } from "./passkeys.ts";
import { playRegion } from "./play-region.ts";
import { regionOf, regions } from "./regions.ts";
import { replays } from "./replays.ts";
import { reports } from "./reports.ts";
import { roundOf } from "./round.ts";
import { findSeat, type Seating, takeSeat, takeView } from "./seating.ts";
import { traces } from "./traces.ts";
import { ownTransfers, transfers } from "./transfers.ts";

/** Identifies the player, finds them a place, and signs the ticket for it. A spectator's place has seat -1. */
async function admit(c: Context<App>, find: (player: string, kept: boolean) => Promise<Seating>): Promise<Admission> {
  const keys = await keysOf(c.env);
  const player = await identified(c);
  const { id, token, kept } = player;
  const { code, seat, relay, name, at, game, mode, queued, region } = await find(id, kept);
  const role = seat < 0 ? "spectator" : "player";
  const ticket = await signTicket(keys, code, { role, seat, relay, player: id, name, at }, Date.now());
  if (role === "player")
    c.executionCtx.waitUntil(note(c.env, player, "match", { code, game: game ?? "", at: Date.now() }));
  return {
    ...{ code, role, ticket, player: token },
    ...(game !== undefined && { game }),
    ...(mode !== undefined && { mode }),
    ...(queued && { queued }),
    ...(region !== undefined && { region }),
  };
}

/** @throws {Refusal} 404 */
async function infoOf(c: Context<App>, code: string): Promise<MatchDetail> {
  const info = await matchOf(c.env, code).info((await knownBy(c))?.id);
  if (!info) throw noMatch();
  return info;
}

/**
 * The API of a server of these games.
 * @throws {RangeError} a mode of a game costs more than a server has for a match
 */
export function apiFor(games: Games) {
  checkModes(games);
  return (
    new Hono<App>()
      .use(apiHeaders, async (c, next) => {
        await next();
        if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "no-store");
      })
      // Before the limit of the other bodies: a trace is longer.
      .route("/", traces)
      .on("POST", "*", ownOrigin, limitAddress, shortBody, onlyJson)
      .on("GET", "*", limited("READ_LIMIT"))
      .get("/games", (c) => c.json({ games: offeredGames(games) }))
      .route("/", liveList(games))
      .get("/matches/:code", async (c) => c.json(await infoOf(c, await codeOf(c))))
      .get("/matches/:code/results", async (c) => {
        const code = await codeOf(c);
        const results = await matchOf(c.env, code).results();
        if (results.length === 0) await infoOf(c, code);
        return c.json({ results });
      })
      .get("/matches/:code/rounds/:round/rating", async (c) => {
        const code = await codeOf(c);
        const round = roundOf(c.req.param("round"));
        const rating = round === undefined ? undefined : await matchOf(c.env, code).rating(round);
        if (!rating) throw noRound();
        return c.json(rating);
      })
      .get("/matches/:code/fault", async (c) => {
        const report = await matchOf(c.env, await codeOf(c)).fault();
        if (!report) throw noMatch();
        return c.json(report);
      })
      .get("/matches/:code/blocked", async (c) => {
        const code = await codeOf(c);
        const asker = await knownBy(c);
        const kept = asker?.kept === true;
        const blocked = kept ? await blockedBy(c.env, asker.id) : [];
        const seats = blocked.length === 0 ? [] : await matchOf(c.env, code).seatsOf(blocked);
        return c.json<BlockedSeats>({ seats: [...seats], kept });
      })
      .get("/matches/:code/stats", async (c) => {
        const stats = await matchOf(c.env, await codeOf(c)).stats();
        if (!stats) throw noMatch();
        return c.json(stats);
      })
      .post("/play", body(PlayBody), async (c) => {
        const { name, game, mode, region, rtt } = c.req.valid("json");
        const choice = casualChoice(games, game, mode);
        const address = await networkOf(c);
        const admission = await admit(c, async (id, kept) => {
          // A guest has blocked no player.
          const blocked = kept ? await blockedBy(c.env, id) : [];
          const from = { address, region: await playRegion(c, choice, { region, rtt }, id), blocked };
          return findSeat(c.env, choice, { id, name }, from);
        });
        return c.json(admission);
      })
      .post("/matches", body(CreateBody), async (c) => {
        const { name, game, mode, settings, delay, region, rtt } = c.req.valid("json");
        const choice = ownChoice(games, game, mode, settings, c.env.BENCH_RANGES === "1");
        const code = await newCode((await keysOf(c.env)).code);
        const address = await networkOf(c);
        const admission = await admit(c, async (id) => {
          const spec = { code, ...choice, listed: false, delay, maker: id };
          await openMatch(c.env, spec, { player: id, address, region: regionOf(c, { region, rtt }) });
          return takeSeat(c.env, code, { id, name });
        });
        return c.json(admission, 201);
      })
      .post("/matches/:code/join", body(JoinBody), async (c) => {
        const code = await codeOf(c);
        const { name, by } = c.req.valid("json");
        return c.json(await admit(c, (id) => takeSeat(c.env, code, { id, name, by })));
      })
      .post("/matches/:code/watch", body(WatchBody), async (c) => {
        const code = await codeOf(c);
        return c.json(await admit(c, (id) => takeView(c.env, code, id)));
      })
      .route("/regions", regions)
      .route("/parties", partiesFor(games))
      .route("/operator", operatorFor(games))
      .route("/reports", reports)
      .route("/", laddersFor(games))
      .route("/replays", replays)
      .route("/me", meFor(games))
      .route("/me/transfer", ownTransfers)
      .route("/transfers", transfers)
      .route("/me/passkeys", ownPasskeys)
      .route("/passkeys", passkeys)
      .all("*", () => {
        throw noRoute();
      })
  );
}
