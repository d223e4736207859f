/** Where a ladder is read from: a running server, or a folder that is written as a server would answer. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { AppliedRound, RoundsPage } from "#worker/ladder/applied-round.ts";
import { seasonOf } from "#worker/ladder/season.ts";
import { UsageError } from "../../../scripts/usage.ts";

/** Which ladder. */
export interface Wanted {
  readonly game: string;
  readonly mode: string;
  /** Undefined: the season that is on. */
  readonly season: string | undefined;
}

export interface Source {
  /**
   * All rounds of a ladder, in the order in which they were applied; undefined where there is no such ladder.
   * @throws {UsageError} there is no server, or its answer is no list of rounds
   */
  rounds(wanted: Wanted): Promise<readonly AppliedRound[] | undefined>;
  /** The file of a replay; undefined where it is gone. */
  replay(id: string): Promise<Uint8Array | undefined>;
}

/** How many rounds are asked for at once: as many as a ladder answers. */
const PAGE = 100;

async function ask(url: URL): Promise<Response> {
  try {
    return await fetch(url);
  } catch (error) {
    throw new UsageError(`${url.origin} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

class Server implements Source {
  readonly #url: URL;

  constructor(url: URL) {
    this.#url = url;
  }

  async rounds({ game, mode, season }: Wanted): Promise<readonly AppliedRound[] | undefined> {
    const rounds: AppliedRound[] = [];
    for (let from: number | undefined = 1; from !== undefined; ) {
      const url = new URL(`/api/ladders/${encodeURIComponent(game)}/${encodeURIComponent(mode)}/rounds`, this.#url);
      url.searchParams.set("from", String(from));
      url.searchParams.set("limit", String(PAGE));
      if (season !== undefined) url.searchParams.set("season", season);
      const response = await ask(url);
      if (response.status === 404) return undefined;
      if (!response.ok) throw new UsageError(`${url.pathname}: ${response.status} ${await response.text()}`);
      const page = v.safeParse(RoundsPage, await response.json());
      if (!page.success) {
        const [issue] = page.issues;
        const what = `${v.getDotPath(issue) ?? "it"}: ${issue.message}`;
        throw new UsageError(`${url.pathname} answers what is no list of rounds: ${what}`);
      }
      rounds.push(...page.output.rounds);
      from = page.output.next;
    }
    return rounds;
  }

  async replay(id: string): Promise<Uint8Array | undefined> {
    const response = await ask(new URL(`/api/replays/${encodeURIComponent(id)}`, this.#url));
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`replay ${id}: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

const Rounds = v.array(AppliedRound);

/** The names of what a folder holds. */
export const ROUNDS_FILE = "rounds.json";
export const replayFile = (id: string): string => `${id}.replay`;

const isMissing = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

class Folder implements Source {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async rounds({ game, mode, season }: Wanted): Promise<readonly AppliedRound[] | undefined> {
    const file = join(this.#path, ROUNDS_FILE);
    try {
      const rounds = v.parse(Rounds, JSON.parse(await readFile(file, "utf8")));
      const own = rounds.filter(({ facts }) => facts.game === game && facts.mode === mode);
      const wanted = season === undefined ? own : own.filter(({ facts }) => seasonOf(facts.at) === season);
      return wanted.length === 0 ? undefined : wanted;
    } catch (error) {
      if (isMissing(error)) throw new UsageError(`${file}: there is no such file`);
      throw error;
    }
  }

  async replay(id: string): Promise<Uint8Array | undefined> {
    try {
      return await readFile(join(this.#path, replayFile(id)));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }
}

/** @param where the address of a server, or the path of a folder */
export function sourceOf(where: string): Source {
  const url = /^https?:\/\//.test(where) && URL.canParse(where) ? new URL(where) : undefined;
  return url ? new Server(url) : new Folder(where);
}
