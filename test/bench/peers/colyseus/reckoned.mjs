/**
 * As quantised.mjs, and players are dead-reckoned by hand as well: a velocity in each player, and a place only where
 * a life begins, since the rules move a body by exactly its velocity. No Colyseus game is known to do this; it is
 * how little @colyseus/schema can send of this match by any means. Left out in its favour: the tick, which clients
 * need to reckon by, and places for those who come later.
 */
import { schema, t } from "@colyseus/schema";
import { same } from "./check.mjs";
import { bearing, QuantisedMirror } from "./quantised.mjs";

const Player = schema(
  {
    /** Where this life began, in 1/16 pixel. */
    x: t.uint32(),
    y: t.uint32(),
    /** In 1/16 pixel a tick. */
    vx: t.int16(),
    vy: t.int16(),
    ...bearing,
  },
  "Player",
);

export class ReckonedMirror extends QuantisedMirror {
  constructor(world) {
    super(world, Player);
    this.lastLives = new Uint16Array(world.players.capacity);
    /** What a client has reckoned: the place of each body, and the life it is of. */
    this.seen = Array.from({ length: world.players.capacity }, () => ({ x: 0, y: 0, life: 0 }));
  }

  place(player, { players }, seat) {
    player.vx = players.vx[seat];
    player.vy = players.vy[seat];
    if (this.lastLives[seat] === players.generation[seat]) return;
    this.lastLives[seat] = players.generation[seat];
    player.x = players.x[seat];
    player.y = players.y[seat];
    // The checking client takes over here, as one does that sees hp rise from 0.
    this.seen[seat].life = 0;
  }

  checkPlace(player, { players }, seat) {
    const seen = this.seen[seat];
    if (seen.life !== players.generation[seat]) {
      seen.x = player.x;
      seen.y = player.y;
      seen.life = players.generation[seat];
    } else {
      seen.x += player.vx;
      seen.y += player.vy;
    }
    same("x", seen.x, players.x[seat]);
    same("y", seen.y, players.y[seat]);
  }
}
