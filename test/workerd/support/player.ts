/** A player or spectator with a real socket to the object of a match, inside workerd. */

import { games } from "#shared/games/index.ts";
import { LogReader, type Stream } from "#shared/log/index.ts";
import { type DownMessage, decodeDown, encodeUp, type UpMessage } from "#shared/protocol/index.ts";
import { type Layout, plan, type WorldBase } from "#shared/sim/index.ts";
import { admission, post, upgrade, withTicket } from "./http.ts";

/** Less often than this is for slow readers, in milliseconds. */
const PING_MS = 2000;

export interface Entrance {
  readonly token?: string | undefined;
  readonly rules?: readonly string[];
}

export class Player {
  readonly code: string;
  readonly token: string;
  readonly ticket: string;
  readonly messages: DownMessage[] = [];
  /** What it has sent. */
  readonly said = { messages: 0, bytes: 0 };
  closed: number | undefined;
  #socket: WebSocket | undefined;
  #reader: LogReader | undefined;
  #wakers: (() => void)[] = [];
  #pingAt = Date.now();

  private constructor({
    code,
    player,
    ticket,
  }: Pick<Awaited<ReturnType<typeof admission>>, "code" | "player" | "ticket">) {
    this.code = code;
    this.token = player;
    this.ticket = ticket;
  }

  /** Asks `path` for admission, and opens its socket; `rules` are the ones that it says it has. */
  static async enter(path: string, body: unknown, { token, rules = [] }: Entrance = {}): Promise<Player> {
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const player = new Player(await admission(await post(path, body, headers)));
    await player.connect(rules);
    return player;
  }

  /** Opens a socket by a ticket that was asked for. @param code as the socket's address has it */
  static async open(admitted: {
    readonly code: string;
    readonly player: string;
    readonly ticket: string;
  }): Promise<Player> {
    const player = new Player(admitted);
    await player.connect([]);
    return player;
  }

  /** The newest that has come. */
  #mark = 0;

  async connect(rules: readonly string[]): Promise<void> {
    const { webSocket } = await upgrade(this.code, withTicket(this.ticket, rules));
    if (!webSocket) throw new Error("no socket");
    webSocket.binaryType = "arraybuffer";
    webSocket.addEventListener("message", ({ data }) => {
      if (data instanceof ArrayBuffer) for (const message of decodeDown(new Uint8Array(data))) this.#take(message);
      this.#ping(Date.now());
      this.#wake();
    });
    webSocket.addEventListener("close", ({ code }) => {
      this.closed = code;
      this.#wake();
    });
    webSocket.accept();
    this.#socket = webSocket;
  }

  #take(message: DownMessage): void {
    this.messages.push(message);
    if (message.type === "mark") this.#mark = message.mark;
    if (message.type === "welcome") this.#reader = new LogReader(layoutOf(message));
    if (message.type === "keyframe") {
      this.#reader?.begin(message);
      this.#act(message.tick + 1);
    }
    if (message.type === "frame") this.#reader?.apply(message);
  }

  /** As a page that has drawn something: its body comes into the world. */
  #act(tick: number): void {
    if (this.seat < 0) return;
    const values = Object.values(this.world.layout.game.input).map(({ idle }) => idle);
    this.say({ type: "input", inputs: [{ tick, seen: 0, values }] });
  }

  /** Says now and then what it has. */
  #ping(now: number): void {
    if (now - this.#pingAt < PING_MS) return;
    this.#pingAt = now;
    this.say({ type: "ping", time: 0, mark: this.#mark });
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake();
  }

  /** Resolves when `condition` holds; looks again at each message and close. */
  async until(condition: (player: this) => boolean): Promise<this> {
    while (!condition(this)) await new Promise<void>((resolve) => this.#wakers.push(resolve));
    return this;
  }

  get world(): WorldBase {
    if (!this.#reader) throw new Error("no welcome yet");
    return this.#reader.world;
  }

  get seat(): number {
    const welcome = this.messages.find((message) => message.type === "welcome");
    return welcome?.seat ?? -2;
  }

  /** How the frames are coded. */
  get stream(): Stream | undefined {
    return this.messages.find((message) => message.type === "welcome")?.stream;
  }

  say(message: UpMessage | Uint8Array | string): void {
    const raw = typeof message === "string" || message instanceof Uint8Array ? message : encodeUp(message);
    this.said.messages += 1;
    this.said.bytes += raw.length;
    this.#socket?.send(raw);
  }

  close(): void {
    this.#socket?.close(1000);
  }
}

function layoutOf({ game, settings }: Extract<DownMessage, { type: "welcome" }>): Layout {
  const found = games.get(game);
  if (!found) throw new Error(`no game ${game}`);
  return plan(found, settings);
}
