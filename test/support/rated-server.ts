/**
 * Many short rated matches on a server that is killed without a word and started again on the same disk, with players who come
 * back: is each round that has ended rated, once?
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { arena } from "#shared/games/arena/index.ts";
import { type Admission, decodeDown, encodeUp, Result, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { RoundRating } from "#shared/protocol/ladder.ts";
import { configure } from "#shared/sim/index.ts";
import { newCode } from "#worker/auth/codes.ts";
import { signPlayer } from "#worker/auth/players.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import { seasonOf } from "#worker/ladder/season.ts";
import type { MatchSpec } from "#worker/match/spec.ts";
import { freePort } from "./port.ts";
import { SECRET, startWorkerd, type WorkerdServer } from "./workerd.ts";

const GAME = "arena";
const MODE = "pairs";
/** So long a round is live: as short as a ladder rates them, in seconds. */
export const ROUND_S = 20;

/** The Worker, with a way to make a match as the queue does, and to look into a ladder. */
const AROUND = `
import app from "./index.js";
export * from "./index.js";
export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "/test/match") {
      const spec = await request.json();
      await env.MATCH.getByName(spec.code).create(spec);
      return new Response("made");
    }
    if (pathname === "/test/ladder") {
      const { place, players, from } = await request.json();
      const ladder = env.LADDER.getByName([place.game, place.mode, place.season].map(encodeURIComponent).join("/"));
      return Response.json({ rounds: await ladder.rounds(place, from, 100), seekers: await ladder.seek(place, players) });
    }
    return app.fetch(request, env, ctx);
  },
};
`;

const Seeker = v.object({ player: v.string(), rounds: v.number(), pausedUntil: v.number() });
const Told = v.object({
  rounds: v.array(
    v.object({ number: v.number(), facts: v.object({ code: v.string(), round: v.number(), faults: v.number() }) }),
  ),
  seekers: v.array(Seeker),
});

const PING_MS = 1500;
const PAUSE_MS = 150;
const idle = Object.values(arena.input).map(({ idle: value }) => value);

/** A player who does nothing but be there, and who comes back whenever the line is lost. */
class Sitter {
  readonly id: string;
  readonly #token: string;
  readonly #server: () => string;
  readonly #code: string;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #mark = 0;
  #gone = false;

  constructor(server: () => string, code: string, id: string, token: string) {
    this.#server = server;
    this.#code = code;
    this.id = id;
    this.#token = token;
  }

  async come(): Promise<void> {
    while (!this.#gone) {
      const admission = await this.#admission().catch(() => undefined);
      if (admission) {
        this.#open(admission);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  async #admission(): Promise<Pick<Admission, "ticket"> | undefined> {
    const answer = await fetch(`${this.#server()}/api/matches/${this.#code}/join`, {
      method: "POST",
      body: JSON.stringify({ name: `P${this.id.slice(0, 6)}` }),
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${this.#token}` },
    });
    if (answer.status === 404 || answer.status === 409) this.#gone = true;
    return answer.ok ? v.parse(v.object({ ticket: v.string() }), await answer.json()) : undefined;
  }

  #open({ ticket }: Pick<Admission, "ticket">): void {
    const url = `${this.#server().replace("http", "ws")}/ws/${this.#code}`;
    const socket = new WebSocket(url, [SUBPROTOCOL, TICKET_PREFIX + ticket]);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => {
      if (data instanceof ArrayBuffer) for (const message of decodeDown(new Uint8Array(data))) this.#hear(message);
    });
    socket.addEventListener("close", () => {
      clearInterval(this.#timer);
      if (!this.#gone) setTimeout(() => void this.come(), PAUSE_MS);
    });
    this.#timer = setInterval(() => this.#say({ type: "ping", time: 0, mark: this.#mark }), PING_MS);
  }

  #hear(message: ReturnType<typeof decodeDown>[number]): void {
    if (message.type === "mark") this.#mark = message.mark;
    if (message.type === "keyframe")
      this.#say({ type: "input", inputs: [{ tick: message.tick + 1, seen: 0, values: idle }] });
  }

  #say(message: Parameters<typeof encodeUp>[0]): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(new Uint8Array(encodeUp(message)));
  }

  /** The page is closed: the match is over. */
  stop(): void {
    this.#gone = true;
    clearInterval(this.#timer);
    this.#socket?.close(1000);
  }
}

interface RatedMatch {
  readonly code: string;
  /** No result can be there before, by `performance.now`. */
  readonly endsAfter: number;
  readonly players: readonly Sitter[];
  /** The rounds that have ended, as the match told: it may be cleared away since. */
  rounds: readonly number[];
  /** How its ladder has answered, once it has. */
  rating: RoundRating | undefined;
}

export interface Books {
  /** Rounds that have ended, by the matches' own results. */
  readonly played: number;
  /** Rounds that their ladder has. */
  readonly applied: number;
  /** Of these, such as are there more than once, or were never played. */
  readonly twice: number;
  /** Rounds that have ended, and that their ladder does not have; or that their match does not know to be rated. */
  readonly lost: number;
  /** Players who were told that they have left, or must wait before they queue. */
  readonly penalties: number;
  /** Players whose ladder has not rated them for exactly one round. */
  readonly miscounted: number;
  /** Resumes in mid-round, over all rounds. */
  readonly faults: number;
}

export class RatedServer {
  readonly #state: string;
  readonly #port: number;
  #server: WorkerdServer;
  readonly matches: RatedMatch[] = [];

  private constructor(state: string, port: number, server: WorkerdServer) {
    this.#state = state;
    this.#port = port;
    this.#server = server;
  }

  static async start(): Promise<RatedServer> {
    const port = await freePort();
    const state = mkdtempSync(join(tmpdir(), "scrim-rated-"));
    return new RatedServer(state, port, await startWorkerd({ state, port, around: AROUND }));
  }

  get url(): string {
    return this.#server.url;
  }

  /** A match of two, as the queue makes it: the round begins a second after they have come. */
  async add(): Promise<void> {
    const keys = await keysOf({ TICKET_SECRET: SECRET });
    const code = await newCode(keys.code);
    const ids = Array.from({ length: 2 }, () => crypto.randomUUID().replaceAll("-", ""));
    const settings = { ...arena.modes[MODE].settings, seats: 2, map: 0, lobby: 1, timeLimit: ROUND_S };
    const spec: MatchSpec = {
      ...{ code, game: GAME, mode: MODE, listed: true, delay: 10, only: ids, region: "local" },
      settings: configure(arena.settings, settings),
    };
    await this.#ask("/test/match", spec);
    const players = await Promise.all(
      ids.map(async (id) => {
        const token = await signPlayer(keys, { id, generation: 0, kept: false }, Date.now());
        return new Sitter(() => this.url, code, id, token);
      }),
    );
    const endsAfter = performance.now() + ROUND_S * 1000;
    this.matches.push({ code, players, rounds: [], rating: undefined, endsAfter });
    for (const player of players) void player.come();
  }

  async #ask(path: string, body: unknown): Promise<Response> {
    const answer = await fetch(this.url + path, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async kill(): Promise<void> {
    await this.#server.kill();
    this.#server = await startWorkerd({ state: this.#state, port: this.#port, around: AROUND });
  }

  async #get<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T | undefined> {
    const answer = await fetch(this.url + path).catch(() => undefined);
    return answer?.ok ? v.parse(schema, await answer.json()) : undefined;
  }

  async results(code: string): Promise<readonly Result[]> {
    const told = await this.#get(`/api/matches/${code}/results`, v.object({ results: v.array(Result) }));
    return told?.results ?? [];
  }

  rating(code: string, round: number): Promise<RoundRating | undefined> {
    return this.#get(`/api/matches/${code}/rounds/${round}/rating`, RoundRating);
  }

  /** Looks which matches have ended: their players go. @returns how many have ended by now */
  async look(): Promise<number> {
    await Promise.all(
      this.matches.map(async (match) => {
        if (match.rounds.length > 0 || performance.now() < match.endsAfter) return;
        match.rounds = (await this.results(match.code)).map(({ round }) => round);
        if (match.rounds.length > 0) for (const player of match.players) player.stop();
      }),
    );
    return this.matches.filter(({ rounds }) => rounds.length > 0).length;
  }

  /** Looks what has become of rounds that have ended. @returns whether all are rated, or never will be */
  async lookAtRatings(): Promise<boolean> {
    await Promise.all(
      this.matches.map(async (match) => {
        if (match.rating || match.rounds.length === 0) return;
        const rating = await this.rating(match.code, 1);
        if (rating?.state !== "pending") match.rating = rating;
      }),
    );
    return this.matches.every(({ rating }) => rating !== undefined);
  }

  /** Waits until all rounds have ended and no rating is pending, and compares what matches and ladder say. */
  async settle(timeout = 120_000): Promise<Books> {
    const end = performance.now() + timeout;
    for (;;) {
      await this.look();
      if ((await this.lookAtRatings()) || performance.now() > end) return this.#books();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  async #books(): Promise<Books> {
    const { rounds, seekers } = await this.#ladder();
    const told = rounds.map(({ facts: { code, round } }) => `${code}/${round}`);
    const played = this.matches.flatMap(({ code, rounds: ended }) => ended.map((round) => `${code}/${round}`));
    const unknown = this.matches.filter(({ rating }) => rating?.state !== "rated").length;
    const changes = this.matches.flatMap(({ rating }) => (rating?.state === "rated" ? rating.changes : []));
    return {
      played: played.length,
      applied: told.length,
      twice: told.length - new Set(told).size + told.filter((one) => !played.includes(one)).length,
      lost: played.filter((one) => !told.includes(one)).length + unknown,
      penalties:
        changes.filter(({ left }) => left).length + seekers.filter(({ pausedUntil }) => pausedUntil > 0).length,
      miscounted: seekers.filter(({ rounds: count }) => count !== 1).length,
      faults: rounds.reduce((sum, { facts }) => sum + facts.faults, 0),
    };
  }

  async #ladder(): Promise<v.InferOutput<typeof Told>> {
    const place = { game: GAME, mode: MODE, season: seasonOf(Date.now()) };
    const players = this.matches.flatMap((match) => match.players.map(({ id }) => id));
    const rounds: v.InferOutput<typeof Told>["rounds"] = [];
    for (;;) {
      const from = rounds.length + 1;
      const answer = v.parse(Told, await (await this.#ask("/test/ladder", { place, players, from })).json());
      rounds.push(...answer.rounds);
      if (answer.rounds.length === 0) return { rounds, seekers: answer.seekers };
    }
  }

  async stop(): Promise<void> {
    for (const { players } of this.matches) for (const player of players) player.stop();
    await this.#server.stop();
    rmSync(this.#state, { recursive: true, force: true });
  }
}
