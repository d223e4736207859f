/** A queue of which a test says what it tells a page. */
import type { Page, WebSocketRoute } from "playwright-core";
import type { Admission } from "#shared/protocol/http.ts";
import type { QueueClose, QueueSearching } from "#shared/protocol/queue.ts";

const SEARCHING: QueueSearching = {
  type: "searching",
  ...{ waited: 0, people: 1, estimate: null, away: 0 },
  width: { skill: 5, rtt: 80, open: 0 },
};

export class FakeQueue {
  readonly #lines: WebSocketRoute[] = [];
  #news = SEARCHING;

  /** Takes the lines of this page from now on. */
  static async of(page: Page): Promise<FakeQueue> {
    const queue = new FakeQueue();
    await page.routeWebSocket(/[/]queue[?]/, (line) => {
      queue.#lines.push(line);
      line.onMessage((message) => {
        if (message !== "ping") queue.#say();
      });
    });
    return queue;
  }

  /** How many lines the page has opened. */
  get lines(): number {
    return this.#lines.length;
  }

  #say(): void {
    this.#lines.at(-1)?.send(JSON.stringify(this.#news));
  }

  /** How the search stands now. */
  tell(news: Partial<QueueSearching>): void {
    this.#news = { ...this.#news, ...news };
    this.#say();
  }

  admit(admission: Admission): void {
    this.#lines.at(-1)?.send(JSON.stringify({ type: "admitted", admission: { ...admission, queued: true } }));
  }

  /** @param code 1012 is a restart of the server: the page comes back */
  async close(code: QueueClose | 1012, reason = ""): Promise<void> {
    await this.#lines.at(-1)?.close({ code, reason });
  }
}
