/** The list of live matches, and how many play which mode: put together from the snapshots of the pools. docs/HTTP.md, "The list" */
import { type Context, Hono } from "hono";
import type { MatchInfo, ModeCounts } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import type { PoolPlace } from "../pool/name.ts";
import type { App } from "./app.ts";
import { CountsQuery, ListQuery, placesOf, readQuery } from "./list-query.ts";
import { type Looked, look } from "./look.ts";
import { regionsOf } from "./regions.ts";
import { freshFor } from "./shared-reads.ts";

const people = ({ players, spectators }: MatchInfo): number => players + spectators;

/** The ones with the most people first; each match has its place, so that a page can begin after any. */
const byPeople = (a: MatchInfo, b: MatchInfo): number => people(b) - people(a) || (a.code < b.code ? -1 : 1);

/** The free seats of a competitive match are its own players'. */
const takesNewcomers = (games: Games, { game, mode }: Pick<MatchInfo, "game" | "mode">): boolean =>
  games.get(game)?.modes[mode]?.queue === undefined;

const isOpen = (games: Games, match: MatchInfo): boolean =>
  match.status !== "ended" && match.players < match.seats && takesNewcomers(games, match);

const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** What a player can look for: the names of game and mode, and the mode's title. */
const titleOf = (games: Games, { game, mode }: MatchInfo): string =>
  plain(`${game} ${mode} ${games.get(game)?.modes[mode]?.title ?? ""}`);

function pageOf(games: Games, all: readonly MatchInfo[], { open, q = "", limit, after }: ListQuery) {
  const wanted = plain(q.trim());
  const found = all
    .filter((match) => (open === undefined || isOpen(games, match)) && titleOf(games, match).includes(wanted))
    .sort(byPeople)
    .filter(
      (match) =>
        after === undefined ||
        people(match) < after.people ||
        (people(match) === after.people && match.code > after.code),
    );
  const matches = found.slice(0, limit);
  const last = matches.at(-1);
  return { matches, ...(last && found.length > limit && { next: `${people(last)}.${last.code}` }) };
}

/** The matches that an older build has made may be told of by two pools. */
const each = (looked: Looked): MatchInfo[] => [
  ...new Map(
    looked.flatMap(({ place: { region }, snapshot }) =>
      snapshot.matches.map((match) => [match.code, { ...match, region }] as const),
    ),
  ).values(),
];

function countsOf(games: Games, places: readonly PoolPlace[], looked: Looked): ModeCounts[] {
  const sums = new Map<string, ModeCounts>();
  for (const { game, mode } of places)
    sums.set(`${game}/${mode}`, { game, mode, players: 0, searching: 0, matches: 0, open: 0 });
  for (const { place, snapshot } of looked) {
    const key = `${place.game}/${place.mode}`;
    const sum = sums.get(key);
    const { players, searching, matches, open } = snapshot.counts;
    if (sum)
      sums.set(key, {
        ...sum,
        players: sum.players + players,
        searching: sum.searching + searching,
        matches: sum.matches + matches,
        open: sum.open + (takesNewcomers(games, place) ? open : 0),
      });
  }
  return [...sums.values()];
}

const paramsOf = (c: Context<App>): URLSearchParams => new URL(c.req.url).searchParams;

export const liveList = (games: Games) =>
  new Hono<App>()
    .get("/matches", async (c) => {
      const query = readQuery(ListQuery, paramsOf(c));
      const now = Date.now();
      const looked = await look(c, placesOf(games, query, regionsOf(c)), now);
      return freshFor(c.json(pageOf(games, each(looked), query)), looked, now);
    })
    .get("/counts", async (c) => {
      const now = Date.now();
      const places = placesOf(games, readQuery(CountsQuery, paramsOf(c)), regionsOf(c));
      const looked = await look(c, places, now);
      return freshFor(c.json({ modes: countsOf(games, places, looked) }), looked, now);
    });
