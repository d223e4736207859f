/** The Quota Durable Object: a shell that gives the counts of one network their disk, the time, and an end. */
import { DurableObject } from "cloudflare:workers";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { Openings, SILENT_MS } from "./openings.ts";
import type { QuotaRpc, StoredDay, StoredOpening } from "./rpc.ts";
import { TraceDay } from "./trace-day.ts";

interface Counts {
  readonly openings: Openings;
  readonly traceDay: TraceDay;
}

const FORM: StorageForm = { of: "quota", upgrades: [] };

export class QuotaObject extends DurableObject<Env> implements QuotaRpc {
  readonly #clock = new Clock();
  readonly #version: StorageVersion;
  /** Made with the first count: an object that has nothing to count leaves nothing on disk. */
  #counts: Counts | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#version = new StorageVersion(ctx.storage, FORM);
  }

  open(code: string, player: string): Promise<boolean> {
    return this.#count(({ openings }, now) => openings.open(code, player, now), true);
  }

  heard(code: string, over: boolean): Promise<void> {
    return this.#count(({ openings }, now) => openings.heard(code, over, now), undefined);
  }

  close(code: string): Promise<void> {
    return this.#count(({ openings }) => openings.close(code), undefined);
  }

  takeTrace(): Promise<number> {
    return this.#count(({ traceDay }, now) => traceDay.take(now), 0);
  }

  adopt(opened: readonly StoredOpening[], day: StoredDay | undefined): Promise<void> {
    return this.#count(({ openings, traceDay }, now) => {
      for (const opening of opened) openings.adopt(opening, now);
      if (day) traceDay.adopt(day, now);
    }, undefined);
  }

  /**
   * @param uncounted the answer where a newer build has stored the counts, which are left alone: the other limits of an address
   * still hold, and no player is kept from playing
   */
  async #count<T>(work: (counts: Counts, now: number) => T, uncounted: T): Promise<T> {
    if (this.#version.isTooNew) return uncounted;
    this.#version.stamp();
    const { storage } = this.ctx;
    const now = this.#clock.now();
    this.#counts ??= { openings: new Openings(storage.sql, now), traceDay: new TraceDay(storage.sql, now) };
    const answer = work(this.#counts, now);
    // What is counted goes when it is over: there is an object for each network that opens a match.
    if ((await storage.getAlarm()) === null) await this.#ring();
    return answer;
  }

  async #ring(): Promise<void> {
    await this.ctx.storage.setAlarm(this.#clock.date() + SILENT_MS);
  }

  override async alarm(): Promise<void> {
    if (this.#version.isTooNew) return this.#ring();
    const isNeeded = await this.#count(({ openings, traceDay }, now) => {
      const [open, day] = [openings.expire(now), traceDay.expire(now)];
      return open > 0 || day;
    }, true);
    if (isNeeded) return;
    this.#counts = undefined;
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }
}
