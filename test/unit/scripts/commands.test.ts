import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as v from "valibot";
import { describe, expect, it } from "vitest";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command to its end. */
async function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

/** The commands that are this project's own, with the file that each runs. */
const commands = Object.entries(
  v.parse(v.object({ scripts: v.record(v.string(), v.string()) }), JSON.parse(readFileSync("package.json", "utf8")))
    .scripts,
).flatMap(([name, line]) => (line.startsWith("node ") ? [{ name, file: line.split(" ").at(-1) ?? "" }] : []));

const lines = (text: string) => text.trim().split("\n").length;

it("there are commands to look at", () => {
  expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(["start", "test", "load", "replay"]));
});

describe.each(commands)("npm run $name", ({ name, file }) => {
  it("answers --help with how it is called", async () => {
    const { code, out, err } = await run([file, "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(new RegExp(`^npm (run )?${name}\\b`));
  });

  it("refuses an unknown option in one line", async () => {
    const { code, out, err } = await run([file, "--nope"]);
    expect({ code, out, lines: lines(err) }).toEqual({ code: 2, out: "", lines: 1 });
    expect(err).toContain("--nope");
  });
});

describe("what a command cannot do is said in one line", () => {
  it.each([
    [["scripts/replay.ts"], "FILE"],
    [["scripts/replay.ts", "/nowhere/at.all"], "no such file"],
    [["scripts/replay.ts", tmpdir()], "EISDIR"],
    [["scripts/replay.ts", "package.json"], "package.json: "],
    [["scripts/replay.ts", "a", "b"], '"b"'],
    [["test/determinism/main.ts", "--matches", "0"], "--matches takes a whole number from 1 up"],
    [["test/determinism/main.ts", "--ticks", "1.5"], "--ticks takes a whole number from 1 up"],
    [["test/determinism/main.ts", "--seed", "4294967296"], "--seed takes a whole number from 1 to 4294967295"],
    [["test/determinism/main.ts", "arena"], '"arena"'],
    [["test/bench/run.ts", "nope"], "no benchmark nope"],
    [["test/bench/run.ts", "__proto__"], "no benchmark __proto__"],
    [["test/run.ts", "unit"], '"unit"'],
    [["test/ladder/main.ts", "nope"], "there is no command nope"],
    [["test/ladder/main.ts", "simulate", "--rounds", "0"], "--rounds takes a whole number from 1 to"],
    [["test/ladder/main.ts", "truth", "--mode", "chess"], "--mode takes pairs, "],
    [["test/ladder/main.ts", "verify", "http://localhost:1", "arena"], "which ladder?"],
    [["test/ladder/main.ts", "verify", "/nowhere", "arena", "pairs"], "there is no such file"],
    [["test/ladder/main.ts", "rebuild", "http://127.0.0.1:1", "arena", "pairs"], "does not answer"],
    [["test/ladder/main.ts", "corpus"], "FOLDER"],
    [["scripts/load/main.ts", "--players", "x"], "--players takes a whole number"],
    [["scripts/load/main.ts", "--players", "1000000000"], "--players takes a whole number from 1 to"],
    [["scripts/load/main.ts", "--seconds", "1e12"], "--seconds takes a number from 1 to"],
    [["scripts/load/main.ts", "--net", "moon"], "--net takes lan, "],
    [["scripts/load/main.ts", "--url", "ftp://x"], "--url takes an http or https address"],
    [["scripts/load/main.ts", "--url", "http://localhost:99999"], "--url takes an http or https address"],
    [["scripts/load/main.ts", "--matches", "9", "--players", "2"], "9 matches"],
    [["scripts/load/main.ts", "--game", "("], "there is no game (; there are arena, "],
    [["scripts/load/main.ts", "--set", "seats"], "--set takes NAME=N"],
    [["scripts/load/main.ts", "--set", "seats=two"], "--set seats takes a whole number"],
    [["scripts/load/main.ts", "--set", "constructor=5"], "arena has no setting constructor; it has seats, "],
    [["scripts/start.ts", "8080"], '"8080"'],
  ])("%j", async (args, what) => {
    const { code, out, err } = await run(args);
    expect(err).toContain(what);
    expect({ code, out, lines: lines(err) }).toEqual({ code: 2, out: "", lines: 1 });
  });

  it.each([
    [{ PORT: "http" }, "PORT takes a whole number from 1 to 65535"],
    [{ PORT: "65536" }, "PORT takes a whole number from 1 to 65535"],
    [{ PORT: "-1" }, "PORT takes a whole number from 1 to 65535"],
    [{ PORT: "8080", HOST: "192.0.2.1" }, "HOST=192.0.2.1 is no address of this machine"],
    [{ PORT: "8080", HOST: "no such host" }, "HOST=no such host is no address"],
  ])("npm start with %j", async (env, what) => {
    const { code, out, err } = await run(["scripts/start.ts"], env);
    expect(err).toContain(what);
    expect({ code, out, lines: lines(err) }).toEqual({ code: 2, out: "", lines: 1 });
  });

  it("npm start with a port that is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const { code, out, err } = await run(["scripts/start.ts"], { PORT: String(address.port), HOST: "127.0.0.1" });
    other.close();
    expect(err).toContain(`port ${address.port} of 127.0.0.1 is taken`);
    expect({ code, out, lines: lines(err) }).toEqual({ code: 2, out: "", lines: 1 });
  });
});
