/**
 * Whether the link is any good: it must bring a welcome when it opens, a word within a while of each ping, and the world
 * that the client waits for. A link that does not is made anew.
 */

/** A ping that has not been answered for so long, nor anything else heard: the link is dead. Milliseconds. */
const SILENCE_MS = 2500;
/** The same for a socket that is open and has not brought a welcome. */
const WELCOME_MS = 5000;
/** The same after a welcome, or after a request for a keyframe, while no world comes: beside the delay of the stream. */
const WORLD_MS = 5000;

export class Liveness {
  /** When the oldest ping was sent that nothing has been heard since; undefined where there is none. */
  #askedAt: number | undefined;
  /** When the world that is awaited is overdue; undefined where none is. */
  #worldBy: number | undefined;
  /** The socket has not brought its welcome: until then nothing that it brings says that it is any good. */
  #unwelcome = false;

  /** Another socket is open: its welcome is awaited. */
  connected(now: number): void {
    this.#askedAt = now + WELCOME_MS - SILENCE_MS;
    this.#unwelcome = true;
  }

  /** The socket is lost: nothing is awaited of it any more. */
  disconnected(): void {
    this.#askedAt = this.#worldBy = undefined;
  }

  /** A ping has been sent. */
  asked(now: number): void {
    this.#askedAt ??= now;
  }

  /** Something has come. @param welcome whether a welcome was in it */
  heard(welcome: boolean): void {
    if (welcome) this.#unwelcome = false;
    if (!this.#unwelcome) this.#askedAt = undefined;
  }

  /** A welcome promises a world. @param delay how far behind the match its stream is, in seconds */
  awaitWorld(now: number, delay: number): void {
    this.#worldBy = now + WORLD_MS + 1000 * delay;
  }

  /** The world went wrong: another one is awaited, unless one is already. */
  awaitMended(now: number): void {
    this.#worldBy ??= now + WORLD_MS;
  }

  worldCame(): void {
    this.#worldBy = undefined;
  }

  /** @returns "dead" once, where the link is silent, or does not bring the world */
  check(now: number): "alive" | "dead" {
    const silent = this.#askedAt !== undefined && now - this.#askedAt > SILENCE_MS;
    if (!silent && (this.#worldBy === undefined || now <= this.#worldBy)) return "alive";
    this.#askedAt = this.#worldBy = undefined;
    return "dead";
  }
}
