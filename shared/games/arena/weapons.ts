/** Firing, reloading, and what becomes of an empty weapon. */
import { along, cos, sin, wrap } from "#shared/sim/index.ts";
import { BUTTON } from "./input.ts";
import { PHASE } from "./tables.ts";
import { WEAPON, WEAPONS } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

export function useWeapons(world: ArenaWorld): void {
  const { players, seats, tick, round } = world;
  const armed = round.phase === PHASE.waiting || round.phase === PHASE.live;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat) || tick < players.readyAt[seat]) continue;
    if (players.ammo[seat] === 0) players.ammo[seat] = WEAPONS[players.weapon[seat]].ammo;
    if (!armed) continue;
    const { ammo, reload } = WEAPONS[players.weapon[seat]];
    if ((seats.buttons[seat] & BUTTON.fire) !== 0) fire(world, seat);
    else if ((seats.buttons[seat] & BUTTON.reload) !== 0 && reload > 0 && players.ammo[seat] < ammo) empty(world, seat);
  }
}

/** Arms a body, at once and with a full magazine. */
export function equip({ players, tick }: ArenaWorld, seat: number, weapon: number): void {
  players.weapon[seat] = weapon;
  players.ammo[seat] = WEAPONS[weapon].ammo;
  players.readyAt[seat] = tick;
}

function fire(world: ArenaWorld, seat: number): void {
  const { players, tick } = world;
  const weapon = players.weapon[seat];
  if (!launch(world, seat, weapon)) return;
  players.shieldUntil[seat] = 0;
  players.ammo[seat] -= 1;
  players.readyAt[seat] = tick + WEAPONS[weapon].cooldown;
  if (players.ammo[seat] === 0) empty(world, seat);
}

/** Begins to reload, or brings the blaster back. */
function empty(world: ArenaWorld, seat: number): void {
  const { players, tick } = world;
  const { reload, cooldown } = WEAPONS[players.weapon[seat]];
  if (reload > 0) {
    players.ammo[seat] = 0;
    players.readyAt[seat] = tick + reload;
  } else {
    equip(world, seat, WEAPON.blaster);
    players.readyAt[seat] = tick + cooldown;
  }
}

/** Sends the pellets off. Answers false if there was room for none. */
function launch(world: ArenaWorld, seat: number, weapon: number): boolean {
  const { players, seats, shots, random, tick } = world;
  const { pellets, fan, stray, speed, flight } = WEAPONS[weapon];
  for (let k = 0; k < pellets; k++) {
    const spread = fan * k - Math.trunc((fan * (pellets - 1)) / 2);
    const direction = wrap(seats.aim[seat] + spread + (stray > 0 ? random.between(-stray, stray) : 0));
    const shot = shots.spawn({
      x: players.x[seat],
      y: players.y[seat],
      vx: along(speed, cos(direction)),
      vy: along(speed, sin(direction)),
      owner: seat,
      weapon,
      dieAt: tick + flight,
    });
    if (shot < 0) return k > 0;
  }
  return true;
}
