/** A ladder that is verified from its replays: a true one passes, and each kind of lie is found where it is. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeReplay } from "#shared/replay/index.ts";
import { draftsOf, rateAll } from "#test/ladder/corpus/corpus.ts";
import { record } from "#test/ladder/corpus/record.ts";
import { carriedOf, mayBring } from "#test/ladder/verify/carry.ts";
import { RatingsCheck } from "#test/ladder/verify/ratings-check.ts";
import { rebuild } from "#test/ladder/verify/rebuild.ts";
import { checkReplay } from "#test/ladder/verify/replay-check.ts";
import { sourceOf } from "#test/ladder/verify/source.ts";
import type { AppliedRound } from "#worker/ladder/applied-round.ts";
import { UNKNOWN } from "#worker/pairing/ticket.ts";

/** In the second round the player of seat 1 leaves. */
const drafts = draftsOf({ mode: "pairs", rounds: 6, seed: 2, timeLimit: 20 }).map((draft, n) =>
  n === 1 ? { ...draft, leaves: { seat: 1, after: 6 } } : draft,
);
let rounds: readonly AppliedRound[] = [];
const files = new Map<string, Uint8Array>();

beforeAll(async () => {
  const recorded = [];
  for (const draft of drafts) recorded.push(await record(draft));
  rounds = rateAll(recorded.map(({ facts }) => facts));
  for (const { facts, file } of recorded) files.set(`${facts.code}-${facts.round}`, file);
});

const fileOf = ({ facts }: AppliedRound): Uint8Array => files.get(`${facts.code}-${facts.round}`) ?? new Uint8Array();

/** What is wrong with the ratings, by the number of the round. */
function ratingFaults(told: readonly AppliedRound[]): Record<number, string[]> {
  const check = new RatingsCheck();
  const found = told.map((round) => [round.number, check.next(round)] as const);
  return Object.fromEntries(found.filter(([, faults]) => faults.length > 0));
}

describe("a true ladder", () => {
  it("passes: its replays lead to the facts, and the facts to the ratings", async () => {
    expect(rounds).toHaveLength(6);
    for (const round of rounds) {
      const { faults, ticks } = await checkReplay(round.facts, fileOf(round));
      expect(faults).toEqual([]);
      expect(ticks).toBeGreaterThanOrEqual(20 * 30);
    }
    expect(ratingFaults(rounds)).toEqual({});
  });

  it("is made again from the facts alone", () => {
    const rows = rebuild(
      rounds.map(({ facts }) => facts),
      new Map(),
    );
    const last = new Map(rounds.flatMap(({ ratings }) => ratings.map(({ player, after }) => [player, after] as const)));
    expect(new Map(rows.map(({ player, rating }) => [player, rating]))).toEqual(last);
    expect(rows.map(({ points }) => points)).toEqual(rows.map(({ points }) => points).toSorted((a, b) => b - a));
  });
});

describe("a lie is found", () => {
  it("a forged replay: of another hash, or with a hash of its own and another result", async () => {
    const [round, other] = rounds;
    const strange = await checkReplay(round.facts, fileOf(other));
    expect(strange.faults.join()).toMatch(/SHA-256.*replay's id/);
    const seats = round.facts.seats.map((seat) => ({ ...seat, place: 3 - seat.place }));
    expect((await checkReplay({ ...round.facts, seats }, fileOf(round))).faults.join()).toMatch(/place is/);
  });

  it("a replay of worlds that its rules do not make", async () => {
    const [draft] = drafts;
    const { facts, head, segments } = await record(draft);
    const file = await writeReplay({ ...head, hash: (head.hash + 1) >>> 0 }, segments);
    const replayHash = createHash("sha256").update(file).digest("hex");
    expect((await checkReplay({ ...facts, replayHash }, file)).faults).toEqual([
      "its replay's last world is another than it says",
    ]);
  });

  it("a replay that is damaged, or of other settings than the mode has", async () => {
    const [draft] = drafts;
    const { facts, head, segments } = await record(draft);
    const cutOff = fileOf(rounds[0]).subarray(0, 500);
    expect((await checkReplay(facts, cutOff)).faults.join()).toMatch(/SHA-256.*cut off or damaged/);
    const file = await writeReplay({ ...head, settings: { ...head.settings, lobby: 3 } }, segments);
    expect((await checkReplay(facts, file)).faults.join()).toMatch(/its setting lobby is 3, and not 10/);
  });

  it("a player who is said to have left, or to have stayed", async () => {
    const leaver = rounds.find(({ facts }) => facts.seats.some(({ left }) => left !== undefined));
    if (!leaver) throw new Error("no player leaves in this corpus");
    const seats = leaver.facts.seats.map(({ left: _, ...seat }) => seat);
    expect((await checkReplay({ ...leaver.facts, seats }, fileOf(leaver))).faults.join()).toMatch(
      /leaving is \d+, and not undefined/,
    );
  });

  it("a rating that was changed: where it was, and where its player comes next", () => {
    const { player } = rounds[0].ratings[0];
    const told = rounds.map((round, n) =>
      n > 0
        ? round
        : {
            ...round,
            ratings: round.ratings.map((one) =>
              one.player === player ? { ...one, after: { mu: 40, sigma: 5 } } : one,
            ),
          },
    );
    expect(ratingFaults(told)[1].join()).toMatch(/goes out of it with 40\.0000/);
  });

  it("rounds that are swapped, left out, or there twice", () => {
    const again = rounds.findIndex(
      (round, n) =>
        n > 0 &&
        round.ratings.some(({ player }) =>
          rounds.slice(0, n).some(({ ratings }) => ratings.some((one) => one.player === player)),
        ),
    );
    expect(again).toBeGreaterThan(0);
    const swapped = rounds.map((round, n) => {
      const other = n === 0 ? rounds[again] : n === again ? rounds[0] : round;
      return { ...other, number: round.number };
    });
    expect(Object.values(ratingFaults(swapped)).flat().join()).toMatch(/comes into it with/);
    expect(ratingFaults(rounds.slice(1))[2].join()).toMatch(/the number 2, after 0/);
    const [first] = rounds;
    expect(
      Object.values(ratingFaults([first, { ...first, number: 2 }]))
        .flat()
        .join(),
    ).toMatch(/twice/);
  });

  it("a player who is rated without having taken part, and one who is not rated", () => {
    const [first] = rounds;
    const [own, ...others] = first.ratings;
    expect(ratingFaults([{ ...first, ratings: others }])[1].join()).toMatch(/has taken part, and is not rated/);
    const stranger = { ...own, player: "f".repeat(32) };
    expect(ratingFaults([{ ...first, ratings: [...first.ratings, stranger] }])[1].join()).toMatch(
      /is rated, and has not taken part/,
    );
  });

  it("a round that does not count", () => {
    const [first] = rounds;
    expect(ratingFaults([{ ...first, facts: { ...first.facts, cut: true } }])[1].join()).toMatch(
      /should not be rated: cut/,
    );
  });
});

describe("what is brought into a season", () => {
  it("is the last rating of before, or an earlier one where a round was told late", () => {
    const { at } = rounds[0].facts;
    const all = carriedOf([rounds]);
    const { player, after } = rounds[0].ratings[0];
    const later = at + 30 * 24 * 3600_000;
    const [one] = mayBring(player, later, all);
    expect(one.sigma).toBeGreaterThan(after.sigma);
    expect(mayBring(player, later, all)).not.toContainEqual(UNKNOWN);
    expect(mayBring(player, at + 1000, all)).toContainEqual(UNKNOWN);
    expect(mayBring("a newcomer", later, all)).toEqual([UNKNOWN]);
  });
});

describe("a server", () => {
  /** What it says. */
  let told: readonly AppliedRound[] = [];
  let gone = "";
  /** Its leaderboard, of the true rounds. */
  const board = () => ({
    ...{ game: "arena", mode: "pairs", season: "2026-q4", seasons: ["2026-q4"], ranked: 0 },
    rows: rebuild(
      rounds.map(({ facts }) => facts),
      new Map(),
    ).map(({ rating: _, ...row }) => ({ ...row, tag: "AAAA" })),
  });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const from = Number(searchParams.get("from"));
    const [, id] = /^\/api\/replays\/(.*)$/.exec(pathname) ?? [];
    const file = id === undefined || id === gone ? undefined : files.get(id);
    if (file) response.end(file);
    else if (pathname === "/api/ladders/arena/pairs") response.end(JSON.stringify(board()));
    else if (pathname === "/api/ladders/arena/pairs/rounds" && !searchParams.has("season")) {
      const page = told.slice(from - 1, from + 1);
      const next = from + 2 <= rounds.length ? { next: from + 2 } : {};
      response.end(JSON.stringify({ game: "arena", mode: "pairs", season: "2026-q4", rounds: page, ...next }));
    } else if (pathname === "/api/ladders/arena/brawl/rounds") response.end("[]");
    else response.writeHead(404).end();
  });
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });
  beforeEach(() => {
    told = rounds;
    gone = "";
  });
  const wanted = { game: "arena", mode: "pairs", season: undefined };

  /** Runs a command of `npm run ladder` against it. */
  function ladder(command: string): Promise<{ readonly code: number | null; readonly out: string }> {
    const args = ["test/ladder/main.ts", command, url, "arena", "pairs"];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    return new Promise((resolve) => child.once("close", (code) => resolve({ code, out })));
  }

  it("is verified, and its ladder made anew: nothing differs", async () => {
    const verified = await ladder("verify");
    expect(verified.out).toMatch(/6 rounds, 2\d ratings.*\nnothing differs/);
    expect(verified.code).toBe(0);
    const rebuilt = await ladder("rebuild");
    expect(rebuilt.out).toMatch(/all as the server has them/);
    expect(rebuilt.code).toBe(0);
  });

  it("lies: the round and the player are named, a replay that is gone too, and the command ends with 1", async () => {
    const last = rounds[rounds.length - 1];
    const [own, ...others] = last.ratings;
    const better = { ...own, after: { ...own.after, mu: own.after.mu + 3 } };
    told = rounds.with(-1, { ...last, ratings: [better, ...others] });
    gone = `${rounds[0].facts.code}-1`;
    const verified = await ladder("verify");
    expect(verified.out).toContain(`round 6, ${last.facts.code}-1: `);
    expect(verified.out).toContain(`so that their results cannot be checked: ${gone}`);
    expect(verified.out).toContain("1 rounds differ");
    expect(verified.code).toBe(1);
    const rebuilt = await ladder("rebuild");
    expect(rebuilt.out).toContain(`${own.player}: the facts make`);
    expect(rebuilt.code).toBe(1);
  });

  it("tells its rounds page by page, and its replays", async () => {
    const source = sourceOf(url);
    expect(await source.rounds(wanted)).toEqual(rounds);
    const { code } = rounds[0].facts;
    expect(await source.replay(`${code}-1`)).toEqual(fileOf(rounds[0]));
    expect(await source.replay("0000000000-1")).toBeUndefined();
  });

  it("has no such ladder, answers what is no list, or is not there: one sentence", async () => {
    expect(await sourceOf(url).rounds({ ...wanted, mode: "other" })).toBeUndefined();
    await expect(sourceOf(url).rounds({ ...wanted, mode: "brawl" })).rejects.toThrow(/no list of rounds/);
    await expect(sourceOf("http://127.0.0.1:1").rounds(wanted)).rejects.toThrow(/does not answer/);
    await expect(sourceOf("/nowhere").rounds(wanted)).rejects.toThrow(/there is no such file/);
  });
});
