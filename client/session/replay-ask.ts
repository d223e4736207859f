/** Asks the server for replays, without knowing what is in them: docs/PROTOCOL.md, "HTTP". */

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

export const urlOf = (id: string): string => `/api/replays/${encodeURIComponent(id)}`;

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

/** Whether the server has this replay by now. Where it can't be asked, it is taken to have none. */
export async function hasReplay(fetch: Fetch, id: string): Promise<boolean> {
  try {
    return (await fetch(urlOf(id), { method: "HEAD" })).ok;
  } catch {
    return false;
  }
}
