/** The HTTP API, typed: docs/PROTOCOL.md, "HTTP". Headless: a browser, a bot and a test use the same. */
import * as v from "valibot";
import {
  Admission,
  API_ERROR,
  type ApiErrorCode,
  type FlightBody,
  FlightId,
  MatchInfo,
  Result,
} from "#shared/protocol/index.ts";

/** Where the proof of who you are is kept between requests. */
export interface TokenStore {
  get(): string | undefined;
  set(token: string): void;
}

export interface ApiOptions {
  /** Such as `globalThis.fetch`; called as a plain function. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What comes before "/api", such as "https://scrim.example"; empty in a page of the same server. */
  readonly base: string;
  readonly tokens: TokenStore;
  /** The game that `play` and `createMatch` ask for where they name none. Read at each call, so it may change. */
  readonly game: string;
}

/** What the server refused, or that it could not be reached. */
export class ApiFailure extends Error {
  readonly code: ApiErrorCode | "unreachable";

  constructor(code: ApiErrorCode | "unreachable", message: string) {
    super(message);
    this.name = "ApiFailure";
    this.code = code;
  }
}

const ListSchema = v.object({ matches: v.array(MatchInfo) });

const ResultsSchema = v.object({ results: v.array(Result) });

const ErrorSchema = v.object({ error: v.picklist(Object.values(API_ERROR)), message: v.string() });

const fault = (): ApiFailure => new ApiFailure(API_ERROR.fault, "The server answered something unexpected.");

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw fault();
  }
}

export class Api {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  /** A seat in a match of this mode that others may be in: quick play. */
  play(name: string, mode: string, game = this.#options.game): Promise<Admission> {
    return this.#admit("/api/play", { name, game, mode });
  }

  /** A seat in a new match that only those who get its link come to. */
  createMatch(
    name: string,
    mode: string,
    settings: Readonly<Record<string, number>> = {},
    game = this.#options.game,
  ): Promise<Admission> {
    return this.#admit("/api/matches", { name, game, mode, settings });
  }

  join(code: string, name: string): Promise<Admission> {
    return this.#admit(`/api/matches/${encodeURIComponent(code)}/join`, { name });
  }

  watch(code: string): Promise<Admission> {
    return this.#admit(`/api/matches/${encodeURIComponent(code)}/watch`, {});
  }

  /** The live matches that are open to all. */
  async list(): Promise<readonly MatchInfo[]> {
    return (await this.#request(ListSchema, "GET", "/api/matches")).matches;
  }

  info(code: string): Promise<MatchInfo> {
    return this.#request(MatchInfo, "GET", `/api/matches/${encodeURIComponent(code)}`);
  }

  /** What came of the rounds of a match that have ended, the first one first. */
  async results(code: string): Promise<readonly Result[]> {
    return (await this.#request(ResultsSchema, "GET", `/api/matches/${encodeURIComponent(code)}/results`)).results;
  }

  /**
   * Keeps what one saw of the last minute of a match in which one has a seat, beside the server's log of it.
   * @returns what it is called: `GET /api/flights/ID`
   */
  async keepFlight(code: string, flight: FlightBody): Promise<string> {
    return (await this.#request(FlightId, "POST", `/api/matches/${encodeURIComponent(code)}/flights`, flight)).id;
  }

  async #admit(path: string, body: unknown): Promise<Admission> {
    const admission = await this.#request(Admission, "POST", path, body);
    this.#options.tokens.set(admission.player);
    return admission;
  }

  /** @throws {ApiFailure} */
  async #request<T>(schema: v.GenericSchema<unknown, T>, method: string, path: string, body?: unknown): Promise<T> {
    const { fetch, base, tokens } = this.#options;
    const headers: Record<string, string> = {};
    const token = tokens.get();
    if (token !== undefined) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
      response = await fetch(base + path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiFailure("unreachable", "The server cannot be reached. Are you online?");
    }
    const answer = await bodyOf(response);
    if (!response.ok) {
      const refusal = v.safeParse(ErrorSchema, answer);
      throw refusal.success ? new ApiFailure(refusal.output.error, refusal.output.message) : fault();
    }
    const parsed = v.safeParse(schema, answer);
    if (!parsed.success) throw fault();
    return parsed.output;
  }
}
