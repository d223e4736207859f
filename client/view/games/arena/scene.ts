/** The arena's scene: puts its parts together, and turns what has happened into sparks and sounds. */

import type { Drawn } from "#client/session/types.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { Atlas } from "../../stage/atlas.ts";
import type { GameScene, Point, Stage } from "../game-view.ts";
import { bodyArt } from "./art-bodies.ts";
import { thingArt } from "./art-things.ts";
import { Bodies } from "./bodies.ts";
import { Changes, type Happening } from "./changes.ts";
import { Effects } from "./effects.ts";
import { paintMap } from "./map.ts";
import { hex, markOf } from "./palette.ts";
import { Pickups } from "./pickups.ts";
import { Plates } from "./plates.ts";
import { Shots } from "./shots.ts";
import type { SoundName } from "./sounds.ts";

/** World pixels at which a sound is half as loud. */
const HALF = 380;
/** Worlds that come into sight at once after a long pause: too many to tell of. */
const STALE = 20;
const SIGNALS = { second: "beep", began: "go", ended: "end" } as const;
const GUNS: readonly SoundName[] = ["blaster", "scatter", "rocket"];

export class ArenaScene implements GameScene {
  readonly #stage: Stage;
  readonly #changes = new Changes();
  readonly #effects: Effects;
  readonly #bodies: Bodies;
  readonly #shots: Shots;
  readonly #pickups: Pickups;
  readonly #plates: Plates;
  #renamed = true;

  constructor(stage: Stage, world: ArenaWorld) {
    this.#stage = stage;
    paintMap(stage.scene, world.scene, stage.sharpness);
    const { seats } = world.config;
    const atlas = new Atlas(stage.scene, "arena", stage.sharpness, [...bodyArt(seats), ...thingArt]);
    this.#plates = new Plates(stage.scene, seats, stage.sharpness);
    this.#effects = new Effects(stage, atlas);
    this.#pickups = new Pickups(atlas, world);
    this.#shots = new Shots(atlas, this.#effects);
    this.#bodies = new Bodies(atlas, this.#plates, this.#effects);
  }

  get drawnPlayers(): number {
    return this.#bodies.drawn;
  }

  rename(): void {
    this.#renamed = true;
  }

  update(drawn: Drawn<ArenaWorld>, eye: number, now: number): void {
    const { world, passed, tick } = drawn;
    if (this.#renamed) {
      this.#renamed = false;
      const seats = Array.from({ length: world.config.seats }, (_, seat) => seat);
      this.#plates.paint(new Map(seats.map((seat) => [seat, this.#stage.nameOf(seat)])));
    }
    const stale = passed.length > STALE;
    for (const one of passed) {
      const happenings = this.#changes.read(one);
      if (!stale) for (const happening of happenings) this.#tell(happening, one, eye, now);
    }
    this.#pickups.update(world, tick, now);
    this.#shots.update(drawn, now);
    this.#bodies.update(drawn, eye, now);
    this.#effects.update(now);
  }

  #sound(name: SoundName, { x, y }: Point, loud = 1): void {
    const { ear, sounds } = this.#stage;
    const [dx, dy] = [x - ear.x, y - ear.y];
    sounds.play(name, { loud: (loud * HALF) / (HALF + Math.hypot(dx, dy)), pan: dx / 700 });
  }

  #tell(happening: Happening, world: ArenaWorld, eye: number, now: number): void {
    const tint = (seat: number) => hex(markOf(world, seat).colour);
    const effects = this.#effects;
    switch (happening.type) {
      case "fired":
        effects.flash(happening.x, happening.y, happening.angle, tint(happening.seat));
        this.#sound(GUNS[happening.weapon] ?? "blaster", happening, happening.seat === eye ? 0.9 : 0.6);
        break;
      case "spent":
        effects.spark(happening.x, happening.y, happening.angle, 0xffe9b0);
        this.#sound("spark", happening, 0.5);
        break;
      case "hit":
        effects.hit(happening.x, happening.y, happening.amount, tint(happening.victim));
        this.#bodies.flinch(happening.victim, now);
        this.#feel(happening.victim === eye, happening.by === eye, "hurt", "hit", 0.25 + happening.amount / 80);
        break;
      case "killed":
        effects.burst(happening.x, happening.y, tint(happening.victim));
        this.#sound("burst", happening);
        this.#feel(happening.victim === eye, happening.killer === eye, "death", "kill", 1);
        break;
      case "blast":
        effects.blast(happening.x, happening.y);
        this.#shakeFrom(happening.x, happening.y);
        this.#sound("blast", happening);
        break;
      case "picked":
        effects.take(happening.x, happening.y);
        this.#sound("pickup", happening, happening.seat === eye ? 1 : 0.4);
        break;
      case "spawned":
        effects.appear(happening.x, happening.y, tint(happening.seat));
        this.#sound("respawn", happening, happening.seat === eye ? 1 : 0.3);
        break;
      case "dashed":
        this.#sound("dash", happening, happening.seat === eye ? 0.9 : 0.5);
        break;
      default:
        this.#stage.sounds.play(SIGNALS[happening.type]);
    }
  }

  /** What is done to us shakes and hurts; what we do to others we hear. */
  #feel(isOurs: boolean, byUs: boolean, suffered: SoundName, done: SoundName, strength: number): void {
    if (isOurs) this.#stage.shake(strength);
    if (isOurs || byUs) this.#stage.sounds.play(isOurs ? suffered : done);
  }

  #shakeFrom(x: number, y: number): void {
    const { ear } = this.#stage;
    this.#stage.shake(0.8 * Math.max(0, 1 - Math.hypot(x - ear.x, y - ear.y) / 450));
  }
}
