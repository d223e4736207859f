/** Collects the faults of a part: each kind once, with the place where it was first seen. */
import type { Fault } from "./report.ts";
import { again, type Subject } from "./subject.ts";
import { messageOf, placeOf } from "./thrown.ts";

/** Where in play something was seen. */
export interface Moment {
  readonly seed: number;
  /** As "tick 41", "mode duel, tick 3" or "as it is set up". */
  readonly at: string;
}

export class Faults {
  readonly all: Fault[] = [];
  readonly #subject: Subject;
  readonly #part: string;
  readonly #told = new Set<string>();

  constructor(subject: Subject, part: string) {
    this.#subject = subject;
    this.#part = part;
  }

  /** @param what one sentence; two that differ in numbers alone are of one kind */
  add(what: string, { seed, at }: Moment, next: string): void {
    const kind = what.replaceAll(/-?\d+(\.\d+)?/g, "#");
    if (this.#told.has(kind)) return;
    this.#told.add(kind);
    this.all.push({ what, where: `seed ${seed}, ${at}`, next, again: again(this.#subject, this.#part, seed) });
  }

  /** @param doing what the game was asked, such as "step" */
  threw(error: unknown, doing: string, moment: Moment): void {
    const place = placeOf(error, this.#subject.root);
    this.add(
      `${doing} throws ${messageOf(error)}`,
      { ...moment, at: `${moment.at}${place === undefined ? "" : `, ${place}`}` },
      "see what is there at that tick: a row or a seat that may be empty, a table that may be full",
    );
  }

  /** Does this, and takes what is thrown as a fault. @returns whether nothing was thrown */
  try(doing: string, moment: () => Moment, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      this.threw(error, doing, moment());
      return false;
    }
  }
}
