/**
 * Average hands that play the arena for the first time: they see late, aim a little off and without a lead, run about,
 * and know neither dash nor reload.
 */
import { wayTo } from "#shared/games/arena/bot/route.ts";
import { type ArenaWorld, BUTTON, STICK, SUB, seconds } from "#shared/games/arena/index.ts";
import { mapOf } from "#shared/games/arena/map/level.ts";
import { sees, walks } from "#shared/games/arena/map/raster.ts";
import { enemies } from "#shared/games/arena/teams.ts";
import { along, atan2, cos, hypot, sin, TURN, wrap } from "#shared/sim/index.ts";
import { Dice } from "#test/simulate/dice.ts";
import type { Hands, Wish } from "./hands.ts";

/** In ticks: from seeing to doing, with the way through the network. */
const REACTION = 9;
/** Half of what a screen shows, in pixels. */
const SCREEN = { x: 620, y: 350 };
/** The aim is off by up to this much, anew every so many ticks; the most that it turns in a tick. */
const AIM = { error: 28, every: 8, turn: 60 };
/** It fires at what is this near, in so many of 10 moments. */
const FIRES = { within: 520 * SUB, often: 7 };
/** The way to go is thought over every so many ticks. */
const THINKS = seconds(0.6);
const AHEAD = 60 * SUB;

interface Spot {
  readonly x: number;
  readonly y: number;
}

export class ArenaHands implements Hands<ArenaWorld> {
  readonly #dice: Dice;
  /** Where each enemy on the screen was, the oldest first. */
  readonly #seen: (readonly Spot[])[] = [];
  #aim = 0;
  #error = 0;
  #way = 0;
  #goal: Spot | undefined;
  #fires = false;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
  }

  play(world: ArenaWorld, me: number): Wish {
    const { players, tick } = world;
    if (!players.has(me)) {
      this.#seen.length = 0;
      return {};
    }
    this.#seen.push(onScreen(world, me));
    const then = this.#seen.length > REACTION ? this.#seen.shift() : [];
    const enemy = nearestOf(then ?? [], players.x[me], players.y[me]);
    if (tick % AIM.every === 0) {
      this.#error = this.#dice.below(2 * AIM.error + 1) - AIM.error;
      this.#fires = this.#dice.below(10) < FIRES.often;
    }
    if (tick % THINKS === 0) this.#way = this.#think(world, me, enemy);
    const distance = enemy ? hypot(enemy.x - players.x[me], enemy.y - players.y[me]) : 0;
    if (enemy) this.#turn(wrap(atan2(enemy.y - players.y[me], enemy.x - players.x[me]) + this.#error));
    const fires = enemy !== undefined && distance < FIRES.within && this.#fires;
    return {
      mx: along(STICK, cos(this.#way)),
      my: along(STICK, sin(this.#way)),
      aim: this.#aim,
      buttons: fires ? BUTTON.fire : 0,
    };
  }

  #turn(wanted: number): void {
    const off = ((wanted - this.#aim + TURN + TURN / 2) % TURN) - TURN / 2;
    this.#aim = wrap(this.#aim + Math.max(-AIM.turn, Math.min(AIM.turn, off)));
  }

  /** Around an enemy that is near, towards one that is far; without one, about the map. */
  #think(world: ArenaWorld, me: number, enemy: Spot | undefined): number {
    const { players } = world;
    const map = mapOf(world);
    const [x, y] = [players.x[me], players.y[me]];
    let way: number;
    if (enemy) {
      const distance = hypot(enemy.x - x, enemy.y - y);
      const side = this.#dice.below(2) === 0 ? 1 : -1;
      way = wrap(atan2(enemy.y - y, enemy.x - x) + side * (distance > 300 * SUB ? TURN / 12 : TURN / 4));
    } else {
      const there = this.#goal && hypot(this.#goal.x - x, this.#goal.y - y) < 120 * SUB;
      if (this.#goal === undefined || there) {
        const spawn = map.spawns[this.#dice.below(map.spawns.length)];
        this.#goal = { x: spawn.x * SUB, y: spawn.y * SUB };
      }
      way = wayTo(map.lookup, x, y, this.#goal.x, this.#goal.y);
    }
    for (let k = 0; k < 16; k++) {
      const angle = wrap(way + ((k % 2 === 0 ? 1 : -1) * TURN * ((k + 1) >> 1)) / 16);
      const [toX, toY] = [x + along(AHEAD, cos(angle)), y + along(AHEAD, sin(angle))];
      const onMap = toX >= 0 && toY >= 0 && toX < map.width * SUB && toY < map.height * SUB;
      if (onMap && walks(map.lookup.raster, x, y, toX, toY)) return angle;
    }
    return way;
  }
}

/** The enemies on the screen that no wall covers. */
function onScreen(world: ArenaWorld, me: number): Spot[] {
  const { players } = world;
  const map = mapOf(world);
  const [x, y] = [players.x[me], players.y[me]];
  const spots: Spot[] = [];
  for (const seat of players) {
    const [dx, dy] = [players.x[seat] - x, players.y[seat] - y];
    if (Math.abs(dx) > SCREEN.x * SUB || Math.abs(dy) > SCREEN.y * SUB || !enemies(world, me, seat)) continue;
    if (sees(map.lookup.raster, x, y, players.x[seat], players.y[seat]))
      spots.push({ x: players.x[seat], y: players.y[seat] });
  }
  return spots;
}

function nearestOf(spots: readonly Spot[], x: number, y: number): Spot | undefined {
  const far = (spot: Spot) => hypot(spot.x - x, spot.y - y);
  return spots.reduce<Spot | undefined>((best, spot) => (best && far(best) <= far(spot) ? best : spot), undefined);
}
