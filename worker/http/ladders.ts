/** Leaderboards, profiles, and the rounds of a ladder for those who verify it: docs/HTTP.md, "Ladders". */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { tagOf } from "#shared/names/tag.ts";
import { LadderPage, LadderProfile, type PlayerProfile } from "#shared/protocol/ladder.ts";
import type { Games } from "#shared/sim/index.ts";
import { noLadder, noPlayer } from "../errors.ts";
import { AppliedRound, type RoundsPage } from "../ladder/applied-round.ts";
import { ladderName } from "../ladder/name.ts";
import type { LadderPlace } from "../ladder/rpc.ts";
import { seasonBefore, seasonOf, seasonsBefore } from "../ladder/season.ts";
import { ladderOf } from "../objects.ts";
import type { App } from "./app.ts";
import { type AskedPage, isId, isName, readPage, readRounds } from "./ladder-query.ts";
import { type Dated, freshFor, lookerOf, SharedReads } from "./shared-reads.ts";

/** Earlier seasons that can be asked for. */
const MOST_EARLIER = 7;
/** Whether a season of the past has rounds does not change: it is asked for every five minutes. */
const SEASONS_FRESH_MS = 5 * 60_000;

/** What this isolate keeps. */
const pages = new SharedReads<Omit<LadderPage, "seasons">>(v.omit(LadderPage, ["seasons"]));
const profiles = new SharedReads<LadderProfile | null>(v.nullable(LadderProfile));
const rounds = new SharedReads<readonly AppliedRound[]>(v.array(AppliedRound));
const uses = new SharedReads<boolean>(v.boolean(), SEASONS_FRESH_MS);

type Ladders = Context<App, "/ladders/:game/:mode">;

const paramsOf = (c: Context<App>): URLSearchParams => new URL(c.req.url).searchParams;
/** Where what is asked of a ladder is kept. */
const pathOf = (place: LadderPlace, what: string): string => `/api/ladder-objects/${ladderName(place)}/${what}`;

const isOffered = (games: Games, game: string, mode: string): boolean => {
  const modes = games.get(game)?.modes ?? {};
  return Object.hasOwn(modes, mode) && modes[mode].queue !== undefined;
};

async function isUsed(c: Context<App>, place: LadderPlace, now: number): Promise<boolean> {
  const question = { path: pathOf(place, "used"), ask: () => ladderOf(c.env, place).isUsed() };
  return (await uses.of(lookerOf(c), question, now)).value;
}

/** The season that is on, where the mode is offered, and the earlier ones that have rounds; the newest first. @throws {Refusal} 404 */
async function seasonsOf(c: Ladders, games: Games, now: number): Promise<string[]> {
  const { game, mode } = c.req.param();
  if (!isName(game) || !isName(mode)) throw noLadder();
  const current = seasonOf(now);
  const all = [current, ...seasonsBefore(current, MOST_EARLIER)];
  const used = await Promise.all(
    all.map(async (season) => {
      if (season === current && isOffered(games, game, mode)) return true;
      return isUsed(c, { game, mode, season }, now);
    }),
  );
  const seasons = all.filter((_, n) => used[n]);
  if (seasons.length === 0) throw noLadder();
  return seasons;
}

/** The ladder that is asked for: that of the newest season, where none is named. @throws {Refusal} 404 */
function placeOf(c: Ladders, seasons: readonly string[], season = seasons[0]): LadderPlace {
  if (!seasons.includes(season)) throw noLadder();
  const { game, mode } = c.req.param();
  return { game, mode, season };
}

function pageOf(c: Context<App>, place: LadderPlace, { query }: AskedPage, now: number) {
  const what = query === undefined ? "best" : `page?${new URLSearchParams(Object.entries(query))}`;
  const question = { path: pathOf(place, what), ask: () => ladderOf(c.env, place).page(place, query) };
  return pages.of(lookerOf(c), question, now);
}

const profileIn = (c: Context<App>, place: LadderPlace, player: string, now: number) =>
  profiles.of(
    lookerOf(c),
    {
      path: pathOf(place, `players/${player}`),
      ask: async () => (await ladderOf(c.env, place).profile(place, player)) ?? null,
    },
    now,
  );

/** How the player stands on each ladder: in this season, or else in the last one. */
async function profilesOf(c: Context<App>, games: Games, player: string, now: number) {
  const current = seasonOf(now);
  const seasons = [current, seasonBefore(current)];
  const modes = [...games.values()].flatMap(({ name: game, modes }) =>
    Object.keys(modes).flatMap((mode) => (modes[mode].queue ? [{ game, mode }] : [])),
  );
  return Promise.all(
    modes.map(async (one) => {
      const found = await Promise.all(seasons.map((season) => profileIn(c, { ...one, season }, player, now)));
      return found.find(({ value }) => value !== null) ?? found[0];
    }),
  );
}

/** What the player was called in their last rated round. */
function nameIn(ladders: readonly LadderProfile[]): string | undefined {
  const last = ({ history }: LadderProfile) => history.at(-1)?.at ?? 0;
  return ladders.toSorted((a, b) => last(b) - last(a)).at(0)?.row.name;
}

async function profileAnswer(c: Context<App>, games: Games, player: string): Promise<Response> {
  if (!isId(player)) throw noPlayer();
  const now = Date.now();
  const found: readonly Dated<LadderProfile | null>[] = await profilesOf(c, games, player, now);
  const ladders = found.flatMap(({ value }) => value ?? []);
  const name = nameIn(ladders);
  if (name === undefined) throw noPlayer();
  const profile: PlayerProfile = { player, name, tag: tagOf(player), ladders };
  return freshFor(c.json(profile), found, now);
}

export const laddersFor = (games: Games) =>
  new Hono<App>()
    .get("/ladders/:game/:mode", async (c) => {
      const now = Date.now();
      const asked = readPage(paramsOf(c));
      const seasons = await seasonsOf(c, games, now);
      const dated = await pageOf(c, placeOf(c, seasons, asked.season), asked, now);
      return freshFor(c.json<LadderPage>({ ...dated.value, seasons }), [dated], now);
    })
    .get("/ladders/:game/:mode/rounds", async (c) => {
      const now = Date.now();
      const { season, from, limit } = readRounds(paramsOf(c));
      const place = placeOf(c, await seasonsOf(c, games, now), season);
      const question = {
        path: pathOf(place, `rounds?from=${from}&limit=${limit}`),
        ask: () => ladderOf(c.env, place).rounds(place, from, limit),
      };
      const dated = await rounds.of(lookerOf(c), question, now);
      const last = dated.value.at(-1);
      const page: RoundsPage = {
        ...place,
        rounds: [...dated.value],
        ...(last && dated.value.length === limit && { next: last.number + 1 }),
      };
      return freshFor(c.json(page), [dated], now);
    })
    .get("/players/:id", (c) => profileAnswer(c, games, c.req.param("id")));
