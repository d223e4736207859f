/** What the HUD says, through the eyes of one seat. */
import type { Drawn } from "#client/session/types.ts";
import { NOBODY, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import { DASH } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { TEAMS, teamMark } from "../common/teams.ts";
import type { Banner, Gauge, Hud, NameOf } from "../game-view.ts";
import { secondsTo } from "./tables.ts";

export function hud(drawn: Drawn<PuckWorld>, eye: number, nameOf: NameOf): Hud {
  const { world, ownTick } = drawn;
  return {
    seconds: seconds(world, Math.floor(ownTick)),
    note: note(world),
    // Goals are not predicted, so what stands here is sure.
    scores: TEAMS.map(({ title }, team) => ({
      label: title,
      value: String(world.teams.score[team]),
      mark: teamMark(team),
      own: eye >= 0 && teamOf(eye) === team,
    })),
    gauges: eye >= 0 && world.paddles.has(eye) ? [dashGauge(world, eye, Math.floor(ownTick))] : [],
    banner: banner(drawn, nameOf),
  };
}

/** Of play that are left. */
function seconds({ round }: PuckWorld, tick: number): number | undefined {
  if (round.phase === PHASE.live) return secondsTo(tick, round.until);
  return round.phase === PHASE.faceOff || round.phase === PHASE.goal ? secondsTo(0, round.left) : undefined;
}

function note({ round, config }: PuckWorld): string {
  if (round.phase === PHASE.waiting) return "Warm-up";
  if (round.phase === PHASE.ended) return "Finished";
  return round.golden === 1 ? "Golden goal" : `First to ${config.goals}`;
}

function dashGauge({ paddles }: PuckWorld, eye: number, tick: number): Gauge {
  const share = Math.max(0, Math.min(1, 1 - (paddles.dashAt[eye] - tick) / DASH.cooldown));
  const ready = share >= 1;
  return {
    id: "dash",
    size: "medium",
    label: "Dash",
    share,
    text: ready ? "ready" : "",
    tone: ready ? "good" : "warn",
    parts: 0,
  };
}

function banner({ world, known, ownTick }: Drawn<PuckWorld>, nameOf: NameOf): Banner | undefined {
  const { round } = world;
  if (round.phase === PHASE.faceOff) {
    const left = Math.max(1, secondsTo(Math.floor(ownTick), round.until));
    return { title: String(left), text: round.scored === NOBODY ? "Get ready" : "Face-off", large: true };
  }
  // A goal is told when it is sure.
  if (known.round.phase !== PHASE.goal) return undefined;
  const team = known.round.scored;
  const seat = team === 0 ? known.puck.by0 : known.puck.by1;
  const { title } = TEAMS[team];
  const text = seat === NOBODY ? `for Team ${title}: an own goal` : `${nameOf(seat)} scores for Team ${title}`;
  return { title: "Goal!", text, large: true };
}
