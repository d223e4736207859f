/** A headless player or spectator: the page's own session, a bot for hands, and gauges. */
import type { Admission, Input } from "#shared/protocol/index.ts";
import { FIRST_INPUT, type WorldBase } from "#shared/sim/index.ts";
import type { Conditions } from "../net/conditions.ts";
import type { Observer } from "../session/client.ts";
import { type Admit, openSession } from "../session/open.ts";
import type { Session } from "../session/types.ts";
import { Brain } from "./brain.ts";
import type { Gauges } from "./gauges.ts";

export interface PlayerOptions {
  readonly origin: string;
  readonly gauges: Gauges;
  readonly conditions?: Conditions | undefined;
  readonly now: () => number;
  /** Asks for a seat, or a spectator's place. */
  readonly admit: Admit;
}

/** An input that has no echo after so long was overtaken by the next within its tick. Milliseconds. */
const OVERTAKEN_MS = 5000;

const same = (a: readonly number[], b: readonly number[]): boolean => a.every((value, i) => value === b[i]);

interface Sent {
  readonly values: readonly number[];
  readonly at: number;
}

export class BotPlayer implements Observer {
  readonly #options: PlayerOptions;
  readonly #brain = new Brain();
  #session: Session | undefined;
  #started = 0;
  #lastFrame: number | undefined;
  #lastTick = 0;
  #waiting: Sent[] = [];
  /** What the seat held in the newest world. */
  #held: readonly number[] = [];
  #left = false;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /** Resolves when there is a ticket; the session then goes on by itself. @throws what `admit` throws */
  async join(): Promise<void> {
    const { admit, gauges, now, origin, conditions } = this.#options;
    gauges.asked += 1;
    this.#started = now();
    const admission = await admit();
    gauges.seated += 1;
    gauges.seat.record(now() - this.#started);
    if (!this.#left) this.#open(admission, { origin, conditions, admit, now });
  }

  #open(admission: Admission, options: Omit<Parameters<typeof openSession>[0], "code" | "role">): void {
    const { code, role } = admission;
    this.#session = openSession({ ...options, code, role, admission, observer: this });
  }

  frame(world: WorldBase, bytes: number, now: number): void {
    const { gauges } = this.#options;
    gauges.frames += 1;
    gauges.bytesDown += bytes;
    if (this.#lastFrame === undefined) gauges.firstFrame.record(now - this.#started);
    // After a silence, in which nothing changed, a frame covers more than one tick: that is no gap.
    else if (world.tick === this.#lastTick + 1) gauges.gap.record(now - this.#lastFrame);
    this.#lastFrame = now;
    this.#lastTick = world.tick;
    const { seat } = this.#session ?? { seat: -1 };
    if (seat < 0) return;
    this.#echo(world, seat, now);
    this.#session?.intend(this.#brain.decide(world, seat));
  }

  /** Whether the newest world holds what was sent. */
  #echo(world: WorldBase, seat: number, now: number): void {
    this.#held = world.seatTable.cells.slice(FIRST_INPUT).map((cells) => cells[seat]);
    const at = this.#waiting.findLastIndex(({ values }) => same(values, this.#held));
    if (at < 0) return;
    this.#options.gauges.echo.record(now - this.#waiting[at].at);
    this.#waiting = this.#waiting.slice(at + 1);
  }

  sent(bytes: number, at: number, inputs: readonly Input[]): void {
    const { gauges } = this.#options;
    gauges.messagesUp += 1;
    gauges.bytesUp += bytes;
    const values = inputs.at(-1)?.values;
    // Only what the seat does not hold already, and was not asked for just before, has an echo of its own.
    if (!values || same(values, this.#held) || this.#waiting.some((sent) => same(sent.values, values))) return;
    this.#waiting = this.#waiting.filter((sent) => at - sent.at < OVERTAKEN_MS);
    this.#waiting.push({ values, at });
  }

  outOfStep(): void {
    this.#options.gauges.mismatches += 1;
  }

  lost(code: number): void {
    if (this.#left) return;
    const { closes } = this.#options.gauges;
    this.#options.gauges.lost += 1;
    closes.set(code, (closes.get(code) ?? 0) + 1);
  }

  /** Goes home, which is no loss. */
  leave(): void {
    this.#left = true;
    this.#session?.leave();
  }
}
