/** What the HUD says, through the eyes of one seat. */
import type { Drawn } from "#client/session/types.ts";
import { NONE, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import { DASH } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { SEAT } from "#shared/sim/index.ts";
import { secondsTo } from "../common/clock.ts";
import { dashGauge, teamScores } from "../common/hud.ts";
import { teamTitle } from "../common/teams.ts";
import type { Banner, Gauge, Hud, NameOf } from "../game-view.ts";

export function hud(drawn: Drawn<PuckWorld>, eye: number, nameOf: NameOf): Hud {
  const { world } = drawn;
  const tick = Math.floor(drawn.ownTick);
  return {
    seconds: seconds(world, tick),
    note: note(world),
    // Goals are not predicted, so what stands here is sure.
    scores: teamScores(world.teams.score, eye < 0 ? undefined : teamOf(eye)),
    gauges: eye >= 0 && world.paddles.has(eye) ? [dashOf(world, eye, tick)] : [],
    banner: banner(drawn, eye, nameOf),
  };
}

/** Of play that are left. */
function seconds(world: PuckWorld, tick: number): number | undefined {
  const { phase, until, left } = world.round;
  if (phase === PHASE.live) return secondsTo(world, until, tick);
  return phase === PHASE.faceOff || phase === PHASE.goal ? secondsTo(world, left, 0) : undefined;
}

function note({ round, config }: PuckWorld): string {
  if (round.phase === PHASE.waiting) return "Warm-up";
  if (round.phase === PHASE.ended) return "Finished";
  return round.golden === 1 ? "Golden goal" : `First to ${config.goals}`;
}

const dashOf = ({ paddles }: PuckWorld, eye: number, tick: number): Gauge =>
  dashGauge(paddles.dashAt[eye], tick, DASH.cooldown, { size: "medium", ready: "good" });

function banner({ world, known, ownTick }: Drawn<PuckWorld>, eye: number, nameOf: NameOf): Banner | undefined {
  const { round } = world;
  if (round.phase === PHASE.faceOff) {
    const left = Math.max(1, secondsTo(world, round.until, Math.floor(ownTick)));
    return { title: String(left), text: round.scored === NONE ? "Get ready" : "Face-off", large: true };
  }
  if (round.phase === PHASE.live && eye >= 0 && world.seats.kind[eye] !== SEAT.empty && !world.paddles.has(eye)) {
    const left = Math.max(1, secondsTo(world, world.scores.enterAt[eye], Math.floor(ownTick)));
    return { title: "Just a moment", text: `Your paddle comes in ${left} s`, large: false };
  }
  // A goal is told when it is sure.
  if (known.round.phase !== PHASE.goal) return undefined;
  const team = known.round.scored;
  const seat = team === 0 ? known.puck.by0 : known.puck.by1;
  const title = teamTitle(team);
  const own = eye < 0 ? undefined : teamOf(eye);
  const fact = seat === NONE ? `Own goal: it counts for ${title}` : `${nameOf(seat)} scores for ${title}`;
  const facts = [fact, scoreLine(known, own)];
  if (own === undefined) return { title: "Goal!", text: "", facts, large: true };
  return own === team
    ? { title: "Goal!", text: "", facts, large: true, tone: "good" }
    : { title: "They score", text: "", facts, large: true, tone: "bad" };
}

/** "You lead 3 to 2"; for a spectator the bare score. */
function scoreLine({ teams: { score } }: PuckWorld, own: number | undefined): string {
  if (own === undefined) return `${score[0]} to ${score[1]}`;
  const [ours, theirs] = [score[own], score[1 - own]];
  const how = ours > theirs ? "You lead" : ours < theirs ? "You trail" : "All square:";
  return `${how} ${ours} to ${theirs}`;
}
