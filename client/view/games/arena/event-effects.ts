/** Turns what happens into flashes, sparks and sounds, and takes back what has not happened after all. */
import type { Drawn, GameEvent } from "#client/session/types.ts";
import { mapOf } from "#shared/games/arena/map/level.ts";
import { PHASE } from "#shared/games/arena/tables.ts";
import { SUB, WEAPON } from "#shared/games/arena/tuning.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { TURN } from "#shared/sim/columns.ts";
import { Clock, LAST, type Reading, secondsTo } from "../common/clock.ts";
import { playAt } from "../common/hearing.ts";
import type { HurtArcs } from "../common/hurt-arcs.ts";
import { hex } from "../common/teams.ts";
import type { Point, Stage } from "../game-view.ts";
import type { Beams } from "./beams.ts";
import type { Bodies } from "./bodies.ts";
import type { Effects } from "./effects.ts";
import { markOf } from "./palette.ts";
import type { SoundName } from "./sounds.ts";

/** World pixels at which a sound is half as loud. */
const HALF = 380;
/** World pixels from a body's middle to the end of its gun. */
const MUZZLE = 30;
/** By `WEAPON`. */
const GUNS: readonly SoundName[] = ["blaster", "scatter", "rocket", "rail"];

interface Parts {
  readonly stage: Stage;
  readonly effects: Effects;
  readonly beams: Beams;
  readonly bodies: Bodies;
  readonly arcs: HurtArcs;
}

/** The frame whose events are shown. */
interface Frame {
  readonly drawn: Drawn<ArenaWorld>;
  readonly eye: number;
  readonly now: number;
}

type Effect = (one: GameEvent, frame: Frame) => void;

const radians = (direction: number): number => (direction / TURN) * 2 * Math.PI;

/** The countdown and the last seconds are counted aloud. */
function reading(world: ArenaWorld): Reading {
  const { phase, endsAt } = world.round;
  const left = secondsTo(world, endsAt);
  if (phase === PHASE.live) return { course: "live", left: left <= LAST ? left : 0 };
  return { course: phase === PHASE.ended ? "ended" : "other", left: phase === PHASE.countdown ? left : 0 };
}

export class EventEffects {
  readonly #parts: Parts;
  readonly #clock: Clock;
  readonly #effectsOf: ReadonlyMap<string, Effect>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#clock = new Clock(parts.stage.sounds);
    const effectsOf = {
      fired: (one, frame) => this.#fired(one, frame),
      beams: (one, frame) => this.#beam(one, frame),
      spent: (one, frame) => this.#spent(one, frame),
      blasts: (one, frame) => this.#blast(one, frame),
      dashed: ({ values: { seat } }, frame) => this.#soundOf("dash", seat, frame, 0.9, 0.5),
      spawned: (one, frame) => this.#spawned(one, frame),
      picked: (one, frame) => this.#picked(one, frame),
      kills: (one, frame) => this.#killed(one, frame),
    } satisfies Partial<Record<keyof ArenaWorld, Effect>>;
    this.#effectsOf = new Map<string, Effect>(Object.entries(effectsOf));
  }

  /** Call it before what is drawn is moved: it knows where bodies were that are gone. */
  show(drawn: Drawn<ArenaWorld>, eye: number, now: number): void {
    const { effects, beams } = this.#parts;
    const frame = { drawn, eye, now };
    for (const event of drawn.revoked) {
      effects.revoke(event);
      beams.revoke(event);
    }
    for (const event of drawn.events) this.#effectsOf.get(event.table)?.(event, frame);
    this.#hits(frame);
    this.#parts.arcs.update(drawn.world.players.has(eye) ? this.#place(drawn, eye) : undefined, now);
    if (drawn.jumped) this.#clock.forget();
    this.#clock.tell(reading(drawn.world));
  }

  /** Where this seat's body is drawn, or was last. */
  #place({ world, tables }: Drawn<ArenaWorld>, seat: number): Point | undefined {
    if (!world.players.has(seat)) return this.#parts.bodies.lastPlace(seat);
    return { x: tables.players.x[seat] / SUB, y: tables.players.y[seat] / SUB };
  }

  #sound(name: SoundName, at: Point, loud?: number, own = false): void {
    playAt(this.#parts.stage, name, at, { loud, half: HALF, own });
  }

  /** @param own how loud it is when the eye's own, @param others when another's */
  #soundOf(name: SoundName, seat: number, { drawn, eye }: Frame, own: number, others: number): void {
    const place = this.#place(drawn, seat);
    if (place !== undefined) this.#sound(name, place, seat === eye ? own : others, seat === eye);
  }

  #fired(one: GameEvent, frame: Frame): void {
    const { seat, weapon } = one.values;
    const { drawn } = frame;
    this.#soundOf(GUNS[weapon] ?? "blaster", seat, frame, 0.9, 0.6);
    const place = this.#place(drawn, seat);
    if (place === undefined || weapon === WEAPON.rail) return;
    const angle = radians(drawn.tables.seats.aim[seat]);
    const x = place.x + Math.cos(angle) * MUZZLE;
    const y = place.y + Math.sin(angle) * MUZZLE;
    this.#parts.effects.flash(x, y, angle, hex(markOf(drawn.world, seat).colour), one);
  }

  #beam(one: GameEvent, { drawn, now }: Frame): void {
    const { seat, x, y, tx, ty } = one.values;
    const length = Math.hypot(tx - x, ty - y);
    const angle = Math.atan2(ty - y, tx - x);
    const muzzle = Math.min(MUZZLE, length);
    const from = { x: x + Math.cos(angle) * muzzle, y: y + Math.sin(angle) * muzzle };
    const tint = hex(markOf(drawn.world, seat).colour);
    this.#parts.beams.show(one, from, { x: tx, y: ty }, tint, now);
    this.#parts.effects.flash(from.x, from.y, angle, tint, one);
    this.#parts.effects.spark(tx, ty, angle, tint);
    this.#sound("zap", { x: tx, y: ty }, 0.5);
  }

  #spent({ values: { owner, x, y, direction } }: GameEvent, { eye }: Frame): void {
    this.#parts.effects.spark(x, y, radians(direction), 0xffe9b0);
    this.#sound("spark", { x, y }, 0.5, owner === eye);
  }

  #blast(one: GameEvent, { eye }: Frame): void {
    const { owner, x, y } = one.values;
    const { effects, stage } = this.#parts;
    effects.blast(x, y, one);
    stage.shake(0.8 * Math.max(0, 1 - Math.hypot(x - stage.ear.x, y - stage.ear.y) / 450));
    this.#sound("blast", { x, y }, 1, owner === eye);
  }

  #spawned(one: GameEvent, frame: Frame): void {
    const { seat } = one.values;
    const { drawn } = frame;
    const place = this.#place(drawn, seat);
    if (place !== undefined) this.#parts.effects.appear(place.x, place.y, hex(markOf(drawn.world, seat).colour), one);
    this.#soundOf("respawn", seat, frame, 1, 0.3);
  }

  #picked(one: GameEvent, { drawn, eye }: Frame): void {
    const { seat, place } = one.values;
    const { x, y } = mapOf(drawn.world).pickups[place];
    this.#parts.effects.take(x, y, one);
    this.#sound("pickup", { x, y }, seat === eye ? 1 : 0.4, seat === eye);
  }

  #killed({ values: { victim, killer } }: GameEvent, { drawn, eye }: Frame): void {
    const place = this.#place(drawn, victim);
    if (place !== undefined) {
      this.#parts.effects.burst(place.x, place.y, hex(markOf(drawn.world, victim).colour));
      this.#sound("burst", place, 1, victim === eye || killer === eye);
      if (killer === eye && victim !== eye) this.#parts.effects.mark(place.x, place.y, true);
    }
    this.#feel(victim === eye, killer === eye, "death", "kill", 1);
  }

  /** The pellets of one shot hurt once. */
  #hits(frame: Frame): void {
    const { drawn, eye, now } = frame;
    const sums = new Map<string, { victim: number; by: number; amount: number }>();
    for (const { table, tick, values } of drawn.events) {
      if (table !== "hits") continue;
      const { victim, by, amount } = values;
      const key = `${tick} ${victim} ${by}`;
      const sum = sums.get(key) ?? { victim, by, amount: 0 };
      sum.amount += amount;
      sums.set(key, sum);
    }
    const { effects, bodies } = this.#parts;
    for (const { victim, by, amount } of sums.values()) {
      const place = this.#place(drawn, victim);
      if (place !== undefined) effects.hit(place.x, place.y, amount, hex(markOf(drawn.world, victim).colour));
      bodies.flinch(victim, now);
      if (place !== undefined && victim !== by) this.#tell(victim, by, place, frame);
      this.#feel(victim === eye, by === eye, "hurt", "hit", 0.25 + amount / 80);
    }
  }

  /** Who has hit is shown where it hit; who was hit, from where; all others hear it. */
  #tell(victim: number, by: number, place: Point, { drawn, eye, now }: Frame): void {
    const { effects, arcs } = this.#parts;
    if (by === eye) effects.mark(place.x, place.y, false);
    const from = this.#place(drawn, by);
    if (victim === eye && from !== undefined) arcs.point(from, place, now);
    if (by !== eye && victim !== eye) this.#sound("thud", place, 0.35);
  }

  /** Damage to the player shakes the picture and sounds; damage by the player sounds. */
  #feel(isOurs: boolean, byUs: boolean, suffered: SoundName, done: SoundName, strength: number): void {
    const { stage } = this.#parts;
    if (isOurs) stage.shake(strength);
    if (isOurs || byUs) stage.sounds.play(isOurs ? suffered : done);
  }
}
