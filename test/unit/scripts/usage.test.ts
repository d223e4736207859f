import { afterEach, describe, expect, it, vi } from "vitest";
import { numberIn, oneOf, readInput, readLine, runCommand, UsageError, wholeIn } from "../../../scripts/usage.ts";

const command = {
  usage: "npm run thing -- [--count N] [FILE]\n",
  options: { count: { type: "string", default: "5" }, json: { type: "boolean", default: false } },
  words: 1,
} as const;

describe("readLine", () => {
  it("gives the options and the words", () => {
    expect(readLine(command, ["--count", "7", "a.bin"])).toEqual({
      values: { count: "7", json: false },
      words: ["a.bin"],
    });
    expect(readLine(command, [])).toEqual({ values: { count: "5", json: false }, words: [] });
  });

  it.each([[["--help"]], [["-h"]], [["--count", "7", "--help"]]])("tells that help is asked for: %j", (args) => {
    expect(readLine(command, args)).toBeUndefined();
  });

  it.each([
    [["--nope"], "--nope"],
    [["--nope=1"], "--nope"],
    [["-x"], "-x"],
    [["--count"], "--count"],
    [["--count", "--json"], "--count"],
    [["--json=yes"], "--json"],
    [["--__proto__"], "--__proto__"],
    [["a.bin", "b.bin"], "b.bin"],
  ])("refuses %j in one line that names %s", (args, name) => {
    expect(() => readLine(command, args)).toThrow(UsageError);
    expect(() => readLine(command, args)).toThrow(new RegExp(`^[^\\n]*${name}[^\\n]*$`));
  });
});

describe("runCommand", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  it("prints the usage for --help, and does nothing else", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const work = vi.fn(() => 1);
    await runCommand(command, work, ["--help"]);
    expect(log).toHaveBeenCalledExactlyOnceWith("npm run thing -- [--count N] [FILE]");
    expect(work).not.toHaveBeenCalled();
    expect(process.exitCode).toBe(0);
  });

  it("says what is wrong in one line, and ends with 2", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    await runCommand(command, () => 0, ["--nope"]);
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(/^[^\n]*--nope[^\n]*$/));
    expect(process.exitCode).toBe(2);
    await runCommand(command, ({ count }) => wholeIn("--count", count, { min: 1 }), ["--count", "x"]);
    expect(error).toHaveBeenLastCalledWith(expect.stringMatching(/^--count takes a whole number from 1 up, not "x"/));
    expect(process.exitCode).toBe(2);
  });

  it("ends with what the work answers, and lets a fault through", async () => {
    await runCommand(command, () => Promise.resolve(3), []);
    expect(process.exitCode).toBe(3);
    await expect(
      runCommand(command, () => {
        throw new Error("a fault");
      }, []),
    ).rejects.toThrow("a fault");
  });
});

describe("values", () => {
  it.each(["", " ", "x", "1.5", "0", "11", "1e99", "NaN", "Infinity", "-1"])("refuses the whole number %j", (text) => {
    expect(() => wholeIn("--n", text, { min: 1, max: 10 })).toThrow("--n takes a whole number from 1 to 10");
  });

  it.each(["", "x", "0.4", "10.1", "NaN", "Infinity"])("refuses the number %j", (text) => {
    expect(() => numberIn("--n", text, { min: 0.5, max: 10 })).toThrow("--n takes a number from 0.5 to 10");
  });

  it("takes what is within the range", () => {
    expect([wholeIn("--n", "10", { min: 1, max: 10 }), wholeIn("--n", "1e3", { min: 1 })]).toEqual([10, 1000]);
    expect(numberIn("--n", "0.5", { min: 0.5 })).toBe(0.5);
    expect(oneOf("--net", "lan", ["lan", "moon"])).toBe("lan");
  });

  it("names what may be chosen", () => {
    expect(() => oneOf("--net", "sun", ["lan", "moon"])).toThrow('--net takes lan, moon, not "sun"');
  });

  it("says in one line which file cannot be read", () => {
    expect(() => readInput("/nowhere/at.all")).toThrow(/^\/nowhere\/at\.all: ENOENT[^\n]*$/);
    expect(() => readInput("/")).toThrow(/^\/: EISDIR[^\n]*$/);
  });
});
