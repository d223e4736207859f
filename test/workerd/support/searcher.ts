/** A client of the queue that says what it has heard. */
import { expect } from "vitest";
import { decodeQueueNews, PLAYER_PREFIX, QUEUE_SUBPROTOCOL, type QueueNews } from "#shared/protocol/queue.ts";
import { ask } from "./http.ts";

const PATIENCE = { timeout: 20_000 };

export class Searcher {
  readonly heard: QueueNews[] = [];
  closed: number | undefined;
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const news = decodeQueueNews(String(data));
      if (news) this.heard.push(news);
    });
    socket.addEventListener("close", ({ code }) => {
      this.closed = code;
      socket.close();
    });
    socket.accept();
  }

  /** Opens a socket and says nothing yet. */
  static async come(game: string, mode: string, token?: string, region?: string): Promise<Searcher> {
    const query = new URLSearchParams({ game, mode, ...(region && { region }) });
    const protocols = [QUEUE_SUBPROTOCOL, ...(token === undefined ? [] : [PLAYER_PREFIX + token])];
    const { webSocket, headers } = await ask(`/queue?${query}`, {
      headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": protocols.join(", ") },
    });
    if (!webSocket) throw new Error("no socket");
    expect(headers.get("Sec-WebSocket-Protocol")).toBe(QUEUE_SUBPROTOCOL);
    return new Searcher(webSocket);
  }

  static async join(name: string, game: string, mode: string, token?: string, region?: string): Promise<Searcher> {
    const searcher = await Searcher.come(game, mode, token, region);
    searcher.say({ type: "join", name });
    await searcher.hear("searching");
    return searcher;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  async hear<T extends QueueNews["type"]>(type: T): Promise<Extract<QueueNews, { type: T }>> {
    const is = (news: QueueNews): news is Extract<QueueNews, { type: T }> => news.type === type;
    await expect.poll(() => this.heard.find(is), PATIENCE).toBeDefined();
    const [news] = this.heard.filter(is);
    return news;
  }

  async closes(): Promise<number> {
    await expect.poll(() => this.closed, PATIENCE).toBeDefined();
    return this.closed ?? 0;
  }

  get token(): string {
    const joined = this.heard.find((news) => news.type === "joined");
    return joined?.type === "joined" ? joined.player : "";
  }
}
