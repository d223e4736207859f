/** How soon one's own deed shows, and how long a correction does. */
import type { Conditions } from "#client/net/conditions.ts";
import { Picture } from "#client/session/render/picture.ts";
import { type ArenaWorld, arena, STICK } from "#shared/games/arena/index.ts";
import { emptyWorld, plan } from "#shared/sim/index.ts";
import { NetMatch } from "#test/support/netmatch.ts";

const TRIES = 20;

/** The most drawn frames from a key's press to the first one in which one's own body has moved; 1 = the very next. */
export function ownAction(conditions: Conditions): number {
  const net = new NetMatch(arena, { seats: 8, fillTo: 0, lobby: 1, timeLimit: 1800 }, 11);
  let mx = 0;
  const client = net.join("ada", conditions, () => ({ mx }));
  net.run(6);
  let most = 0;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // Comes to rest, at another moment of the tick each time.
    mx = 0;
    net.run(1 + attempt / 97);
    const xs: number[] = [];
    client.onFrame = ({ tables }) => xs.push(tables.players.x[client.seat]);
    net.run(0.1);
    const rest = xs.at(-1);
    xs.length = 0;
    mx = attempt % 2 === 0 ? STICK : -STICK;
    net.run(0.3);
    client.onFrame = undefined;
    most = Math.max(most, xs.findIndex((x) => x !== rest) + 1);
  }
  return most;
}

/** What is left on the screen of a correction so many milliseconds after it, of 1. */
export function correctionLeft(ms: number): number {
  const layout = plan(arena, { seats: 2 });
  const at = (x: number) => {
    const world = emptyWorld(layout) as ArenaWorld;
    world.players.spawnAt(0, { x });
    return { from: world, to: world, alpha: 0 };
  };
  const [wrong, right] = [at(0), at(1000)];
  const picture = new Picture(layout, emptyWorld(layout), 0);
  picture.draw(wrong, wrong, 0);
  picture.amend(right, right);
  picture.draw(right, right, 0);
  picture.draw(right, right, ms);
  return (1000 - picture.tables.players.x[0]) / 1000;
}
