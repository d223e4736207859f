/** The Reports Durable Object: a shell that gives the reports of a server their disk, the time, and an end. */
import { DurableObject } from "cloudflare:workers";
import type { ReportPage } from "#shared/protocol/reports.ts";
import { Clock, DAY_MS } from "../clock.ts";
import type { Env } from "../env.ts";
import { brief, log } from "../log.ts";
import { counted } from "../telling.ts";
import type { Filed, Flag, Report, ReportQuery, ReportSource, ReportsRpc } from "./rpc.ts";
import { MOST_A_DAY, ReportStore } from "./store.ts";

export class ReportsObject extends DurableObject<Env> implements ReportsRpc {
  readonly #clock = new Clock();
  readonly #store: ReportStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new ReportStore(ctx.storage);
  }

  async file(report: Report): Promise<Filed> {
    const now = this.#clock.date();
    const before = this.#store.idOf(report);
    if (before !== undefined) return { ok: true, id: before };
    const lately = this.#store.lately(report.reporter, now);
    if (lately.length >= MOST_A_DAY) {
      // A clock that was set ahead once must not keep a player from reporting for longer than a day.
      const wait = Math.min(DAY_MS, lately[0] + DAY_MS - now);
      return { ok: false, retryAfter: Math.max(1, Math.ceil(wait / 1000)) };
    }
    const id = crypto.randomUUID();
    this.#store.addReport(id, report, now);
    log.info("player_reported", { code: brief(report.code), reason: report.reason });
    counted("scrim_reports_total", { reason: report.reason });
    await this.#ring();
    return { ok: true, id };
  }

  async flag(flag: Flag): Promise<string> {
    const id = crypto.randomUUID();
    this.#store.addFlag(id, flag, this.#clock.date());
    log.info("player_flagged", { code: brief(flag.code), figures: flag.figures.map(({ name }) => name).join(" ") });
    await this.#ring();
    return id;
  }

  async page(query: ReportQuery): Promise<ReportPage> {
    this.#store.expire(this.#clock.date());
    return this.#store.page(query);
  }

  async source(id: string): Promise<ReportSource | undefined> {
    return this.#store.source(id);
  }

  async mark(id: string, what: string): Promise<boolean> {
    return this.#store.mark(id, what, this.#clock.date());
  }

  async erase(player: string): Promise<void> {
    this.#store.erase(player);
  }

  async #ring(): Promise<void> {
    const { storage } = this.ctx;
    if ((await storage.getAlarm()) === null) await storage.setAlarm(this.#clock.date() + DAY_MS);
  }

  override async alarm(): Promise<void> {
    const { storage } = this.ctx;
    if (this.#store.isTooNew || this.#store.expire(this.#clock.date())) return this.#ring();
    this.#store.cleared();
    await storage.deleteAlarm();
    await storage.deleteAll();
  }
}
