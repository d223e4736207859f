/** How people agree to begin: who is here, who has said "ready", and how long quick play waits for more. */
import { SEAT } from "#shared/sim/index.ts";
import { BUTTON } from "./input.ts";
import { seconds } from "./tuning.ts";
import type { PuckWorld } from "./world.ts";

/** Each press of READY counts once, however long it is held. */
export function readReady({ seats, scores }: PuckWorld, open: boolean): void {
  for (const seat of seats) {
    const pressed = (seats.buttons[seat] & BUTTON.ready) === 0 ? 0 : 1;
    if (pressed === scores.pressed[seat]) continue;
    scores.pressed[seat] = pressed;
    if (open && pressed === 1) scores.ready[seat] = 1 - scores.ready[seat];
  }
}

export interface People {
  /** Seats that belong to people. */
  readonly people: number;
  /** Those who are connected. */
  readonly present: number;
  /** All of these are ready, and there is one at least. */
  readonly agreed: boolean;
}

export function countPeople({ seats, scores }: PuckWorld): People {
  let [people, present, ready] = [0, 0, 0];
  for (const seat of seats) {
    const kind = seats.kind[seat];
    if (kind < SEAT.person) continue;
    people += 1;
    if (kind !== SEAT.person) continue;
    present += 1;
    ready += scores.ready[seat];
  }
  return { people, present, agreed: present > 0 && ready === present };
}

/** Quick play begins a while after the first person has come. */
export function lobbyIsOver({ round, config, tick }: PuckWorld, present: number): boolean {
  if (config.autostart === 0) return false;
  if (present === 0) round.until = 0;
  else if (round.until === 0) round.until = tick + seconds(config.lobby);
  return round.until !== 0 && tick >= round.until;
}
