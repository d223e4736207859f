import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

const python = ["/usr/bin/python3", "python3"].find(
  (path) => spawnSync(path, ["-c", "import msgpack, websockets"]).status === 0,
);

// Of its own: on the server of the browser tests quick play would lead into one of their matches.
let server: WorkerdServer;
beforeAll(async () => {
  server = await startWorkerd();
});
afterAll(() => server?.stop());

it.skipIf(python === undefined).concurrent.each(["arena", "puck"])(
  "a client in Python, written from docs/HTTP.md and docs/WIRE.md, joins, plays %s and agrees",
  async (game) => {
    const args = ["test/interop/client.py", server.url, "8", game];
    const { stdout, stderr } = await promisify(execFile)(python ?? "", args, { encoding: "utf8", timeout: 60_000 });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ mismatches: 0, moved: true, closed: 4000 });
  },
);

it.skipIf(python === undefined).concurrent(
  "two such clients wait in a queue, lose their lines there and keep their places, meet, and play",
  async () => {
    const wait = () =>
      promisify(execFile)(python ?? "", ["test/interop/client.py", server.url, "8", "puck", "faceoff"], {
        encoding: "utf8",
        timeout: 120_000,
      });
    for (const { stdout, stderr } of await Promise.all([wait(), wait()])) {
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toMatchObject({ mismatches: 0, moved: true, closed: 4000, keptPlace: true });
    }
  },
);
