/** Turns what happens into light and sounds, and takes back what has not happened after all. */
import type { Drawn, GameEvent } from "#client/session/types.ts";
import { AGAINST, NONE, PHASE } from "#shared/games/puck/tables.ts";
import { teamOf } from "#shared/games/puck/teams.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { Clock, LAST, type Reading, secondsTo } from "../common/clock.ts";
import { playAt } from "../common/hearing.ts";
import { hex, TEAMS } from "../common/teams.ts";
import type { Point, Stage } from "../game-view.ts";
import type { Effects } from "./effects.ts";
import { SIZE, spot } from "./places.ts";
import type { SoundName } from "./sounds.ts";
import { markOf } from "./tables.ts";

/** Pixels a tick: as hard as a sound gets. */
const HARD = 20;
const PLAIN = 0xe4f2ff;

const SOUNDS: Readonly<Record<number, SoundName>> = {
  [AGAINST.wall]: "wall",
  [AGAINST.post]: "post",
  [AGAINST.paddle]: "paddle",
  [AGAINST.check]: "check",
};

export class EventEffects {
  readonly #stage: Stage;
  readonly #effects: Effects;
  readonly #clock: Clock;

  constructor(stage: Stage, effects: Effects) {
    this.#stage = stage;
    this.#effects = effects;
    this.#clock = new Clock(stage.sounds);
  }

  show(drawn: Drawn<PuckWorld>, eye: number): void {
    for (const event of drawn.revoked) this.#effects.revoke(event);
    for (const event of drawn.events) {
      if (event.table === "knocks") this.#knock(event, eye);
      if (event.table === "goals") this.#goal(event, eye);
    }
    if (drawn.jumped) this.#clock.forget();
    const { winner } = drawn.world.round;
    if (this.#clock.tell(reading(drawn)) === "end" && winner !== NONE) {
      this.#effects.confetti(hex(TEAMS[winner].colour));
    }
  }

  sound(name: SoundName, at: Point, loud: number, own = false): void {
    playAt(this.#stage, name, at, { loud, own });
  }

  #knock(event: GameEvent, eye: number): void {
    const { by, against, x, y, strength } = event.values;
    const at = spot(x, y);
    const hard = Math.min(1, strength / HARD);
    const ofPaddle = against === AGAINST.paddle && by !== NONE;
    this.#effects.knock(at, hard, ofPaddle ? hex(markOf(by).colour) : PLAIN, event);
    this.sound(SOUNDS[against] ?? "wall", at, 0.15 + 0.85 * hard, ofPaddle && by === eye);
    if (ofPaddle && by === eye && hard > 0.5) this.#stage.shake(0.5 * hard);
  }

  /** Joy for those who have scored, and a heavy fall for those who have not; a spectator sees and hears joy. */
  #goal({ values: { team } }: GameEvent, eye: number): void {
    const line = spot(team === 0 ? SIZE.width : 0, SIZE.height / 2);
    const out = team === 0 ? 1 : -1;
    const isOurs = eye < 0 || teamOf(eye) === team;
    if (isOurs) this.#effects.goal(line, out, hex(TEAMS[team].colour));
    else this.#effects.conceded(line, out, hex(TEAMS[team].colour));
    this.sound(isOurs ? "goal" : "conceded", line, 1, true);
    this.#stage.shake(isOurs ? 0.9 : 0.5);
  }
}

/** A match's first face-off is counted down from its beginning, a later one for its last second. */
function reading({ world, ownTick }: Drawn<PuckWorld>): Reading {
  const { phase, until, scored } = world.round;
  const left = secondsTo(world, until, ownTick);
  if (phase === PHASE.live) return { course: "live", left: left <= LAST ? left : 0 };
  if (phase === PHASE.ended) return { course: "ended", left: 0 };
  return { course: "other", left: phase === PHASE.faceOff && (scored === NONE || left <= 1) ? left : 0 };
}
