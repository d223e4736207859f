/** Kills in one life, by seat; and what the player is told of each kill of theirs. */
import type { GameEvent } from "#client/session/types.ts";
import { NONE } from "#shared/games/arena/tables.ts";
import type { Callout, NameOf } from "../game-view.ts";
import { weaponName } from "./weapon-names.ts";

export class Streaks {
  readonly #counts = new Map<number, number>();

  /** What comes next does not follow from what came before. */
  forget(): void {
    this.#counts.clear();
  }

  /** @param eye to whom they are told */
  read(events: readonly GameEvent[], eye: number, nameOf: NameOf): readonly Callout[] {
    const callouts: Callout[] = [];
    for (const { table, values } of events) {
      if (table !== "kills") continue;
      const { killer, victim, weapon } = values;
      const ended = this.#counts.get(victim) ?? 0;
      this.#counts.delete(victim);
      if (killer === victim || killer === NONE) continue;
      const count = (this.#counts.get(killer) ?? 0) + 1;
      this.#counts.set(killer, count);
      if (killer === eye) callouts.push(calloutOf(nameOf(victim), weapon, count, ended));
    }
    return callouts;
  }
}

/** Kills in a row from which on ending them is worth a word. */
const LONG = 3;

function calloutOf(name: string, weapon: number, count: number, ended: number): Callout {
  const facts = [weaponName(weapon)];
  if (count > 1) facts.push(`${count} in a row`);
  if (ended >= LONG) facts.push(`ended a row of ${ended}`);
  return { title: `You fragged ${name}`, text: facts.join(" · "), tone: "good" };
}
