/**
 * A bot: an opponent that is fun to beat.
 *
 * It sees what a player sees and hears roughly where the others are, turns no faster than a hand does,
 * errs, hesitates, and takes a moment to react. Its decisions follow from the world alone; its memory is
 * the last input of its seat.
 */
import { along, cos, type InputView, mustVote, sin, whim } from "#shared/sim/index.ts";
import { BUTTON, type input as columns, STICK } from "../input.ts";
import { asks } from "../phases.ts";
import { PHASE } from "../tables.ts";
import type { ArenaWorld } from "../world.ts";
import { aimAt, lookAhead, turnTo, wouldHit } from "./aim.ts";
import { wayOut } from "./dodge.ts";
import { direction, free, notch } from "./move.ts";
import { NOT_FOUND, visibleEnemy } from "./target.ts";
import { BOT, characterOf } from "./tuning.ts";

type Input = InputView<typeof columns>;

export function bot(world: ArenaWorld, me: number, input: Input): void {
  const { seats, players, scores, round, tick } = world;
  input.aim[me] = seats.aim[me];
  input.mx[me] = seats.mx[me];
  input.my[me] = seats.my[me];
  input.buttons[me] = seats.buttons[me] & ~BUTTON.ready;
  if (!players.has(me) || round.phase === PHASE.countdown) {
    input.mx[me] = 0;
    input.my[me] = 0;
    input.buttons[me] = 0;
  } else {
    const looks = (tick + me) % BOT.lookEvery === 0;
    const thinks = (tick + me) % BOT.thinkEvery === 0;
    const target = looks ? visibleEnemy(world, me) : NOT_FOUND;
    if (looks) look(world, me, target, input);
    if (thinks) go(world, me, target, input);
  }
  if (asks(world) && mustVote(world, scores, me)) input.buttons[me] |= BUTTON.ready;
}

/** Turns the aim, and holds or lets go of the trigger. */
function look(world: ArenaWorld, me: number, target: number, input: Input): void {
  const wanted = target === NOT_FOUND ? lookAhead(world, me) : aimAt(world, me, target);
  const aim = turnTo(world, world.seats.aim[me], wanted);
  input.aim[me] = aim;
  if (target !== NOT_FOUND && wouldHit(world, me, target, aim, wanted)) input.buttons[me] |= BUTTON.fire;
  else input.buttons[me] &= ~BUTTON.fire;
}

/** Moves the stick, and dashes: out of the way of a shot, or at times to arrive sooner. */
function go(world: ArenaWorld, me: number, target: number, input: Input): void {
  const danger = wayOut(world, me);
  const towards = danger === NOT_FOUND ? direction(world, me, target) : free(world, me, notch(danger));
  const { dashes: often, escapes, stick } = characterOf(world);
  const way = Math.trunc((STICK * stick) / 100);
  input.mx[me] = along(way, cos(towards));
  input.my[me] = along(way, sin(towards));
  const dashes =
    whim(me, world.tick, 8, danger === NOT_FOUND ? 16 : escapes) === 0 && whim(me, world.tick, 9, 100) < often;
  if (dashes && world.tick >= world.players.dashReadyAt[me]) input.buttons[me] |= BUTTON.dash;
  else input.buttons[me] &= ~BUTTON.dash;
}
