import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { describe, expect, inject, it } from "vitest";
import { freePort } from "#test/support/port.ts";
import { startWorkerd } from "#test/support/workerd.ts";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run load` to its end; `during` may do something to the server meanwhile. */
async function load(args: readonly string[], during: () => void = () => {}): Promise<Ended> {
  const child = spawn(process.execPath, ["scripts/load/main.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  during();
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  return { code, out, err };
}

const lines = (text: string) => text.trim().split("\n").length;

describe("npm run load", () => {
  it("plays real players and spectators, and reports what it found", async () => {
    const { code, out } = await load([
      "--url",
      inject("url"),
      "--players",
      "6",
      "--spectators",
      "2",
      "--seconds",
      "4",
      "--json",
    ]);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ joins: { asked: 8, seated: 8, refused: 0 }, hashMismatches: 0, lost: 0 });
    expect(report.framesPerClientSecond).toBeGreaterThan(1);
    expect(report.inputToEchoMs.p50).toBeGreaterThan(0);
    expect(code).toBe(0);
  });

  it("makes the line as bad as it is asked to", async () => {
    const args = ["--url", inject("url"), "--players", "2", "--seconds", "4", "--net", "other-continent", "--json"];
    expect(JSON.parse((await load(args)).out).inputToEchoMs.p50).toBeGreaterThan(200);
  });

  it("says in one line that no server is there", async () => {
    const { code, err } = await load(["--url", `http://127.0.0.1:${await freePort()}`]);
    expect(err).toContain("no server answers");
    expect([code, lines(err)]).toEqual([1, 1]);
  });

  it.each([
    ["is no Scrim server", 200, "{}"],
    ["answers 500", 500, "oops"],
    ["has version 999 of arena", 200, '{"games":[{"name":"arena","version":999}]}'],
    ["has no game arena", 200, '{"games":[]}'],
  ])("says in one line that the server %s", async (what, status, body) => {
    const server = createServer((_, response) => response.writeHead(status).end(body));
    const port = await freePort();
    server.listen(port, "127.0.0.1");
    const { code, err } = await load(["--url", `http://127.0.0.1:${port}`]);
    server.close();
    expect(err).toContain(what);
    expect([code, lines(err)]).toEqual([1, 1]);
  });

  it("still prints what it has when the server dies in mid-run, and fails", async () => {
    const server = await startWorkerd();
    const args = ["--url", server.url, "--players", "4", "--seconds", "60", "--json"];
    const { code, out } = await load(args, () => setTimeout(() => process.kill(server.pid, "SIGKILL"), 5000));
    await server.stop();
    const report = JSON.parse(out);
    expect(report).toMatchObject({ joins: { seated: 4 }, closes: { 1006: 4 } });
    expect(report.framesPerClientSecond).toBeGreaterThan(0);
    expect(code).toBe(1);
  });
});
