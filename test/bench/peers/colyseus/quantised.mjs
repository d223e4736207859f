/**
 * The arena's state at Colyseus's best: what a developer who counts bytes can make of @colyseus/schema 5.
 *
 * - Positions are `t.quantized` to 16 bits over the largest map, a quarter of a pixel a step: 2 bytes for 4. (A
 *   field takes 8, 16 or 32 bits; 16 is the least that holds a map.) Aims are `t.angle` with 8 bits, 1.4 degrees a
 *   step, which is as fine as another player's gun needs to be drawn.
 * - A shot is told of when it is fired and when it ends; between, clients dead-reckon it from its place, its
 *   angle (16 bits: after 960 pixels 8 bits would be 12 pixels off) and its weapon's speed.
 * - Shots live in slots that are made once and used again. A map's entries would cost more, as neither their numbers
 *   nor those of schema instances are ever used twice: an entry and its instance soon take 3 bytes each to
 *   name, and 5 after 65,536 shots.
 * - Players stand in an array by seat, and stay when they die. What a client can tell by itself is not sent:
 *   velocities, cooldowns, dashes, hits, deaths, blasts, who took a pickup.
 * - Everything is assigned at every tick; a field's setter notes only what changed, after quantising.
 */
import { schema, t } from "@colyseus/schema";
import { SUB, WEAPONS } from "../../../../shared/games/arena/tuning.ts";
import { TURN } from "../../../../shared/sim/columns.ts";
import { near, same } from "./check.mjs";
import { checkCourse, copyCourse, copyScore, course, newCourse, score } from "./course.mjs";

/** Pixels: no map is longer. */
const LONGEST = 16384;

const position = () => t.quantized({ min: 0, max: LONGEST, bits: 16 });

const CIRCLE = 2 * Math.PI;
const radians = (aim) => (aim / TURN) * CIRCLE;

/** Fields of a player, beside where they are. */
export const bearing = {
  aim: t.angle({ bits: 8 }),
  /** 0 = no body. */
  hp: t.uint8().default(0),
  weapon: t.uint8(),
  ammo: t.uint8(),
  shield: t.boolean(),
  ...score,
};

const Player = schema({ x: position(), y: position(), ...bearing }, "Player");

/** Seats that one byte names. */
const BYTE = 256;

function stateFor(seats, Player) {
  const Shot = schema(
    {
      /** Where it was fired. */
      x: position(),
      y: position(),
      angle: t.angle({ bits: 16 }),
      owner: seats <= BYTE ? t.uint8() : t.uint16(),
      /** 0 = the slot is free, else the weapon + 1. */
      kind: t.uint8().default(0),
    },
    "Shot",
  );
  const State = schema({ players: t.array(Player), shots: t.array(Shot), ...course }, "State");
  return { State, Shot };
}

/** The aim of 1024 that a decoded state shows. */
export const aimOf = (player) => Math.round((player.aim / CIRCLE) * TURN) % TURN;

export class QuantisedMirror {
  constructor(world, Body = Player) {
    const { State, Shot } = stateFor(world.config.seats, Body);
    this.Shot = Shot;
    this.state = new State();
    newCourse(this.state, world);
    for (let seat = 0; seat < world.players.capacity; seat++) this.state.players.push(new Body());
    /** The slot of the shot in each row of the world, -1 = none; the life that it is, and the tick it was fired. */
    this.slots = new Int16Array(world.shots.capacity).fill(-1);
    this.lives = new Uint16Array(world.shots.capacity);
    this.since = new Uint32Array(world.shots.capacity);
    this.taken = [];
  }

  copy(world) {
    const { players, seats, tick } = world;
    for (let seat = 0; seat < players.capacity; seat++) {
      const player = this.state.players[seat];
      copyScore(player, world, seat);
      player.hp = players.hp[seat];
      if (!players.has(seat)) continue;
      this.place(player, world, seat);
      player.aim = radians(seats.aim[seat]);
      player.weapon = players.weapon[seat];
      player.ammo = players.ammo[seat];
      player.shield = tick < players.shieldUntil[seat];
    }
    this.copyShots(world);
    copyCourse(this.state, world);
  }

  /** Says where a body is. */
  place(player, { players }, seat) {
    player.x = players.x[seat] / SUB;
    player.y = players.y[seat] / SUB;
  }

  copyShots({ shots, tick }) {
    const freed = [];
    for (let row = 0; row < shots.capacity; row++) {
      if (this.slots[row] < 0 || this.lives[row] === shots.generation[row]) continue;
      this.state.shots[this.slots[row]].kind = 0;
      freed.push(this.slots[row]);
      this.slots[row] = -1;
    }
    for (let row = 0; row < shots.capacity; row++) {
      if (!shots.has(row) || this.slots[row] >= 0) continue;
      this.slots[row] = this.takeSlot();
      this.lives[row] = shots.generation[row];
      this.since[row] = tick;
      const shot = this.state.shots[this.slots[row]];
      shot.x = shots.x[row] / SUB;
      shot.y = shots.y[row] / SUB;
      shot.angle = Math.atan2(shots.vy[row], shots.vx[row]);
      shot.owner = shots.owner[row];
      shot.kind = shots.weapon[row] + 1;
    }
    // Only now: a slot that was freed and taken in one tick would look as if the old shot flew on.
    for (const slot of freed) this.taken[slot] = false;
  }

  /** The lowest free slot, since the first ones have the shortest names. */
  takeSlot() {
    let slot = this.taken.indexOf(false);
    if (slot < 0) {
      slot = this.taken.length;
      this.state.shots.push(new this.Shot());
    }
    this.taken[slot] = true;
    return slot;
  }

  /** Throws unless what a client has decoded is this world, to the resolution of the coding. */
  check(decoded, world) {
    const { players, seats, shots, tick } = world;
    for (let seat = 0; seat < players.capacity; seat++) {
      const player = decoded.players[seat];
      same("hp", player.hp, players.hp[seat]);
      if (!players.has(seat)) continue;
      this.checkPlace(player, world, seat);
      const off = Math.abs(aimOf(player) - seats.aim[seat]);
      near("aim", Math.min(off, TURN - off), 0, 2);
      same("ammo", player.ammo, players.ammo[seat]);
    }
    same("shots", decoded.shots.filter((shot) => shot.kind > 0).length, shots.count());
    for (const row of shots) {
      const shot = decoded.shots[this.slots[row]];
      same("owner", shot.owner, shots.owner[row]);
      // Dead-reckoned, as a client draws it: the world rounds a velocity to 1/16 pixel a tick.
      const way = ((tick - this.since[row]) * WEAPONS[shot.kind - 1].speed) / SUB;
      near("shot's x", shot.x + way * Math.cos(shot.angle), shots.x[row] / SUB, 3);
      near("shot's y", shot.y + way * Math.sin(shot.angle), shots.y[row] / SUB, 3);
    }
    checkCourse(decoded, world);
  }

  checkPlace(player, { players }, seat) {
    const half = LONGEST / 65535 / 2 + 1e-9;
    near("x", player.x, players.x[seat] / SUB, half);
    near("y", player.y, players.y[seat] / SUB, half);
  }
}
