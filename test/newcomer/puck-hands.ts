/** Average hands that play puck for the first time: they see late, skate at the puck from behind it, and do not dash. */
import { STICK } from "#shared/games/puck/input.ts";
import { forward, teamOf } from "#shared/games/puck/teams.ts";
import { RINK, SUB } from "#shared/games/puck/tuning.ts";
import type { PuckWorld } from "#shared/games/puck/world.ts";
import { hypot } from "#shared/sim/index.ts";
import { Dice } from "#test/simulate/dice.ts";
import type { Hands, Wish } from "./hands.ts";

/** In ticks: from seeing to doing, with the way through the network. */
const REACTION = 16;
/** The hand is off by up to so many pixels, anew every so many ticks. */
const OFF = { most: 26, every: 30 };

interface Spot {
  readonly x: number;
  readonly y: number;
}

export class PuckHands implements Hands<PuckWorld> {
  readonly #dice: Dice;
  readonly #seen: Spot[] = [];
  #offX = 0;
  #offY = 0;

  constructor(seed: number) {
    this.#dice = new Dice(seed);
  }

  play({ paddles, puck, tick }: PuckWorld, me: number): Wish {
    this.#seen.push({ x: puck.x, y: puck.y });
    const then = this.#seen.length > REACTION ? this.#seen.shift() : undefined;
    if (!paddles.has(me) || then === undefined) return {};
    if (tick % OFF.every === 0) {
      this.#offX = (this.#dice.below(2 * OFF.most + 1) - OFF.most) * SUB;
      this.#offY = (this.#dice.below(2 * OFF.most + 1) - OFF.most) * SUB;
    }
    const way = forward(teamOf(me));
    const to = this.#aim(then, { x: paddles.x[me], y: paddles.y[me] }, way);
    const [dx, dy] = [to.x - paddles.x[me], to.y - paddles.y[me]];
    const reach = Math.max(hypot(dx, dy), 30 * SUB);
    return { mx: Math.round((dx * STICK) / reach), my: Math.round((dy * STICK) / reach) };
  }

  /** Through the puck from behind it; else around it, or home while it is out of reach. */
  #aim(puck: Spot, me: Spot, way: number): Spot {
    const [offX, offY] = [this.#offX, this.#offY];
    const outOfReach = (puck.x - RINK.width / 2) * way > 100 * SUB;
    if (outOfReach) return { x: RINK.width / 2 - way * 250 * SUB, y: (puck.y + RINK.height / 2) / 2 + offY };
    if ((puck.x - me.x) * way > 20 * SUB) return { x: puck.x + offX, y: puck.y + offY };
    const aside = (puck.y > me.y ? -70 : 70) * SUB;
    return { x: puck.x - way * 110 * SUB, y: puck.y + aside };
  }
}
