/**
 * The Matchmaker Durable Object, which older builds have one of: it hands over to pools and quotas what they have stored here, and
 * passes on what their Workers and matches tell it. This build asks it nothing but whether that is done. docs/decisions/pools.md
 */
import { DurableObject } from "cloudflare:workers";
import type { MatchInfo } from "#shared/protocol/index.ts";
import type { Games } from "#shared/sim/index.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { log } from "../log.ts";
import type { MatchReport, Opener, Reservation } from "../match/spec.ts";
import { poolFor, quotaOf } from "../objects.ts";
import type { HeardReport, Placement } from "../pool/rpc.ts";
import { LOCAL } from "../regions.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { Doors } from "./doors.ts";
import type { MatchmakerRpc, OldPlayRequest } from "./rpc.ts";
import { Stored } from "./stored.ts";

/** So many matches are listed: what older Workers expect. */
const MOST_LISTED = 50;

const FORM: StorageForm = { of: "matchmaker", upgrades: [] };

type Mode = Pick<MatchInfo, "game" | "mode">;

function byMode(all: readonly HeardReport[]): Iterable<readonly HeardReport[]> {
  const groups = new Map<string, HeardReport[]>();
  for (const one of all) {
    const { game, mode } = one.report;
    const key = JSON.stringify([game, mode]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups.values();
}

export class MatchmakerObject extends DurableObject<Env> implements MatchmakerRpc {
  readonly #games: Games;
  readonly #clock = new Clock();
  readonly #doors: Doors;
  readonly #stored: Stored;
  #moving: Promise<void> | undefined;

  /** @param games whose pools there are: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    this.#games = games;
    // Without it no match is lost: what older builds tell it they tell again.
    new StorageVersion(ctx.storage, FORM).stamp();
    this.#doors = new Doors(ctx.storage.sql);
    this.#stored = new Stored(ctx.storage.sql);
  }

  #pool({ game, mode }: Mode) {
    return poolFor(this.env, { game, mode, region: LOCAL });
  }

  /** Begun by the first call of any method; begun anew after a failure. */
  moved(): Promise<void> {
    this.#moving ??= this.#move().catch((error: unknown) => {
      this.#moving = undefined;
      throw error;
    });
    return this.#moving;
  }

  /** Rows leave only once their new owner has them: a kill at any moment loses none, and what is handed over twice counts once. */
  async #move(): Promise<void> {
    const matches = this.#stored.matches();
    for (const group of byMode(matches)) await this.#moveMatches(group);
    const [openings, days] = [this.#stored.openings(), this.#stored.days()];
    for (const address of new Set([...openings.keys(), ...days.keys()])) {
      const opened = openings.get(address) ?? [];
      await quotaOf(this.env, address).adopt(opened, days.get(address));
      const now = this.#clock.now();
      for (const { code } of opened) this.#doors.note(code, { address }, now);
      this.#stored.letGoOfNetwork(address);
    }
    this.#stored.drop();
    if (matches.length + openings.size + days.size > 0)
      log.info("matchmaker_moved", { matches: matches.length, networks: openings.size });
  }

  async #moveMatches(group: readonly HeardReport[]): Promise<void> {
    const [{ report: pool }] = group;
    await this.#pool(pool).adopt(group);
    const now = this.#clock.now();
    for (const { report } of group) this.#doors.note(report.code, { pool }, now);
    this.#stored.letGoOfMatches(group.map(({ report: { code } }) => code));
  }

  async play(request: OldPlayRequest): Promise<Placement> {
    await this.moved();
    const placement = await this.#pool(request).play({ ...request, region: LOCAL });
    // The older Worker tells a refusal by the code alone.
    if (typeof placement === "string") this.#doors.note(placement, { pool: request }, this.#clock.now());
    return placement;
  }

  async opens(code: string, { player, address }: Opener): Promise<boolean> {
    await this.moved();
    const isCounted = await quotaOf(this.env, address).open(code, player);
    if (isCounted) this.#doors.note(code, { address }, this.#clock.now());
    return isCounted;
  }

  async takeFlight(address: string): Promise<number> {
    await this.moved();
    return quotaOf(this.env, address).takeTrace();
  }

  async report(report: MatchReport): Promise<void> {
    await this.moved();
    const { code, listed, status } = report;
    this.#doors.note(code, { pool: listed ? report : undefined }, this.#clock.now());
    const { address } = this.#doors.of(code);
    await Promise.all([
      listed && this.#pool(report).report(report),
      address !== undefined && quotaOf(this.env, address).heard(code, status === "ended"),
    ]);
  }

  async refused(code: string, player: string, reason: Extract<Reservation, { ok: false }>["reason"]): Promise<void> {
    await this.moved();
    const { pool } = this.#doors.of(code);
    if (pool) await this.#pool(pool).refused(code, player, reason);
  }

  async forget(code: string): Promise<void> {
    await this.moved();
    const { pool, address } = this.#doors.of(code);
    await Promise.all([
      pool && this.#pool(pool).forget(code),
      address !== undefined && quotaOf(this.env, address).close(code),
    ]);
    this.#doors.forget(code);
  }

  async list(): Promise<MatchInfo[]> {
    await this.moved();
    const places = [...this.#games.values()].flatMap(({ name, modes }) =>
      Object.keys(modes).map((mode) => ({ game: name, mode, region: LOCAL })),
    );
    const snapshots = await Promise.all(places.map((place) => poolFor(this.env, place).snapshot(place)));
    const people = ({ players, spectators }: MatchInfo) => players + spectators;
    return snapshots
      .flatMap(({ matches }) => matches)
      .sort((a, b) => people(b) - people(a))
      .slice(0, MOST_LISTED);
  }
}
