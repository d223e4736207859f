/** A shooting range in the arena: one player runs to and fro in the open, the other aims the rail by their screen. */
import type { Conditions } from "#client/net/conditions.ts";
import type { Drawn } from "#client/session/types.ts";
import { type ArenaWorld, arena, BUTTON, PHASE, STICK, SUB, WEAPON } from "#shared/games/arena/index.ts";
import { decodeUp, encodeUp } from "#shared/protocol/index.ts";
import { atan2, plan } from "#shared/sim/index.ts";
import { type InputSource, type NetClient, NetMatch } from "./netmatch.ts";

const SETTINGS = { seats: 8, fillTo: 0, autostart: 1, lobby: 1, timeLimit: 1800, scoreLimit: 1000 };
/** The open field of the map for eight, in pixels. */
const FIELD = { left: 380, right: 1200, near: 510, far: 345 } as const;
/** More health than a body has: the target lives through a round. */
const HP = 255;
const SHOTS_A_ROUND = 4;

/** Where a screen shows a seat. */
const place = ({ tables }: Drawn, seat: number) => ({ x: tables.players.x[seat], y: tables.players.y[seat] });

/** Runs from one end of the field to the other. */
function runner(): InputSource {
  let mx: number = STICK;
  return ({ seat }, drawn) => {
    if (!drawn || seat < 0) return undefined;
    const x = place(drawn, seat).x / SUB;
    if (x > FIELD.right) mx = -STICK;
    if (x < FIELD.left) mx = STICK;
    return { mx, my: 0, buttons: 0 };
  };
}

/** Aims at the middle of the other body as drawn, and fires as often as it can. */
const marksman =
  (target: () => NetClient, ready: () => boolean): InputSource =>
  ({ seat }, drawn) => {
    if (!drawn || seat < 0) return undefined;
    const [from, to] = [place(drawn, seat), place(drawn, target().seat)];
    const aim = atan2(Math.round(to.y - from.y), Math.round(to.x - from.x));
    return { mx: 0, my: 0, aim, buttons: ready() ? BUTTON.fire : 0 };
  };

/** A client that always claims to have seen the present. */
function withoutSeen(bytes: Uint8Array): Uint8Array {
  const message = decodeUp(bytes, plan(arena, SETTINGS));
  if (message?.type !== "input") return bytes;
  return encodeUp({ ...message, inputs: message.inputs.map((input) => ({ ...input, seen: 0 })) });
}

/** Fires `rounds` times four shots over a line. */
export function shoot(conditions: Conditions, rounds: number, compensated: boolean): { shots: number; hits: number } {
  const net = new NetMatch(arena, SETTINGS, 3);
  if (!compensated) net.forge = withoutSeen;
  let ready = false;
  const target = net.join("target", conditions, runner());
  const shooter = net.join("shooter", conditions);
  shooter.inputSource = marksman(
    () => target,
    () => ready,
  );
  net.run(8);
  const seen = { shots: 0, hits: 0 };
  net.onTick = (world) => {
    const { beams, hits } = world as ArenaWorld;
    if (![...beams].some((row) => beams.seat[row] === shooter.seat)) return;
    seen.shots += 1;
    if ([...hits].some((row) => hits.by[row] === shooter.seat)) seen.hits += 1;
  };
  for (let round = 0; round < rounds; round++) {
    net.edit((world) => setUp(world as ArenaWorld, shooter.seat, target.seat));
    net.run(3);
    ready = true;
    net.run(1.3 * SHOTS_A_ROUND);
    // The finger is off the trigger, and the server has heard of it.
    ready = false;
    net.run(1);
  }
  return seen;
}

/** Puts both in the open, one with a rail, the other with much health. */
function setUp({ players, round, tick }: ArenaWorld, shooter: number, target: number): void {
  round.phase = PHASE.live;
  round.endsAt = tick + 60_000;
  const middle = ((FIELD.left + FIELD.right) / 2) * SUB;
  players.spawnAt(shooter, { x: middle, y: FIELD.near * SUB, hp: HP, weapon: WEAPON.rail, ammo: SHOTS_A_ROUND });
  players.spawnAt(target, { x: middle, y: FIELD.far * SUB, hp: HP, weapon: WEAPON.blaster, ammo: 8 });
}
