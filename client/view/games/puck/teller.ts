/** Turns what happens into light and sounds, and takes back what has not happened after all. */
import type { Drawn, Happening } from "#client/session/types.ts";
import { AGAINST, NOBODY, PHASE } from "#shared/games/puck/tables.ts";
import { TICK_RATE } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { hex, TEAMS } from "../common/teams.ts";
import type { Point, Stage } from "../game-view.ts";
import type { Effects } from "./effects.ts";
import { BOUNDS, SIZE, spot } from "./places.ts";
import type { SoundName } from "./sounds.ts";
import { markOf } from "./tables.ts";

/** Pixels a tick: as hard as a sound gets. */
const HARD = 20;
/** Seconds before the end that are counted aloud. */
const LAST = 5;
const PLAIN = 0xe4f2ff;

const SOUNDS: Readonly<Record<number, SoundName>> = {
  [AGAINST.wall]: "wall",
  [AGAINST.post]: "post",
  [AGAINST.paddle]: "paddle",
  [AGAINST.check]: "check",
};

export class Teller {
  readonly #stage: Stage;
  readonly #effects: Effects;
  #phase: number | undefined;
  #counted = 0;

  constructor(stage: Stage, effects: Effects) {
    this.#stage = stage;
    this.#effects = effects;
  }

  tell(drawn: Drawn<PuckWorld>, eye: number): void {
    for (const happening of drawn.revoked) this.#effects.revoke(happening);
    for (const happening of drawn.happenings) {
      if (happening.table === "knocks") this.#knock(happening, eye);
      if (happening.table === "goals") this.#goal(happening);
    }
    this.#clock(drawn);
  }

  sound(name: SoundName, { x }: Point, loud: number): void {
    this.#stage.sounds.play(name, { loud, pan: ((x / BOUNDS.width) * 2 - 1) * 0.8 });
  }

  #knock(happening: Happening, eye: number): void {
    const { by, against, x, y, strength } = happening.values;
    const at = spot(x, y);
    const hard = Math.min(1, strength / HARD);
    const ofPaddle = against === AGAINST.paddle && by !== NOBODY;
    this.#effects.knock(at, hard, ofPaddle ? hex(markOf(by).colour) : PLAIN, happening);
    this.sound(SOUNDS[against] ?? "wall", at, 0.15 + 0.85 * hard);
    if (ofPaddle && by === eye && hard > 0.5) this.#stage.shake(0.5 * hard);
  }

  #goal({ values: { team } }: Happening): void {
    const line = spot(team === 0 ? SIZE.width : 0, SIZE.height / 2);
    this.#effects.goal(line, team === 0 ? 1 : -1, hex(TEAMS[team].colour));
    this.sound("goal", line, 1);
    this.#stage.shake(0.9);
  }

  /** Counts down aloud; says when the puck is free, and when it is over. */
  #clock({ world, ownTick }: Drawn<PuckWorld>): void {
    const { phase, until, winner } = world.round;
    const left = Math.max(0, Math.ceil((until - ownTick) / TICK_RATE));
    const counts = phase === PHASE.faceOff || (phase === PHASE.live && left <= LAST);
    const count = counts ? left : 0;
    const { sounds } = this.#stage;
    if (this.#phase !== undefined && phase !== this.#phase) {
      if (phase === PHASE.live) sounds.play("go");
      if (phase === PHASE.ended) {
        sounds.play("end");
        if (winner !== NOBODY) this.#effects.confetti(hex(TEAMS[winner].colour));
      }
    } else if (count > 0 && count !== this.#counted) sounds.play("beep");
    this.#phase = phase;
    this.#counted = count;
  }
}
