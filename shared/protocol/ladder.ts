/** Ratings, leaderboards and profiles, as the HTTP API says them. */
import * as v from "valibot";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** So many rounds a player is rated for before they have a rank. */
export const PLACEMENT_ROUNDS = 5;

/** How good a player is, as people see it: a conservative number, so that it grows as the server gets sure. */
export const Grade = v.object({
  /** Whole, from 0 up. */
  points: Count,
  /** The name of the tier, such as "Silver 2"; during placement it is the tier that the points would have. */
  tier: v.string(),
  /** How far through the tier, 0 to 1. */
  progress: Share,
  /** The name of the next tier; missing in the highest one. */
  next: v.optional(v.string()),
  /** How many more rounds until the player has a rank; 0 for one who has. */
  placement: Count,
});
export type Grade = Readonly<v.InferOutput<typeof Grade>>;

/** A player as others see them. */
export const PlayerName = v.object({
  /** The player's id, as in `/u/ID`: it proves nothing, only the player token does. */
  player: v.string(),
  name: v.string(),
  /** Tells players of like names apart: four characters, shown after the name where it is needed. */
  tag: v.string(),
});
export type PlayerName = Readonly<v.InferOutput<typeof PlayerName>>;

/** Why a round is not rated. */
export const UNRATED = [
  /** The mode is not a competitive one, or the match was not made by its queue. */
  "casual",
  /** Fewer than two players took part, or all of them in one team. */
  "alone",
  /** Bots held too large a share of the seats for too long. */
  "bots",
  /** The round was cut short by the server or its operator. */
  "cut",
  /** It ended before it had lasted long enough to tell anything. */
  "short",
  /** The ladder could not take it: the server's log says why. */
  "fault",
] as const;
export type Unrated = (typeof UNRATED)[number];

/** What a round has changed for one of its players. */
export const GradeChange = v.object({
  ...PlayerName.entries,
  seat: Count,
  /** 1 = the best. A player who has left has the last one. */
  place: Count,
  /** The player has left the round before its end, which counts as a loss. */
  left: v.boolean(),
  /** Missing for a player's first rated round. */
  before: v.optional(Grade),
  after: Grade,
});
export type GradeChange = Readonly<v.InferOutput<typeof GradeChange>>;

/** `GET /api/matches/CODE/rounds/N/rating` */
export const RoundRating = v.variant("state", [
  /** It will be rated in a moment: ask again. */
  v.object({ state: v.literal("pending") }),
  v.object({ state: v.literal("unrated"), why: v.picklist(UNRATED) }),
  v.object({ state: v.literal("rated"), season: v.string(), changes: v.array(GradeChange) }),
]);
export type RoundRating = Readonly<v.InferOutput<typeof RoundRating>>;

/** A line of a leaderboard. */
export const LadderRow = v.object({
  ...PlayerName.entries,
  ...Grade.entries,
  /** 1 = the best; missing during placement. */
  rank: v.optional(Count),
  rounds: Count,
  /** Rounds in which the player, or their team, had the first place alone, and the player was there at the end. */
  wins: Count,
});
export type LadderRow = Readonly<v.InferOutput<typeof LadderRow>>;

/** `GET /api/ladders/GAME/MODE`, with `season`, and one of `around=ID`, `name=TEXT`, `met=ID` at most. */
export const LadderPage = v.object({
  game: v.string(),
  mode: v.string(),
  season: v.string(),
  /** Seasons that can be asked for, the newest first. */
  seasons: v.array(v.string()),
  /** How many players have a rank. */
  ranked: Count,
  rows: v.array(LadderRow),
});
export type LadderPage = Readonly<v.InferOutput<typeof LadderPage>>;

/** A rated round, as a profile shows it. */
export const RatedRound = v.object({
  code: v.string(),
  round: Count,
  /** Milliseconds since 1970. */
  at: v.number(),
  place: Count,
  /** How many there were: players and bots who were alone, or teams. */
  of: Count,
  left: v.boolean(),
  before: Count,
  /** Points. */
  after: Count,
  /** The path of its replay, at the moment of the player's best action where the game names one; missing where there is no replay. */
  replay: v.optional(v.string()),
  /** The others of the round, the best first. */
  others: v.array(PlayerName),
});
export type RatedRound = Readonly<v.InferOutput<typeof RatedRound>>;

/** How a player stands on one ladder. */
export const LadderProfile = v.object({
  game: v.string(),
  mode: v.string(),
  season: v.string(),
  row: LadderRow,
  /** Points after each of the last rounds, the oldest first: at most 60. */
  history: v.array(v.object({ at: v.number(), points: Count })),
  /** The newest first: at most 20. */
  last: v.array(RatedRound),
});
export type LadderProfile = Readonly<v.InferOutput<typeof LadderProfile>>;

/** `GET /api/players/ID` */
export const PlayerProfile = v.object({ ...PlayerName.entries, ladders: v.array(LadderProfile) });
export type PlayerProfile = Readonly<v.InferOutput<typeof PlayerProfile>>;
