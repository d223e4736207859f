/** Replays as the server has them: docs/PROTOCOL.md, "HTTP". */
import { games } from "#shared/games/index.ts";
import { BadReplay, readReplay } from "#shared/replay/index.ts";
import { ReplaySession } from "./replay-session.ts";

/** Why there is nothing to be shown. */
export type ReplayProblem = "missing" | "unreachable" | "bad";

export class ReplayFailure extends Error {
  override readonly name = "ReplayFailure";
  readonly problem: ReplayProblem;

  /** @param message one line, for people */
  constructor(problem: ReplayProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

/** Such as `globalThis.fetch`; called as a plain function. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const urlOf = (id: string): string => `/api/replays/${encodeURIComponent(id)}`;

/**
 * Gets a file.
 * @param missing what is said where there is none
 * @throws {ReplayFailure}
 */
export async function ask(fetch: Fetch, url: string, missing: string): Promise<Uint8Array> {
  let response: Response;
  let bytes: ArrayBuffer;
  try {
    response = await fetch(url, {});
    bytes = await response.arrayBuffer();
  } catch {
    throw new ReplayFailure("unreachable", "The server cannot be reached. Are you online?");
  }
  if (response.status === 404) throw new ReplayFailure("missing", missing);
  if (!response.ok) throw new ReplayFailure("unreachable", `The server answered with status ${response.status}.`);
  return new Uint8Array(bytes);
}

/**
 * Gets a replay, to be watched.
 * @param id a match's code, or CODE-N for its round N
 * @param from where it begins, in seconds
 * @throws {ReplayFailure}
 */
export async function openReplay(fetch: Fetch, id: string, from: number): Promise<ReplaySession> {
  const bytes = await ask(fetch, urlOf(id), `There is no replay ${id}.`);
  try {
    return new ReplaySession(await readReplay(bytes), games, from);
  } catch (error) {
    if (error instanceof BadReplay) throw new ReplayFailure("bad", error.message);
    throw error;
  }
}

/** Whether the server has this replay by now. Where it can't be asked, it is taken to have none. */
export async function hasReplay(fetch: Fetch, id: string): Promise<boolean> {
  try {
    return (await fetch(urlOf(id), { method: "HEAD" })).ok;
  } catch {
    return false;
  }
}
