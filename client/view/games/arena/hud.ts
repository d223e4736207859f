/** What the arena's HUD says, through the eyes of one seat. */

import type { Drawn } from "#client/session/types.ts";
import { ranking } from "#shared/games/arena/score.ts";
import { scoreLimit } from "#shared/games/arena/settings.ts";
import { PHASE } from "#shared/games/arena/tables.ts";
import { BODY, DASH, WEAPONS } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { secondsTo } from "../common/clock.ts";
import { dashGauge, teamScores } from "../common/hud.ts";
import type { Banner, Gauge, Hud } from "../game-view.ts";
import type { Obituary } from "./grudges.ts";
import { isTeams, markOf } from "./palette.ts";
import { weaponName } from "./weapon-names.ts";

/** By `WEAPON`: what its pickup shows too. */
const SIGNS: readonly string[] = [
  "M2 9h13V7h3v2h4v5h-8l-1 2H9l-1 4H4l1-6H2z",
  "M12 22 9.5 10 12 2l2.5 8zM9 21 4 13 2 5l6 6zM15 21l5-8 2-8-6 6z",
  "M21 3l-2 8-8 7-5-5 7-8zM5 11l-3 2 3 3zM13 19l-2 3-3-3z",
  "M2 15 15 2l2.5 2.5-13 13zM8.5 19.500l13-13L24 9 11 22z",
];

/** @param death what became of the eye's last life; undefined where that is not known yet */
export function hud({ world, ownTick }: Drawn<ArenaWorld>, eye: number, death: Obituary | undefined): Hud {
  // What is the eye's own stands there: a player's eye is their own, and a spectator sees all at one time.
  const tick = Math.floor(ownTick);
  const { phase, endsAt, overtime } = world.round;
  return {
    seconds: phase === PHASE.live ? secondsTo(world, endsAt) : undefined,
    note: note(world, phase, overtime),
    scores: isTeams(world)
      ? teamScores(world.teams.score, eye < 0 ? undefined : world.scores.team[eye])
      : playerScores(world, eye),
    gauges: eye >= 0 && world.players.has(eye) ? gauges(world, eye, tick) : [],
    banner: banner(world, eye, tick, death),
  };
}

function note(world: ArenaWorld, phase: number, overtime: number): string {
  if (phase === PHASE.waiting) return "Warm-up";
  if (phase === PHASE.countdown) return "Get ready";
  if (phase === PHASE.ended) return "Finished";
  return overtime === 1 ? "Overtime" : `First to ${scoreLimit(world.config)}`;
}

/** Ours, and the one to beat. */
function playerScores(world: ArenaWorld, eye: number): Hud["scores"] {
  const all = ranking(world);
  const own = all.find(({ seat }) => seat === eye);
  const best = all.find(({ seat }) => seat !== eye);
  return [own, best]
    .filter((one) => one !== undefined)
    .map(({ seat, rank }) => ({
      label: seat !== eye && rank === 1 && own?.rank !== 1 ? "Leader" : `#${rank}`,
      value: String(world.scores.score[seat]),
      mark: markOf(world, seat),
      own: seat === eye,
    }));
}

function gauges({ players }: ArenaWorld, eye: number, tick: number): Gauge[] {
  const hp = players.hp[eye];
  const weapon = players.weapon[eye];
  const { ammo: most, reload } = WEAPONS[weapon] ?? WEAPONS[0];
  const ammo = players.ammo[eye];
  return [
    {
      id: "health",
      size: "large",
      label: "Health",
      share: hp / BODY.hp,
      text: String(hp),
      tone: hp > 60 ? "good" : hp > 30 ? "warn" : "bad",
      parts: 0,
    },
    {
      id: "ammo",
      size: "medium",
      label: weaponName(weapon),
      icon: SIGNS[weapon] ?? "",
      share: ammo > 0 ? ammo / most : Math.max(0, 1 - (players.readyAt[eye] - tick) / Math.max(1, reload)),
      text: ammo === 0 ? "reloading" : `${ammo}/${most}`,
      tone: ammo === 0 ? "warn" : "plain",
      parts: ammo === 0 ? 0 : most,
    },
    dashGauge(players.dashReadyAt[eye], tick, DASH.cooldown, { size: "small", ready: "plain" }),
  ];
}

function banner(world: ArenaWorld, eye: number, tick: number, death: Obituary | undefined): Banner | undefined {
  const { round, scores, players } = world;
  if (round.phase === PHASE.countdown) {
    return { title: String(Math.max(1, secondsTo(world, round.endsAt))), text: "Get ready", large: true };
  }
  if (eye < 0 || players.has(eye) || world.seats.kind[eye] === 0 || round.phase === PHASE.ended) return undefined;
  const isNew = round.phase === PHASE.live && scores.deaths[eye] === 0 && scores.respawnAt[eye] > tick;
  if (isNew)
    return {
      title: "Get ready",
      text: `You start in ${secondsTo(world, scores.respawnAt[eye], tick)} s`,
      large: false,
    };
  // The player's own death is predicted, and may not be one: until the match has told of it, no words are right.
  if (death === undefined || scores.respawnAt[eye] <= tick) return undefined;
  const text = `Back in ${secondsTo(world, scores.respawnAt[eye], tick)} s`;
  return { ...death, text, large: false, tone: "bad" };
}
