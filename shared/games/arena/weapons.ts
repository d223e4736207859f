/** Firing, reloading, and dropping an empty weapon. */
import { along, chance, cos, sin, wrap } from "#shared/sim/index.ts";
import { BUTTON } from "./input.ts";
import { cast, type Ray } from "./rail.ts";
import { PHASE, SHOTS_EACH } from "./tables.ts";
import { WEAPON, WEAPONS } from "./tuning.ts";
import type { ArenaWorld } from "./world.ts";

/** Casts rays after all seats have fired, so that of two players who fire at each other neither is the first. */
export function useWeapons(world: ArenaWorld): void {
  const { players, seats, tick, round } = world;
  const rays: Ray[] = [];
  const armed = round.phase === PHASE.waiting || round.phase === PHASE.live;
  for (let seat = 0; seat < players.capacity; seat++) {
    if (!players.has(seat) || tick < players.readyAt[seat]) continue;
    if (players.ammo[seat] === 0) players.ammo[seat] = WEAPONS[players.weapon[seat]].ammo;
    if (!armed) continue;
    const { ammo, reload } = WEAPONS[players.weapon[seat]];
    if ((seats.buttons[seat] & BUTTON.fire) !== 0) fire(world, seat, rays);
    else if ((seats.buttons[seat] & BUTTON.reload) !== 0 && reload > 0 && players.ammo[seat] < ammo) empty(world, seat);
  }
  for (const ray of rays) cast(world, ray);
}

/** Arms a body, at once and with a full magazine. */
export function equip({ players, tick }: ArenaWorld, seat: number, weapon: number): void {
  players.weapon[seat] = weapon;
  players.ammo[seat] = WEAPONS[weapon].ammo;
  players.readyAt[seat] = tick;
}

function fire(world: ArenaWorld, seat: number, rays: Ray[]): void {
  const { players, seats, tick } = world;
  const weapon = players.weapon[seat];
  if (WEAPONS[weapon].ray > 0) {
    rays.push({ seat, weapon, x: players.x[seat], y: players.y[seat], direction: seats.aim[seat] });
  } else if (!launch(world, seat, weapon)) return;
  world.fired.spawn({ seat, weapon });
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

/** Sends the pellets off. @returns false if there was room for none */
function launch(world: ArenaWorld, seat: number, weapon: number): boolean {
  const { players, seats, shots, round, tick } = world;
  const { pellets, fan, stray, speed, flight } = WEAPONS[weapon];
  for (let k = 0; k < pellets; k++) {
    const spread = fan * k - Math.trunc((fan * (pellets - 1)) / 2);
    const direction = wrap(seats.aim[seat] + spread + chance(world, round.salt, seat, k, 2 * stray + 1) - stray);
    const row = freeRow(world, seat);
    if (row < 0) return k > 0;
    shots.spawnAt(row, {
      x: players.x[seat],
      y: players.y[seat],
      vx: along(speed, cos(direction)),
      vy: along(speed, sin(direction)),
      owner: seat,
      weapon,
      dieAt: tick + flight,
    });
  }
  return true;
}

/** The first free row from the seat's own on; -1 if there is none. */
function freeRow({ shots }: ArenaWorld, seat: number): number {
  for (let k = 0; k < shots.capacity; k++) {
    const row = (seat * SHOTS_EACH + k) % shots.capacity;
    if (!shots.has(row)) return row;
  }
  return -1;
}
