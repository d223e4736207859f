/** The READY button: each press counts once, however long it is held. */
import { BUTTON } from "./input.ts";
import { PHASE } from "./tables.ts";
import type { ArenaWorld } from "./world.ts";

export function readReady({ seats, scores, round }: ArenaWorld): void {
  const open = round.phase === PHASE.waiting || round.phase === PHASE.ended;
  for (let seat = 0; seat < seats.capacity; seat++) {
    const pressed = (seats.buttons[seat] & BUTTON.ready) === 0 ? 0 : 1;
    if (pressed === scores.pressed[seat]) continue;
    scores.pressed[seat] = pressed;
    if (open && pressed === 1) scores.ready[seat] = 1 - scores.ready[seat];
  }
}
