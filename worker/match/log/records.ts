/** What a match writes down: each tick, who was there, and what came of its rounds. Says what is to be stored, and when. */
import type { Result } from "#shared/protocol/index.ts";
import { statusOf, type WorldBase } from "#shared/sim/index.ts";
import { Watermark } from "#worker/broadcast/watermark.ts";
import { encodeRoster, nameOf } from "../seats/roster.ts";
import type { Seats } from "../seats/seats.ts";
import type { MatchHeader } from "./header.ts";
import { Journal, type Page, type Stretch } from "./journal.ts";
import { Rounds, roundStateOf } from "./rounds.ts";
import type { Unsaved } from "./saved.ts";

export class Records {
  readonly #seats: Seats;
  readonly #journal: Journal;
  readonly rounds: Rounds;
  /** Of a round that has ended and has not been stored. */
  #result: Result | undefined;
  /** The versions of the seats that the header, and the log, were last given. */
  readonly #header = new Watermark();
  readonly #roster = new Watermark();

  /**
   * @param ended how many rounds have
   * @param last the page that led to this world, where there is one
   */
  constructor(seats: Seats, world: WorldBase, ended: number, last: Page | undefined) {
    this.#seats = seats;
    this.#journal = new Journal(world, last);
    this.rounds = new Rounds(ended, statusOf(world));
  }

  /**
   * Takes in a tick. Call it for every one.
   * @returns whether it has decided something that must be stored before anybody hears of it
   */
  write(world: WorldBase, now: number): boolean {
    if (this.#roster.take(this.#seats.version)) this.#journal.tell(encodeRoster(this.#seats, 0));
    const turn = this.rounds.turn(statusOf(world));
    this.#journal.write(world);
    // A round's log begins where it begins, and goes up to the tick that ends it.
    if (turn === "begin") this.#journal.restart(world);
    if (turn !== "end") return false;
    this.#journal.flush(world);
    const standings = roundStateOf(world).standings.map((one) => ({ ...one, name: nameOf(this.#seats, one.seat) }));
    this.#result = { round: this.rounds.ended, tick: world.tick, at: now, cut: false, standings };
    return true;
  }

  /**
   * What is to be stored now, beyond what was before; each is told once.
   * @param whole the world, where the page that has begun shall be stored too
   */
  takeUnsaved(header: () => MatchHeader, whole: WorldBase | undefined): Unsaved {
    if (whole) this.#journal.flush(whole);
    const result = this.#result;
    this.#result = undefined;
    // Who sits where must not be lost, and changes seldom.
    const due = this.#header.take(this.#seats.version) || result !== undefined;
    return { header: due ? header() : undefined, pages: this.#journal.takePages(), result };
  }

  /** What was taken could not be stored: the log begins anew with this world, and the header is due. */
  begin(world: WorldBase): void {
    this.#journal.begin(world);
    this.#header.reset();
  }

  /** What has not been taken, and the page that has begun. */
  untaken(): readonly Stretch[] {
    return this.#journal.rest();
  }
}
