/** A headless player or spectator: the page's own session, a bot that decides its input, and gauges. */
import type { Admission, Input } from "#shared/protocol/index.ts";
import type { Games, WorldBase } from "#shared/sim/index.ts";
import type { Conditions } from "../net/conditions.ts";
import type { Observer } from "../session/observer.ts";
import { openSession } from "../session/open.ts";
import type { Session } from "../session/types.ts";
import { Brain } from "./brain.ts";
import type { Gauges } from "./gauges.ts";

export interface PlayerOptions {
  /** The games whose rules it has. */
  readonly games: Games;
  readonly origin: string;
  readonly gauges: Gauges;
  readonly conditions?: Conditions | undefined;
  readonly now: () => number;
  /** Asks for a seat, or a spectator's place. */
  readonly admit: (signal?: AbortSignal) => Promise<Admission>;
}

/** An input that waits for the frame of its tick. */
interface Sent {
  readonly tick: number;
  /** When it was sent, in milliseconds. */
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
  #left = false;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  /** Resolves when there is a ticket; the session then goes on by itself. @throws what `admit` throws */
  async join(): Promise<void> {
    const { admit, games, gauges, now, origin, conditions } = this.#options;
    gauges.asked += 1;
    this.#started = now();
    const admission = await admit();
    gauges.seated += 1;
    gauges.seat.record(now() - this.#started);
    if (!this.#left) this.#open(admission, { games, origin, conditions, admit, now });
  }

  #open(admission: Admission, options: Omit<Parameters<typeof openSession>[0], "code" | "role">): void {
    const { code, role } = admission;
    this.#session = openSession({ ...options, code, role, admission, observer: this });
  }

  frame(world: WorldBase, bytes: number, now: number): void {
    const { gauges } = this.#options;
    const { tickRate } = world.layout;
    gauges.frames += 1;
    gauges.bytesDown += bytes;
    if (this.#lastFrame === undefined) gauges.firstFrame.record(now - this.#started);
    // A message may cover several ticks, after a silence or in a crowd: what they take is no gap.
    else gauges.gap.record(Math.max(0, now - this.#lastFrame - ((world.tick - this.#lastTick - 1) * 1000) / tickRate));
    this.#lastFrame = now;
    this.#lastTick = world.tick;
    const { seat } = this.#session ?? { seat: -1 };
    if (seat < 0) return;
    this.#echo(world.tick, now);
    this.#session?.setInput(this.#brain.decide(world, seat));
  }

  /** All ticks up to this one have come. */
  #echo(tick: number, now: number): void {
    for (; this.#waiting.length > 0 && this.#waiting[0].tick <= tick; this.#waiting.shift()) {
      this.#options.gauges.echo.record(now - this.#waiting[0].at);
    }
  }

  sent(bytes: number, at: number, inputs: readonly Input[]): void {
    const { gauges } = this.#options;
    gauges.messagesUp += 1;
    gauges.bytesUp += bytes;
    for (const { tick } of inputs) this.#waiting.push({ tick, at });
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
