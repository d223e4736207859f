/**
 * What becomes of a world that is not the server's. A keyframe mends it; where that does not last, the client's rules do
 * not lead where the server's do, and a stream that needs no rules may help.
 */
import type { Stream } from "#shared/log/index.ts";
import { DesyncCounter } from "./desync-counter.ts";

/** The least time between two requests for a keyframe, in milliseconds: a server takes one a second. */
const RESYNC_MS = 1100;

export class DesyncRecovery {
  readonly #counter = new DesyncCounter();
  /** The world is not the server's: a keyframe was asked for last at this time. */
  #astray: number | undefined;
  #distrusts = false;

  /** The world is not the server's, and no keyframe has come since. */
  get astray(): boolean {
    return this.#astray !== undefined;
  }

  /** The rules lead astray: the client must be told how the world changes, and steps nothing but its guesses. */
  get distrusts(): boolean {
    return this.#distrusts;
  }

  /**
   * The world went wrong.
   * @returns what helps: "resync", a keyframe; "again", another stream, over a new link; "lost", nothing
   */
  met(stream: Stream, now: number): "resync" | "again" | "lost" {
    if (!this.#counter.add(now)) return "resync";
    if (stream !== "rules") return "lost";
    this.#counter.clear();
    this.#distrusts = true;
    this.#astray = now;
    return "again";
  }

  /** A keyframe has been asked for. */
  asked(now: number): void {
    this.#astray = now;
  }

  /** Whether a keyframe that does not come may be asked for again. */
  due(now: number): boolean {
    return this.#astray !== undefined && now - this.#astray >= RESYNC_MS;
  }

  /** A keyframe has come. */
  over(): void {
    this.#astray = undefined;
  }
}
