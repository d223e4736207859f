import { spawnSync } from "node:child_process";
import { expect, inject, it } from "vitest";

const python = ["/usr/bin/python3", "python3"].find(
  (path) => spawnSync(path, ["-c", "import msgpack, websockets"]).status === 0,
);

it.skipIf(python === undefined)("a client in Python, written from docs/PROTOCOL.md, joins, plays and agrees", () => {
  const { stdout, stderr, status } = spawnSync(python ?? "", ["test/interop/client.py", inject("url"), "6"], {
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({ mismatches: 0, moved: true, closed: 4000 });
  expect(status).toBe(0);
});
