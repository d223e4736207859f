/** The server's process is killed while players wait for a match, and started again on the same disk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { QueueLine, type QueueState } from "#client/net/queue.ts";
import { freePort } from "#test/support/port.ts";
import { startWorkerd } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

/** A player who searches, and what became of it. */
class Searcher {
  state: QueueState = { is: "connecting", last: undefined };
  readonly line: QueueLine;
  token = "";
  losses = 0;

  constructor(url: string, name: string) {
    this.line = new QueueLine({
      url: `${url.replace("http", "ws")}/queue?game=arena&mode=pairs`,
      name,
      token: undefined,
      keep: (token) => {
        this.token = token;
      },
      changed: (state) => {
        if (state.is === "connecting" && this.state.is === "searching") this.losses += 1;
        this.state = state;
      },
    });
  }

  get waited(): number {
    return this.state.is === "searching" ? this.state.last.news.waited : -1;
  }

  get code(): string | undefined {
    return this.state.is === "admitted" ? this.state.admission.code : undefined;
  }
}

const SETTLED = { timeout: 60_000 };

it("after kill -9, twice, all who waited go on waiting by themselves, as long as before, and meet", async () => {
  const state = mkdtempSync(join(tmpdir(), "scrim-state-"));
  const port = await freePort();
  let server = await startWorkerd({ state, port });
  const searchers = ["Ann", "Bob", "Cid"].map((name) => new Searcher(server.url, name));
  try {
    await expect.poll(() => searchers.every(({ waited }) => waited >= 0), SETTLED).toBe(true);
    for (const kill of [1, 2]) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      const before = Math.min(...searchers.map(({ waited }) => waited));
      await server.kill();
      await expect.poll(() => searchers.every(({ losses }) => losses === kill), SETTLED).toBe(true);
      server = await startWorkerd({ state, port });
      await expect.poll(() => searchers.every(({ waited }) => waited > before), SETTLED).toBe(true);
    }
    // The fourth completes the two teams, unless the three have got a bot by then.
    searchers.push(new Searcher(server.url, "Dan"));
    await expect.poll(() => searchers.slice(0, 3).every(({ code }) => code !== undefined), SETTLED).toBe(true);
    expect(new Set(searchers.slice(0, 3).map(({ code }) => code)).size).toBe(1);
    expect(new Set(searchers.map(({ token }) => token)).size).toBe(4);
  } finally {
    for (const { line } of searchers) line.cancel();
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
});
