/** What flies, in the shape of its weapon and the colour of its owner. */
import type { GameObjects } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import { SUB, WEAPON } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import type { Atlas } from "../../stage/atlas.ts";
import { hex } from "../common/teams.ts";
import type { Effects } from "./effects.ts";
import { friends, isTeams, markOf } from "./palette.ts";

/** Of the brightness of a shot that is no danger, since it is of the player's own team. */
const HARMLESS = 0.6;

interface Shot {
  readonly image: GameObjects.Image;
  /** The shape of its team; undefined while there have been no teams. */
  halo: GameObjects.Image | undefined;
  look: string;
  smokeAt: number;
}

export class Shots {
  readonly #atlas: Atlas;
  readonly #effects: Effects;
  readonly #shots: Shot[] = [];

  constructor(atlas: Atlas, effects: Effects) {
    this.#atlas = atlas;
    this.#effects = effects;
  }

  update({ world, tables }: Drawn<ArenaWorld>, eye: number, now: number): void {
    const { shots } = world;
    for (let row = 0; row < shots.capacity; row++) {
      if (!shots.has(row)) {
        this.#shots[row]?.image.setVisible(false);
        this.#shots[row]?.halo?.setVisible(false);
        continue;
      }
      this.#shots[row] ??= { image: this.#atlas.image("shot0", 20), halo: undefined, look: "", smokeAt: 0 };
      const shot = this.#shots[row];
      // Of what was predicted another shot may come true in the same row, in the same life.
      const look = `${eye} ${shots.generation[row]} ${shots.owner[row]} ${shots.weapon[row]} ${shots.vx[row]} ${shots.vy[row]}`;
      if (shot.look !== look) {
        shot.look = look;
        shot.image
          .setFrame(`shot${shots.weapon[row]}`)
          .setTint(hex(markOf(world, shots.owner[row]).colour))
          .setRotation(Math.atan2(shots.vy[row], shots.vx[row]));
        this.#dress(shot, world, shots.owner[row], eye);
      }
      const [x, y] = [tables.shots.x[row] / SUB, tables.shots.y[row] / SUB];
      shot.image.setVisible(true).setPosition(x, y);
      if (isTeams(world)) shot.halo?.setVisible(true).setPosition(x, y);
      if (shots.weapon[row] === WEAPON.rocket && now > shot.smokeAt) {
        shot.smokeAt = now + 24;
        this.#effects.smoke(x, y);
      }
    }
  }

  /** Teams tell their shots apart by a shape, and a player what can't hurt them. */
  #dress(shot: Shot, world: ArenaWorld, owner: number, eye: number): void {
    const alpha = friends(world, owner, eye) ? HARMLESS : 1;
    shot.image.setAlpha(alpha);
    if (!isTeams(world)) return;
    const { colour, shape } = markOf(world, owner);
    shot.halo ??= this.#atlas.image("halo-round", 19.9);
    shot.halo.setFrame(`halo-${shape}`).setTint(hex(colour)).setAlpha(alpha);
  }
}
