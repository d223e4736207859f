/** A server is killed in bare workerd: what it has counted of a network holds when it is back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";
import { MOST_OPEN } from "#worker/quota/openings.ts";

// The server of the browser tests has just built dist/.

const state = mkdtempSync(join(tmpdir(), "scrim-caps-"));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const make = async ({ url }: WorkerdServer, address: string): Promise<number> => {
  const headers = { "Content-Type": "application/json", "CF-Connecting-IP": address };
  const { status } = await fetch(`${url}/api/matches`, { method: "POST", headers, body: '{"name":"Ann"}' });
  return status;
};

it("a network that has as many matches open as it may has them still after a kill", async () => {
  const before = await startWorkerd({ state });
  for (let n = 0; n < MOST_OPEN.address; n++) expect(await make(before, "203.0.113.7")).toBe(201);
  await before.kill();
  const after = await startWorkerd({ state });
  expect(await make(after, "203.0.113.7")).toBe(429);
  expect(await make(after, "203.0.113.8")).toBe(201);
  await after.stop();
});
