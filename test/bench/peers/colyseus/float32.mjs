/**
 * The arena's state as a Colyseus game usually has it: `float32` for what moves, maps of entities, everything that
 * moves synchronised at each tick, velocities left to the client's interpolation. What is fitted already: small
 * integers where a value is one, no event messages (a client sees hits, deaths and blasts in the state), no timers.
 */
import { schema, t } from "@colyseus/schema";
import { SUB } from "../../../../shared/games/arena/tuning.ts";
import { TURN } from "../../../../shared/sim/columns.ts";
import { near, same } from "./check.mjs";
import { checkCourse, copyCourse, copyScore, course, newCourse, score } from "./course.mjs";

const Player = schema(
  {
    x: t.float32(),
    y: t.float32(),
    /** Radians. */
    aim: t.float32(),
    /** 0 = no body. */
    hp: t.uint8().default(0),
    weapon: t.uint8(),
    ammo: t.uint8(),
    shield: t.boolean(),
    ...score,
  },
  "Player",
);

const Shot = schema({ x: t.float32(), y: t.float32(), owner: t.uint16(), weapon: t.uint8() }, "Shot");

const State = schema({ players: t.map(Player), shots: t.map(Shot), ...course }, "State");

const radians = (aim) => (aim / TURN) * 2 * Math.PI;

export class Float32Mirror {
  constructor(world) {
    this.state = new State();
    newCourse(this.state, world);
    for (let seat = 0; seat < world.players.capacity; seat++) this.state.players.set(String(seat), new Player());
    /** The key of the shot in each row of the world, and the life that it is. */
    this.keys = new Array(world.shots.capacity);
    this.lives = new Uint16Array(world.shots.capacity);
    this.fired = 0;
  }

  copy(world) {
    const { players, seats, tick } = world;
    for (const [key, player] of this.state.players) {
      const seat = Number(key);
      copyScore(player, world, seat);
      player.hp = players.hp[seat];
      if (!players.has(seat)) continue;
      player.x = players.x[seat] / SUB;
      player.y = players.y[seat] / SUB;
      player.aim = radians(seats.aim[seat]);
      player.weapon = players.weapon[seat];
      player.ammo = players.ammo[seat];
      player.shield = tick < players.shieldUntil[seat];
    }
    this.copyShots(world.shots);
    copyCourse(this.state, world);
  }

  copyShots(shots) {
    for (let row = 0; row < shots.capacity; row++) {
      const gone = this.keys[row] !== undefined && this.lives[row] !== shots.generation[row];
      if (gone) {
        this.state.shots.delete(this.keys[row]);
        this.keys[row] = undefined;
      }
      if (!shots.has(row)) continue;
      let shot = this.state.shots.get(this.keys[row] ?? "");
      if (shot === undefined) {
        // A short key, where a usual one is a generated id of nine characters.
        this.keys[row] = (this.fired++).toString(36);
        this.lives[row] = shots.generation[row];
        shot = new Shot();
        shot.owner = shots.owner[row];
        shot.weapon = shots.weapon[row];
        this.state.shots.set(this.keys[row], shot);
      }
      shot.x = shots.x[row] / SUB;
      shot.y = shots.y[row] / SUB;
    }
  }

  /** Throws unless what a client has decoded is this world. */
  check(decoded, world) {
    const { players, seats, shots } = world;
    for (let seat = 0; seat < players.capacity; seat++) {
      const player = decoded.players.get(String(seat));
      same("hp", player.hp, players.hp[seat]);
      if (!players.has(seat)) continue;
      near("x", player.x, players.x[seat] / SUB, 0.001);
      near("y", player.y, players.y[seat] / SUB, 0.001);
      near("aim", player.aim, radians(seats.aim[seat]), 0.00001);
      same("ammo", player.ammo, players.ammo[seat]);
    }
    same("shots", decoded.shots.size, shots.count());
    for (const row of shots) near("shot", decoded.shots.get(this.keys[row]).x, shots.x[row] / SUB, 0.001);
    checkCourse(decoded, world);
  }
}
