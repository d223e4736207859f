/**
 * What the load harness knows of a server: how to start it, and how to join it as a player.
 *
 * This folder is an npm package of its own, with Colyseus in it, so that work on Scrim does not need a peer installed.
 * Hence its imports go by relative paths (the root's `#shared` ends at the nearest package.json), and what needs
 * Colyseus's modules is JavaScript with a declaration beside it, so the types hold where it is not installed.
 */

export interface Input {
  /** The stick, -7 to 7. */
  readonly mx: number;
  readonly my: number;
  /** 0 to 1023. */
  readonly aim: number;
  /** A sum of `BUTTON`s. */
  readonly buttons: number;
}

export interface LoadServer {
  readonly pid: number;
  /** One a match: what `connect` is given, possibly in another process. */
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

/** Times are of `performance.now()`, in milliseconds. */
export interface LoadClient {
  readonly seat: number;
  /** How many WebSocket messages it has sent. */
  readonly messagesUp: number;
  /** A state update has come: its bytes, without the WebSocket's own framing. */
  onMessage: ((bytes: number, now: number) => void) | undefined;
  /** The socket has been closed by the other side. */
  onClose: ((code: number) => void) | undefined;
  /**
   * Decoding clients: this client's own aim in the state is now this, to the resolution of the coding; undefined
   * while they have no body, since a coding may leave out where the dead aim.
   */
  onEcho: ((aim: number | undefined, now: number) => void) | undefined;
  send(input: Input): void;
  close(): void;
}

export interface MatchOptions {
  readonly seats: number;
  readonly tickRate: number;
}

export interface LoadTarget {
  readonly name: string;
  /** Milliseconds from one state message to the next, as it is meant to be. */
  interval(tickRate: number, players: number): number;
  /** One match of the arena with so many seats, no bots, and no players yet. */
  start(options: MatchOptions): Promise<LoadServer>;
  /**
   * Joins as a player; resolves once the first state has come.
   * @param options.number counts from 0, one for each client of a match
   * @param options.decode follow the state, for `onEcho`; otherwise bytes are only counted
   */
  connect(url: string, options: { readonly number: number; readonly decode: boolean }): Promise<LoadClient>;
}

/** What every match that is measured is set to: it begins by itself, and no limit ends it. */
export const MATCH = { autostart: 1, lobby: 1, fillTo: 0, timeLimit: 1800, scoreLimit: 1000 } as const;

/** Steps of aim (of 1024) that a coding may be off by: Colyseus's best case has 256 directions. */
export const ECHO_TOLERANCE = 2;
