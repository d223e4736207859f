/** A whole client at a table with others, each message 40 ms on its way: it draws, and comes back when its socket is lost. */
import { MatchClient } from "#client/session/client.ts";
import type { Drawn } from "#client/session/types.ts";
import { ruleName } from "#shared/protocol/index.ts";
import type { AnyGame } from "#shared/sim/index.ts";
import { only } from "./games.ts";
import { connectionTo } from "./match.ts";
import type { OpenSocket, Sleeper } from "./sleeper.ts";

export const FRAME_MS = 1000 / 20;
const WAY_MS = 40;

export class Sitter {
  readonly client: MatchClient;
  /** When messages were sent that reach the match, and how often the platform answered for it. */
  readonly sent: number[] = [];
  quietPings = 0;
  readonly #sleeper: Sleeper;
  readonly #player: string;
  readonly #game: AnyGame;
  #socket: OpenSocket | undefined;

  constructor(sleeper: Sleeper, player: string, game: AnyGame) {
    this.#sleeper = sleeper;
    this.#player = player;
    this.#game = game;
    this.client = new MatchClient(
      { send: (bytes) => this.#send(bytes), live: () => {}, changed: () => {}, foreign: () => {} },
      only(game),
    );
    this.connect();
    this.#run();
  }

  connect(): void {
    const { clock, match } = this.#sleeper;
    const reservation = match.reservations.reserve(this.#player, this.#player, clock.now());
    if (!reservation.ok) throw new Error(reservation.reason);
    const port = {
      send: (bytes: Uint8Array) =>
        clock.later(() => this.#socket?.port === port && this.client.receive(bytes, clock.now()), WAY_MS),
      close: (code: number) => {
        throw new Error(`closed with ${code}`);
      },
    };
    const { since } = this.client;
    const connection = connectionTo(port, this.#player, reservation.seat, [ruleName(this.#game)], { since });
    this.#socket = { port, connection };
    this.client.connected(clock.now());
    this.#sleeper.open(this.#socket);
  }

  /** Its socket breaks. */
  lose(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.client.disconnected();
    if (socket) this.#sleeper.lose(socket);
  }

  #send(bytes: Uint8Array): void {
    const { clock } = this.#sleeper;
    const socket = this.#socket;
    if (!socket || !this.#sleeper.has(socket)) return;
    if (bytes.length === 0) {
      this.quietPings += 1;
      clock.later(() => this.#socket === socket && this.client.receive(bytes, clock.now()), 2 * WAY_MS);
      return;
    }
    this.sent.push(clock.now());
    clock.later(() => this.#sleeper.has(socket) && this.#sleeper.hear(socket.connection, bytes), WAY_MS);
  }

  readonly #run = (): void => {
    const { clock } = this.#sleeper;
    this.client.setInput({ bid: 0 });
    const alive = this.client.run(clock.now());
    if (this.#socket && this.#sleeper.has(this.#socket) && alive === "dead") throw new Error("the link counts as dead");
    this.client.frame(clock.now());
    clock.later(this.#run, FRAME_MS);
  };

  get drawn(): Drawn {
    const drawn = this.client.frame(this.#sleeper.clock.now());
    if (!drawn) throw new Error("nothing is drawn");
    return drawn;
  }
}
