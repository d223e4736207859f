/** The players' bodies. */
import type { GameObjects } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import { BODY, DASH, SUB } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { TURN } from "#shared/sim/columns.ts";
import type { Atlas } from "../../stage/atlas.ts";
import type { Plates } from "../common/plates.ts";
import { hex, lit } from "../common/teams.ts";
import type { Point } from "../game-view.ts";
import type { Effects } from "./effects.ts";
import { friends, isTeams, markOf } from "./palette.ts";

/** Milliseconds that a body is white after it was hurt. */
const FLINCH = 90;
const BAR = 44;

/** The pictures of one player. */
class Body {
  readonly #all: readonly GameObjects.Image[];
  readonly gun: GameObjects.Image;
  readonly base: GameObjects.Image;
  readonly number: GameObjects.Image | undefined;
  readonly own: GameObjects.Image;
  /** The shape of its team, on the ground about it. */
  readonly ground: GameObjects.Image;
  readonly shield: GameObjects.Image;
  readonly friend: GameObjects.Image;
  readonly bar: GameObjects.Image;
  readonly health: GameObjects.Image;
  readonly plate: GameObjects.Image | undefined;
  look = "";
  flinchUntil = 0;
  ghostAt = 0;

  constructor(atlas: Atlas, plates: Plates, seat: number) {
    const depth = 30 + (seat % 100) / 1000;
    this.gun = atlas.image("gun0", depth);
    this.base = atlas.image("round", depth + 0.1);
    this.number = seat < 99 ? atlas.image(`number${seat + 1}`, depth + 0.2) : undefined;
    this.own = atlas.image("own", 29).setVisible(false);
    this.ground = atlas.image("ground-round", 28);
    this.shield = atlas.image("shield", depth + 0.3);
    this.friend = atlas.image("friend", 51);
    this.bar = atlas.image("bar", 50);
    this.health = atlas.image("dot", 51).setOrigin(0, 0.5);
    this.plate = plates.image(seat, 52);
    this.#all = [
      this.gun,
      this.base,
      this.number,
      this.own,
      this.ground,
      this.shield,
      this.friend,
      this.bar,
      this.health,
      this.plate,
    ].filter((image) => image !== undefined);
  }

  place(x: number, y: number): void {
    for (const image of this.#all) image.setPosition(x, y);
    this.bar.y = this.health.y = y - 34;
    this.health.x = x - BAR / 2;
    this.friend.y = y - 62;
    if (this.plate !== undefined) this.plate.y = y - 48;
  }

  get at(): Point {
    return { x: this.base.x, y: this.base.y };
  }

  hide(): void {
    for (const image of this.#all) image.setVisible(false);
  }
}

export class Bodies {
  readonly #atlas: Atlas;
  readonly #plates: Plates;
  readonly #effects: Effects;
  readonly #bodies: Body[] = [];
  drawn = 0;

  constructor(atlas: Atlas, plates: Plates, effects: Effects) {
    this.#atlas = atlas;
    this.#plates = plates;
    this.#effects = effects;
  }

  flinch(seat: number, now: number): void {
    const body = this.#bodies[seat];
    if (body !== undefined) body.flinchUntil = now + FLINCH;
  }

  /** Where this seat's body was last drawn, if it ever was. */
  lastPlace(seat: number): Point | undefined {
    return this.#bodies[seat]?.at;
  }

  update(drawn: Drawn<ArenaWorld>, eye: number, now: number): void {
    const { players } = drawn.world;
    this.drawn = 0;
    for (let seat = 0; seat < players.capacity; seat++) {
      if (players.has(seat)) this.#show(drawn, seat, eye, now);
      else this.#bodies[seat]?.hide();
    }
  }

  #show({ world, tables, tick: shown, ownTick }: Drawn<ArenaWorld>, seat: number, eye: number, now: number): void {
    const tick = seat === eye ? ownTick : shown;
    this.#bodies[seat] ??= new Body(this.#atlas, this.#plates, seat);
    const body = this.#bodies[seat];
    const { players } = world;
    this.drawn += 1;
    this.#dress(body, world, seat, eye);
    const x = tables.players.x[seat] / SUB;
    const y = tables.players.y[seat] / SUB;
    const aim = (tables.seats.aim[seat] / TURN) * 2 * Math.PI;
    body.place(x, y);
    body.gun.setRotation(aim).setVisible(true);
    body.own.setVisible(seat === eye).setRotation(aim);
    const flinches = now < body.flinchUntil;
    body.base.setVisible(true).setScale((flinches && !this.#effects.calm ? 1.12 : 1) / this.#atlas.sharpness);
    body.number?.setVisible(true);
    const shielded = players.shieldUntil[seat] > tick;
    body.shield.setVisible(shielded);
    const still = this.#effects.calm;
    if (shielded)
      body.shield.setRotation(still ? 0 : now / 600).setAlpha(still ? 0.85 : 0.7 + 0.3 * Math.sin(now / 90));
    const share = players.hp[seat] / BODY.hp;
    body.bar.setVisible(true);
    body.health.setVisible(true).setScale((BAR * share) / (4 * this.#atlas.sharpness), 4 / (4 * this.#atlas.sharpness));
    body.health.setTint(share > 0.6 ? 0x3ddca8 : share > 0.3 ? 0xf2e64e : 0xff7a4a);
    body.plate?.setVisible(true);
    const dashes = players.dashReadyAt[seat] - DASH.cooldown + DASH.ticks + 2 > tick;
    if (dashes && now > body.ghostAt) {
      body.ghostAt = now + 28;
      this.#effects.ghost(x, y, hex(markOf(world, seat).colour));
    }
  }

  /** Sets what seldom changes, when it does. */
  #dress(body: Body, world: ArenaWorld, seat: number, eye: number): void {
    const { colour, shape } = markOf(world, seat);
    const weapon = world.players.weapon[seat];
    const friend = friends(world, seat, eye);
    const teams = isTeams(world);
    const look = `${colour} ${shape} ${weapon} ${friend} ${teams}`;
    body.friend.setVisible(friend);
    // The player's own has a ring already.
    body.ground.setVisible(teams && seat !== eye);
    if (look === body.look) return;
    body.look = look;
    body.base.setFrame(shape).setTint(hex(colour));
    body.gun.setFrame(`gun${weapon}`);
    body.friend.setTint(hex(colour));
    if (teams) body.ground.setFrame(`ground-${shape}`).setTint(hex(colour));
    body.plate?.setTint(teams ? lit(colour) : 0xffffff);
  }
}
