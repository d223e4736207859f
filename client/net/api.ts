/** The HTTP API, typed: docs/HTTP.md. Headless: a browser, a bot and a test use the same. */
import * as v from "valibot";
// Not from index.ts: the start page asks this API, and has no use for the coding of a match's messages.
import type { RefusalCode } from "#shared/protocol/after.ts";
import { type ClientTraceBody, TraceId } from "#shared/protocol/client-trace.ts";
import { Admission, API_ERROR, MatchDetail, MatchInfo, ModeCounts } from "#shared/protocol/http.ts";
import { RegionList } from "#shared/protocol/regions.ts";
import { Result } from "#shared/protocol/results.ts";
import type { Identity } from "./identity.ts";
import type { RegionWish } from "./regions.ts";
import { limited, Overdue } from "./time-limit.ts";

export interface ApiOptions {
  /** Such as `globalThis.fetch`; called as a plain function. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What comes before "/api", such as "https://scrim.example"; empty in a page of the same server. */
  readonly base: string;
  readonly identity: Identity;
  /** The game that `play` and `createMatch` ask for where they name none. Read at each call, so it may change. */
  readonly game: string;
  /** Where the player wants to play: for the same two, and read at each call. */
  readonly wish?: RegionWish;
  /** The server says that the player of this token has been signed out. */
  signedOut?(): void;
}

/** A request is answered within so long, or counts as unanswered; a trace is long, and goes up slowly. Milliseconds. */
const REQUEST_MS = 10_000;
const TRACE_MS = 60_000;
/** Nothing is put off for longer than this, even if a server, or a proxy before it, says so. Seconds. */
const MOST_RETRY_S = 300;
/** The name of a player whose own is refused. */
const PLAIN_NAME = "Player";

/** What the server refused, or that it could not be reached. */
export class ApiFailure extends Error {
  readonly code: RefusalCode;
  /** In how many seconds it is worth trying again, where the server has said so: 0 to 300. */
  readonly retryAfter: number | undefined;

  constructor(code: RefusalCode, message: string, retryAfter?: number, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiFailure";
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

const ListSchema = v.object({ matches: v.array(MatchInfo) });

const CountsSchema = v.object({ modes: v.array(ModeCounts) });

const ResultsSchema = v.object({ results: v.array(Result) });

const ErrorSchema = v.object({ error: v.picklist(Object.values(API_ERROR)), message: v.string() });

const fault = (retryAfter?: number): ApiFailure =>
  new ApiFailure(API_ERROR.fault, "The server answered something unexpected.", retryAfter);

async function bodyOf(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    signal?.throwIfAborted();
    // Else the link broke on the way.
    throw error instanceof SyntaxError ? fault() : error;
  }
  signal?.throwIfAborted();
  return body;
}

/** What `Retry-After` says, in seconds: a number, or a date. */
function retryAfter({ headers }: Response): number | undefined {
  const text = headers.get("Retry-After")?.trim() ?? "";
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.min(MOST_RETRY_S, Math.max(0, Math.ceil(seconds)));
}

/** The end of an address that says these; empty where there is nothing to say. */
const query = (said: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(said)
    .flatMap(([name, value]) => (value === undefined ? [] : [`?${name}=${encodeURIComponent(value)}`]))
    .join("");

/** Why a request was not answered. */
function unanswered(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const message =
    error instanceof Overdue
      ? "The server does not answer. Try again."
      : "The server cannot be reached. Are you online?";
  return new ApiFailure("unreachable", message, undefined, { cause: error });
}

type ApiRequest<T> = readonly [
  schema: v.GenericSchema<unknown, T>,
  method: string,
  path: string,
  body?: unknown,
  options?: { readonly token?: string | undefined; readonly ms?: number },
];

export class Api {
  readonly #options: ApiOptions;
  readonly #signal: AbortSignal | undefined;

  /** @param signal aborts the requests: then they are rejected with its reason, and change nothing here */
  constructor(options: ApiOptions, signal?: AbortSignal) {
    this.#options = options;
    this.#signal = signal;
  }

  /** The same, for requests that are aborted by this signal. */
  until(signal: AbortSignal): Api {
    return new Api(this.#options, signal);
  }

  /** An admission has come on another way: it is kept as if it had been asked for here. */
  take(admission: Admission): Promise<Admission> {
    return this.#options.identity.admit(async () => admission);
  }

  /** A seat in a match of this mode that others may be in: quick play. */
  play(name: string, mode: string, game = this.#options.game): Promise<Admission> {
    return this.#admit("/api/play", { name, game, mode, ...this.#options.wish });
  }

  /** A seat in a new match that is not listed: other players come to it by its link. */
  createMatch(
    name: string,
    mode: string,
    settings: Readonly<Record<string, number>> = {},
    game = this.#options.game,
  ): Promise<Admission> {
    return this.#admit("/api/matches", { name, game, mode, settings, ...this.#options.wish });
  }

  /**
   * A seat in this match.
   * @param name left out by a player who has a seat there: it is given back under its own name
   * @param by the seat of the player who invites: then rather a seat in the same team
   */
  join(code: string, name?: string, by?: number): Promise<Admission> {
    return this.#admit(`/api/matches/${encodeURIComponent(code)}/join`, { name, by }, code);
  }

  /**
   * Back into a seat that is the player's own, under the seat's own name.
   * @param name for another seat of this match, where the player's own is gone. Should the server refuse it, it is a plain one
   */
  async rejoin(code: string, name: string): Promise<Admission> {
    const isCode = (error: unknown, wanted: RefusalCode) => error instanceof ApiFailure && error.code === wanted;
    try {
      return await this.join(code);
    } catch (error) {
      if (!isCode(error, API_ERROR.noName)) throw error;
    }
    try {
      return await this.join(code, name);
    } catch (error) {
      if (!isCode(error, API_ERROR.badRequest)) throw error;
      return this.join(code, PLAIN_NAME);
    }
  }

  watch(code: string): Promise<Admission> {
    return this.#admit(`/api/matches/${encodeURIComponent(code)}/watch`, {}, code);
  }

  /** The live matches that are open to all. @param region only of these regions, separated by commas */
  async list(region?: string): Promise<readonly MatchInfo[]> {
    return (await this.#request(ListSchema, "GET", `/api/matches${query({ region })}`)).matches;
  }

  /** How many play each mode. @param region only in these regions, separated by commas */
  async counts(region?: string): Promise<readonly ModeCounts[]> {
    return (await this.#request(CountsSchema, "GET", `/api/counts${query({ region })}`)).modes;
  }

  /** The regions that are near. @param emulated such as "weur:24": a server of tests makes these up */
  regions(emulated?: string): Promise<RegionList> {
    return this.#request(RegionList, "GET", `/api/regions${query({ regions: emulated })}`);
  }

  /** How a match stands, who plays, and the seat that this player has there. */
  info(code: string): Promise<MatchDetail> {
    const token = this.#options.identity.token(code);
    return this.#request(MatchDetail, "GET", `/api/matches/${encodeURIComponent(code)}`, undefined, { token });
  }

  /** What came of the rounds of a match that have ended, the first one first. */
  async results(code: string): Promise<readonly Result[]> {
    return (await this.#request(ResultsSchema, "GET", `/api/matches/${encodeURIComponent(code)}/results`)).results;
  }

  /**
   * Keeps what the player saw of the last minute of a match in which they have a seat, beside the server's log of it.
   * @returns what it is called: `GET /api/flights/ID`
   */
  async keepTrace(code: string, trace: ClientTraceBody): Promise<string> {
    const path = `/api/matches/${encodeURIComponent(code)}/flights`;
    const token = this.#options.identity.token(code);
    return (await this.#request(TraceId, "POST", path, trace, { token, ms: TRACE_MS })).id;
  }

  get identity(): Identity {
    return this.#options.identity;
  }

  /** Any request: for parts of the API that few pages ask for. @throws {ApiFailure} */
  request<T>(...args: ApiRequest<T>): Promise<T> {
    return this.#request(...args);
  }

  #admit(path: string, body: unknown, code?: string): Promise<Admission> {
    const ask = (token: string | undefined) => this.#request(Admission, "POST", path, body, { token });
    return this.#options.identity.admit(ask, code, this.#signal);
  }

  /** @throws {ApiFailure} */
  async #request<T>(...[schema, method, path, body, { token, ms = REQUEST_MS } = {}]: ApiRequest<T>): Promise<T> {
    const { fetch, base } = this.#options;
    const within = this.#signal;
    const headers: Record<string, string> = {};
    if (token !== undefined) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const ask = async ({ signal }: { readonly signal: AbortSignal }) => {
      const response = await fetch(base + path, { ...init, signal });
      return { response, answer: await bodyOf(response, within) };
    };
    const { response, answer } = await limited(ms, ask, within).catch((error: unknown) => {
      within?.throwIfAborted();
      throw unanswered(error);
    });
    if (!response.ok) {
      const refusal = v.safeParse(ErrorSchema, answer);
      if (!refusal.success) throw fault(retryAfter(response));
      if (refusal.output.error === API_ERROR.signedOut) this.#options.signedOut?.();
      throw new ApiFailure(refusal.output.error, refusal.output.message, retryAfter(response));
    }
    const parsed = v.safeParse(schema, answer);
    if (!parsed.success) throw fault();
    return parsed.output;
  }
}
