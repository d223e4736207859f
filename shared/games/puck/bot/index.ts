/**
 * A bot: an opponent that is fun to beat. It foresees the puck as well as a player does, errs, takes a moment to think,
 * and misses chances. Its decisions follow from the world alone; its memory is the last input of its seat.
 */
import { hypot, type InputView, mustVote } from "#shared/sim/index.ts";
import { BUTTON, type input as columns, STICK } from "../input.ts";
import { asks } from "../phases.ts";
import { PHASE } from "../tables.ts";
import type { PuckWorld } from "../world.ts";
import { plan } from "./plan.ts";
import { look, unturn } from "./sight.ts";
import { characterOf } from "./tuning.ts";
import { whimsOf } from "./whim.ts";

type Input = InputView<typeof columns>;

export function bot(world: PuckWorld, me: number, input: Input): void {
  const { seats, paddles, scores, round, tick } = world;
  input.mx[me] = seats.mx[me];
  input.my[me] = seats.my[me];
  input.buttons[me] = 0;
  if (!paddles.has(me) || round.phase === PHASE.faceOff) {
    input.mx[me] = 0;
    input.my[me] = 0;
  } else if ((tick + 2 * (me >> 1)) % characterOf(world).thinkEvery === 0) think(world, me, input);
  if (asks(world) && mustVote(world, scores, me)) input.buttons[me] |= BUTTON.ready;
}

function think(world: PuckWorld, me: number, input: Input): void {
  const sight = look(world, me);
  const character = characterOf(world);
  const { x, y, dash } = plan(sight, whimsOf(world, me), character);
  const [dx, dy] = [x - sight.me.x, y - sight.me.y];
  const distance = hypot(dx, dy);
  const reach = Math.max(distance, character.ease);
  const stick = Math.trunc((STICK * character.stick) / 100);
  input.mx[me] = unturn(me, Math.round((dx * stick) / reach));
  input.my[me] = Math.round((dy * stick) / reach);
  if (dash && world.tick >= world.paddles.dashAt[me]) input.buttons[me] |= BUTTON.dash;
}
