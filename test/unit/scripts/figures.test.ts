/** `npm run figures -- URL`: open reports in, flags out. */
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { arena } from "#shared/games/arena/index.ts";
import type { ReportEntry, ReportPage } from "#shared/protocol/reports.ts";
import { LIMITS, writeReplay } from "#shared/replay/index.ts";
import { FIRST_INPUT } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { Recorder } from "#test/support/recorder.ts";

const TOKEN = "an-operators-token-of-32-characters";
const CODE = "7K3M9QX2TB";

const entry = (n: number, more: Partial<ReportEntry> = {}): ReportEntry => ({
  ...{ id: `r${n}`, at: 1, kind: "report", code: CODE, round: 1, game: "arena", mode: "brawl", seat: 1 },
  ...{ player: "b".repeat(32), name: "Bob", reason: "cheating", words: "", replay: `/r/${CODE}-1` },
  ...more,
});
const pages: Record<string, ReportPage> = {
  "": { reports: [entry(4), entry(3, { seat: 0, name: "Ada", player: "a".repeat(32) })], next: "3" },
  // The same player again, a round without a replay, and a seat without a player.
  "3": { reports: [entry(2), entry(1, { round: 2 }), entry(0, { seat: 7 })] },
};

/** A round in which seat 1 does the same three seconds again and again. */
async function replayOfMacro(): Promise<Uint8Array> {
  const match = new BotMatch(arena, { ...arena.modes.brawl.settings, seats: 2 }, 5);
  const recorder = new Recorder(match.world);
  const { cells } = match.inputs;
  let tick = 0;
  const decide = () => {
    match.decide();
    const at = tick++ % 90;
    [(at % 7) - 3, 3 - (at % 5), (at * 37) % 1024, at % 4 === 0 ? 1 : 0].forEach((value, column) => {
      cells[FIRST_INPUT + column][1] = value;
    });
  };
  match.run(60 * match.world.layout.tickRate, () => recorder.tick(), decide);
  const { head, segments } = recorder.finish();
  return writeReplay(head, segments);
}

let replay = new Uint8Array();
const flags: Record<string, unknown>[] = [];
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  if (pathname === `/api/replays/${CODE}-1`) response.end(replay);
  else if (pathname !== "/api/operator/reports") response.writeHead(404).end("{}");
  else if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end("{}");
  else if (request.method === "POST") {
    let body = "";
    request.on("data", (part) => {
      body += String(part);
    });
    request.on("end", () => {
      flags.push(JSON.parse(body));
      response.writeHead(201).end('{"id":"x"}');
    });
  } else if (searchParams.get("done") !== "no" || searchParams.get("kind") !== "report") response.writeHead(400).end();
  else response.end(JSON.stringify(pages[searchParams.get("before") ?? ""]));
});

beforeAll(async () => {
  replay = new Uint8Array(await replayOfMacro());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

async function run(token: string): Promise<{ readonly status: number | null; readonly said: string }> {
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, ["scripts/figures.ts", `http://127.0.0.1:${port}/`], {
    env: { ...process.env, OPERATOR_TOKEN: token },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part) => {
      said += String(part);
    });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, said };
}

it("plays the replays of all open reports, and flags the players whose figures are beyond their limits, once", async () => {
  const { status, said } = await run(TOKEN);
  expect([status, said.includes("no replay"), said.includes("no player at these controls")]).toEqual([1, true, true]);
  // Neither a whole code nor an id.
  for (const secret of [CODE, "b".repeat(32), TOKEN]) expect(said).not.toContain(secret);
  // A bot moves the other player's hands.
  expect(flags.map(({ seat }) => seat)).toEqual([1, 0]);
  expect(flags[1].figures).toMatchObject([{ name: "beat", limit: LIMITS.beat }]);
  expect(flags[0]).toMatchObject({ code: CODE, round: 1, seat: 1, player: "b".repeat(32), name: "Bob" });
  const figures = flags[0].figures as { name: string; value: number; limit: number }[];
  const loop = figures.find(({ name }) => name === "loop");
  expect(loop?.limit).toBe(LIMITS.loop);
  expect(loop?.value).toBeGreaterThan(1000);
});

it("says what to do where the server takes no question", async () => {
  const { status, said } = await run("another");
  expect([status, said.trim()]).toEqual([2, "the server takes no such question of you: set OPERATOR_TOKEN"]);
});
