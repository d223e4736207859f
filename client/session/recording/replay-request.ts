/** Asks the server for replays, without knowing what is in them: docs/HTTP.md. */
import { logFault } from "#client/faults.ts";
import { CODE_MS, limited, Overdue } from "#client/net/time-limit.ts";
import type { Games } from "#shared/sim/index.ts";

/** A file may take its time, but something of it comes in each so many milliseconds. */
const STALL_MS = 10_000;
/** Whether there is one is answered in so many milliseconds. */
const LOOK_MS = 5000;

/** Why there is nothing to be shown. */
export type ReplayProblem =
  | "missing"
  | "unreachable"
  | "bad"
  /** The page's own code for it does not come: an update may have replaced it, and only loading the page again helps. */
  | "unloaded";

export class ReplayFailure extends Error {
  override readonly name = "ReplayFailure";
  readonly problem: ReplayProblem;

  /** @param message one line, for people */
  constructor(problem: ReplayProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

/** Such as `globalThis.fetch`; called as a plain function. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Gets the rules of this game; none where this client has no such game. @throws {ReplayFailure} they do not come */
export type RulesOf = (game: string) => Promise<Games>;

export const urlOf = (id: string): string => `/api/replays/${encodeURIComponent(id)}`;

/**
 * Gets a file.
 * @param missing what is said where there is none
 * @param within aborts it
 * @throws {ReplayFailure}
 */
export async function ask(fetch: Fetch, url: string, missing: string, within?: AbortSignal): Promise<Uint8Array> {
  const read = async ({ signal, renew }: { readonly signal: AbortSignal; renew(): void }) => {
    const response = await fetch(url, { signal });
    return { response, bytes: await wholeOf(response, renew) };
  };
  const { response, bytes } = await limited(STALL_MS, read, within).catch((error: unknown) => {
    within?.throwIfAborted();
    const stalls = error instanceof Overdue;
    throw new ReplayFailure(
      "unreachable",
      stalls ? "The server does not answer." : "The server cannot be reached. Are you online?",
      { cause: error },
    );
  });
  if (response.status === 404) throw new ReplayFailure("missing", missing);
  if (!response.ok) throw new ReplayFailure("unreachable", `The server answered with status ${response.status}.`);
  return bytes;
}

/** All of a body. @param came is called with each piece */
async function wholeOf({ body }: Response, came: () => void): Promise<Uint8Array> {
  came();
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, out) {
      came();
      out.enqueue(piece);
    },
  });
  return new Uint8Array(await new Response(body?.pipeThrough(count)).arrayBuffer());
}

/**
 * Waits for code that replays need.
 * @throws {ReplayFailure} it does not come
 */
export const codeFor = <T>(loading: Promise<T>): Promise<T> =>
  limited(CODE_MS, () => loading).catch((error: unknown) => {
    logFault("page_failed", { part: "replays" }, error);
    throw new ReplayFailure("unloaded", "A part of this page could not be loaded.");
  });

/** Whether the server has this replay by now. Where it can't be asked, it is taken to have none. */
export async function hasReplay(fetch: Fetch, id: string, within?: AbortSignal): Promise<boolean> {
  try {
    return (await limited(LOOK_MS, ({ signal }) => fetch(urlOf(id), { method: "HEAD", signal }), within)).ok;
  } catch {
    // No answer, or the question is not wanted any more. A link that leads nowhere would be worse than none.
    return false;
  }
}
