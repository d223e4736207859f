/** `npm run figures`: figures of players' inputs from replays, for the operator. docs/FAIR-PLAY.md, "Figures" */
import * as v from "valibot";
import { games } from "#shared/games/index.ts";
import { ReportPage } from "#shared/protocol/reports.ts";
import { BadReplay, beyond, figuresOf, inputTraces, LIMITS, type Replay, readReplay } from "#shared/replay/index.ts";
import { readInput, runCommand, UsageError } from "./usage.ts";

const USAGE = `npm run figures -- FILE | URL

FILE is a replay: prints the figures of each of its players.
URL is a server: goes through the reports about which nothing has been done yet, plays the replay of each, and puts
figures that are beyond their limits on the operator's list. Set OPERATOR_TOKEN, but for a server on this machine alone.
Ends with 0 if no figure is beyond its limit, with 1 if one is, with 2 if something cannot be read.`;

type Reported = ReportPage["reports"][number];

function row(name: string, figures: ReturnType<typeof figuresOf>): Record<string, string | number> {
  const rounded = Object.entries(figures).map(([key, value]) => [key, Math.round(value * 100) / 100] as const);
  return {
    player: name,
    ...Object.fromEntries(rounded),
    beyond: beyond(figures)
      .map(({ name: one }) => one)
      .join(" "),
  };
}

async function ofFile(path: string): Promise<number> {
  const replay = await readReplay(readInput(path));
  const names = new Map(replay.head.seats.map(({ seat, name }) => [seat, name]));
  const all = [...inputTraces(replay, games)].map(([seat, trace]) => [seat, figuresOf(trace)] as const);
  console.table(all.map(([seat, figures]) => row(`${seat}: ${names.get(seat) ?? ""}`, figures)));
  console.log(`limits: ${JSON.stringify(LIMITS)}`);
  return all.some(([, figures]) => beyond(figures).length > 0) ? 1 : 0;
}

class Operator {
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(url: string) {
    const token = process.env.OPERATOR_TOKEN;
    this.#url = url.replace(/\/$/, "");
    this.#headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  }

  /** @throws {UsageError} the server cannot be reached, or refuses */
  async #ask(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(this.#url + path, { ...init, headers: { ...init.headers, ...this.#headers } }).catch(
      (error: unknown) => {
        throw new UsageError(`${this.#url} cannot be reached: ${String(error)}`);
      },
    );
    if (answer.status === 401 || answer.status === 404) return answer;
    if (!answer.ok) throw new UsageError(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  /** The reports of players about which nothing has been done. */
  async *open(): AsyncGenerator<Reported> {
    for (let before = ""; ; ) {
      const answer = await this.#ask(`/api/operator/reports?kind=report&done=no&limit=100${before}`);
      if (!answer.ok) throw new UsageError("the server takes no such question of you: set OPERATOR_TOKEN");
      const { reports, next } = v.parse(ReportPage, await answer.json());
      yield* reports;
      if (next === undefined) return;
      before = `&before=${next}`;
    }
  }

  /** @returns undefined where there is none (any more) */
  async replay({ code, round }: Reported): Promise<Replay | undefined> {
    const answer = await this.#ask(`/api/replays/${code}-${round}`);
    return answer.ok ? readReplay(new Uint8Array(await answer.arrayBuffer())) : undefined;
  }

  async flag(
    { code, round, game, mode, seat, player, name }: Reported,
    figures: ReturnType<typeof beyond>,
  ): Promise<void> {
    const body = JSON.stringify({ code, round, game, mode, seat, player, name, figures });
    await this.#ask("/api/operator/reports", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  }
}

/** What came of a report. */
async function look(operator: Operator, report: Reported): Promise<Record<string, string | number>> {
  const about = { round: `${report.code.slice(0, 4)}…-${report.round}` };
  try {
    const replay = await operator.replay(report);
    const trace = replay && inputTraces(replay, games).get(report.seat);
    if (!trace) return { ...about, player: report.name, beyond: replay ? "no player at these controls" : "no replay" };
    const figures = figuresOf(trace);
    const found = beyond(figures);
    if (found.length > 0) await operator.flag(report, found);
    return { ...about, ...row(report.name, figures) };
  } catch (error) {
    if (!(error instanceof BadReplay)) throw error;
    return { ...about, player: report.name, beyond: error.message };
  }
}

async function ofServer(url: string): Promise<number> {
  const operator = new Operator(url);
  const rows: Record<string, string | number>[] = [];
  const seen = new Set<string>();
  for await (const report of operator.open()) {
    // Several players may have reported the same one.
    const key = `${report.code}-${report.round}-${report.seat}`;
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(await look(operator, report));
  }
  console.table(rows);
  console.log(`limits: ${JSON.stringify(LIMITS)}`);
  return rows.some((one) => Object.keys(LIMITS).some((name) => String(one.beyond).split(" ").includes(name))) ? 1 : 0;
}

await runCommand({ usage: USAGE, options: {}, words: 1 }, async (_, [target]) => {
  if (target === undefined) throw new UsageError("of which FILE or URL?");
  try {
    return await (/^https?:/.test(target) ? ofServer(target) : ofFile(target));
  } catch (error) {
    if (error instanceof BadReplay) throw new UsageError(`${target}: ${error.message}`);
    throw error;
  }
});
