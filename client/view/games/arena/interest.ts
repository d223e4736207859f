/** Where the action is: players who are near an enemy, aim, are aimed at, and stand to win or lose most. */
import { BODY, SUB } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { TURN } from "#shared/sim/columns.ts";
import { turnBetween } from "#shared/sim/trig.ts";
import { friends } from "./palette.ts";

/** World pixels: players that are further apart do not fight. */
const REACH = 750;
/** A player who looks less than this past another aims at them: an eighteenth of a turn. */
const AIMED = TURN / 18;
/** What a fight is made of; all of it at arm's length is about 1. */
const WEIGHTS = { near: 0.3, aims: 0.25, isAimedAt: 0.15, theyAreWeak: 0.25, isWeak: 0.1 };
/** Each fight beyond the hottest adds this share of it. */
const CROWD = 0.25;
/** Of the player who leads. */
const LEADS = 0.08;

const aimsAt = ({ players, seats }: ArenaWorld, seat: number, other: number): boolean => {
  const angle = Math.atan2(players.y[other] - players.y[seat], players.x[other] - players.x[seat]);
  return Math.abs(turnBetween(seats.aim[seat], Math.round((angle / (2 * Math.PI)) * TURN))) < AIMED;
};

/** 0 to 1: how much is going on between two. */
function fight(world: ArenaWorld, seat: number, other: number): number {
  const { players } = world;
  const far = Math.hypot(players.x[other] - players.x[seat], players.y[other] - players.y[seat]) / SUB;
  if (far >= REACH) return 0;
  const weak = (of: number) => 1 - players.hp[of] / BODY.hp;
  const heat =
    WEIGHTS.near +
    (aimsAt(world, seat, other) ? WEIGHTS.aims : 0) +
    (aimsAt(world, other, seat) ? WEIGHTS.isAimedAt : 0) +
    weak(other) * WEIGHTS.theyAreWeak +
    weak(seat) * WEIGHTS.isWeak;
  return heat * (1 - far / REACH);
}

export function interest(world: ArenaWorld, seat: number): number | undefined {
  const { players, scores } = world;
  if (!players.has(seat)) return undefined;
  let [hottest, all] = [0, 0];
  for (const other of players) {
    if (other === seat || friends(world, seat, other)) continue;
    const heat = fight(world, seat, other);
    hottest = Math.max(hottest, heat);
    all += heat;
  }
  const leads = scores.score[seat] > 0 && [...players].every((other) => scores.score[other] <= scores.score[seat]);
  return hottest + (all - hottest) * CROWD + (leads ? LEADS : 0);
}
