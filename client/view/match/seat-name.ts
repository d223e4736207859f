/** What a player is called in the match that they play: a name that they set meanwhile is asked for at once. */
import { ApiFailure } from "#client/net/api.ts";
import type { Session } from "#client/session/types.ts";
import { calledAs, type SettingsStore } from "#client/settings.ts";
import { API_ERROR } from "#shared/protocol/index.ts";
import { nameProblemOf } from "../parts/name-problem.ts";

export class SeatName {
  readonly #ask: (name: string) => Promise<unknown>;
  readonly #refused: (given: string, problem: string) => void;
  #given: string;
  #wanted: string;
  #isLive = false;
  #isAsking = false;

  /**
   * @param given the name under which the server has given the seat
   * @param ask asks the server for the same seat by another name
   * @param refused is told the name that the seat keeps, and why
   */
  constructor(
    given: string,
    ask: (name: string) => Promise<unknown>,
    refused: (given: string, problem: string) => void = () => {},
  ) {
    this.#given = given;
    this.#wanted = given;
    this.#ask = ask;
    this.#refused = refused;
  }

  /** The name that the server has taken: a player who comes back by it is not refused for it. */
  get given(): string {
    return this.#given;
  }

  /** What could not be asked for while the link was lost is asked for when it is back. Answers how to stop. */
  follow(settings: SettingsStore, session: Pick<Session, "link" | "watch">): () => void {
    const stops = [
      settings.watch((now) => this.#want(calledAs(now))),
      session.watch(() => this.#linked(session.link.state === "live")),
    ];
    return () => {
      this.#isLive = false;
      for (const stop of stops) stop();
    };
  }

  #want(name: string): void {
    this.#wanted = name;
    void this.#tell();
  }

  #linked(isLive: boolean): void {
    const wasLive = this.#isLive;
    this.#isLive = isLive;
    if (isLive && !wasLive) void this.#tell();
  }

  /** One question at a time; the last name counts. */
  async #tell(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      while (this.#isLive && this.#wanted !== this.#given && (await this.#changed(this.#wanted)));
    } finally {
      this.#isAsking = false;
    }
  }

  async #changed(name: string): Promise<boolean> {
    try {
      await this.#ask(name);
      this.#given = name;
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      // The server knows better than this page what a name is. Anything else may pass until the link is back anew.
      if (error.code === API_ERROR.badRequest && this.#wanted === name) {
        this.#wanted = this.#given;
        this.#refused(this.#given, `"${name}" is refused. ${nameProblemOf(error) ?? error.message}`);
      }
      return false;
    }
  }
}
