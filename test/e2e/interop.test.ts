import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";

const python = ["/usr/bin/python3", "python3"].find(
  (path) => spawnSync(path, ["-c", "import msgpack, websockets"]).status === 0,
);

it.skipIf(python === undefined).concurrent.each(["arena", "puck"])(
  "a client in Python, written from docs/HTTP.md and docs/WIRE.md, joins, plays %s and agrees",
  async (game) => {
    const args = ["test/interop/client.py", inject("url"), "8", game];
    const { stdout, stderr } = await promisify(execFile)(python ?? "", args, { encoding: "utf8", timeout: 60_000 });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ mismatches: 0, moved: true, closed: 4000 });
  },
);
