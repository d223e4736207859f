/** An operator's page, as far as its socket to the monitor goes. */
import * as v from "valibot";
import { MonitorNews } from "#shared/monitor/index.ts";
import type { Env } from "#worker/env.ts";
import { ask } from "./http.ts";

const News = v.pipe(v.string(), v.parseJson(), MonitorNews);

export const openMonitor = (headers: Record<string, string> = {}, changes: Partial<Env> = { LOOPBACK_ONLY: "1" }) =>
  ask("/monitor/socket", { headers: { Upgrade: "websocket", ...headers } }, changes);

export class MonitorPage {
  readonly news: MonitorNews[] = [];
  /** All that came, as it came. */
  readonly texts: string[] = [];
  closed: number | undefined;
  readonly #socket: WebSocket;
  #wakers: (() => void)[] = [];

  constructor({ webSocket }: Response) {
    if (!webSocket) throw new Error("no socket");
    this.#socket = webSocket;
    webSocket.addEventListener("message", ({ data }) => {
      this.texts.push(String(data));
      if (data !== "pong") this.news.push(v.parse(News, data));
      this.#wake();
    });
    webSocket.addEventListener("close", ({ code }) => {
      this.closed = code;
      this.#wake();
    });
    webSocket.accept();
  }

  static async open(headers?: Record<string, string>, changes?: Partial<Env>): Promise<MonitorPage> {
    return new MonitorPage(await openMonitor(headers, changes));
  }

  #wake(): void {
    for (const wake of this.#wakers.splice(0)) wake();
  }

  of<T extends MonitorNews["type"]>(type: T): Extract<MonitorNews, { type: T }>[] {
    return this.news.filter((news): news is Extract<MonitorNews, { type: T }> => news.type === type);
  }

  /** Resolves when `condition` holds; looks again at each message and close. */
  async until(condition: (page: this) => boolean): Promise<this> {
    while (!condition(this)) await new Promise<void>((resolve) => this.#wakers.push(resolve));
    return this;
  }

  /** Looks at this from now on. */
  look(wish: object): void {
    this.say(JSON.stringify({ type: "look", ...wish }));
  }

  say(message: string | ArrayBuffer): void {
    this.#socket.send(message);
  }

  close(): void {
    this.#socket.close(1000);
  }
}
