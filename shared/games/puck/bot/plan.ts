/** Where a bot goes next: to the puck, if it is the nearest of its team, or else to its post. */
import { hypot } from "#shared/sim/index.ts";
import { PADDLE, PUCK, RINK } from "../tuning.ts";
import { ahead, type Mover, type Point, type Sight } from "./sight.ts";
import { BOT, type Character } from "./tuning.ts";
import type { Whims } from "./whim.ts";

/** Where to go, and whether to dash there. */
export interface Plan extends Point {
  readonly dash: boolean;
}

const MIDDLE = RINK.height / 2;
const CONTACT = PADDLE.radius + PUCK.radius;
/** The furthest that a paddle gets. */
const REACH = RINK.width / 2 + RINK.beyond - PADDLE.radius;

const within = (at: number, low: number, high: number): number => Math.min(high, Math.max(low, at));

export function plan(sight: Sight, whims: Whims, character: Character): Plan {
  const meeting = sight.order === 0 ? meet(sight, whims, character) : undefined;
  return meeting ?? { ...guard(sight, whims, character), dash: false };
}

/** Goes for the puck, where it is to be met soonest; undefined where it is out of reach. */
function meet({ me, puck }: Sight, whims: Whims, character: Character): Plan | undefined {
  const { foresight, error } = character;
  for (let ticks = 0; ticks <= foresight; ticks += BOT.glance) {
    const at = ahead(puck, ticks);
    if (at.x > REACH + CONTACT / 2) continue;
    const way = Math.max(0, hypot(at.x - me.x, at.y - me.y) - CONTACT);
    if (way > PADDLE.topSpeed * ticks && ticks + BOT.glance <= foresight) continue;
    const y = at.y + whims.error(1, error);
    return me.x > at.x - PUCK.radius ? goAround(me, at) : strike(me, { x: at.x, y }, whims, character);
  }
  return undefined;
}

/** Gets between the puck and the own goal without pushing it there. */
function goAround(me: Point, at: Point): Plan {
  const side = me.y < at.y ? -1 : 1;
  const open = at.y + side * BOT.detour;
  // Beside the wall there is no room on that side.
  const y = open < PADDLE.radius || open > RINK.height - PADDLE.radius ? at.y - side * BOT.detour : open;
  return { x: at.x - BOT.detour, y, dash: false };
}

/** Hits the puck from behind, towards a place in or about the other goal. */
function strike(me: Point, at: Point, whims: Whims, { stray, dashes }: Character): Plan {
  const aimY = MIDDLE + whims.error(2, stray);
  const [dx, dy] = [RINK.width - at.x, aimY - at.y];
  const length = Math.max(1, hypot(dx, dy));
  const x = at.x - Math.trunc((dx * CONTACT) / length);
  const y = at.y - Math.trunc((dy * CONTACT) / length);
  const [toX, toY] = [at.x - me.x, at.y - me.y];
  const distance = Math.max(1, hypot(toX, toY));
  // Behind it, and in line: through the puck.
  const inLine = (toX * dx + toY * dy) / (distance * length);
  const behind = hypot(x - me.x, y - me.y);
  if (inLine < 0.8 && behind > PADDLE.radius) return { x, y, dash: false };
  const dash = inLine > 0.93 && distance < BOT.dashReach && whims.now(3, 8) < dashes;
  return { ...at, dash };
}

/** Stands between the puck and the goal: the keeper near it, the others further out and to the puck's other side. */
function guard({ puck, order }: Sight, whims: Whims, character: Character): Point {
  if (order === 1 || (order === 0 && puck.vx <= 0)) return keep(puck, whims, character);
  const side = order === 0 ? 0 : Math.trunc((MIDDLE - puck.y) / 2);
  return { x: order === 0 ? BOT.field / 2 : BOT.field, y: MIDDLE + side };
}

/** Where the puck will pass the keeper; while it does not come, on the line from it to the goal. */
function keep(puck: Mover, whims: Whims, { blunder }: Character): Point {
  const comes = puck.vx < -PUCK.still;
  const ticks = comes ? Math.trunc((puck.x - BOT.keeper) / -puck.vx) : 0;
  const y = comes && ticks > 0 ? ahead(puck, ticks).y : MIDDLE + Math.trunc((puck.y - MIDDLE) / 3);
  const seen = y + whims.error(4, blunder);
  return { x: BOT.keeper, y: within(seen, MIDDLE - RINK.mouth, MIDDLE + RINK.mouth) };
}
