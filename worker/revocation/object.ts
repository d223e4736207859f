/** The Revocation Durable Object: a shell that gives revocations their disk, the time, and an end. */
import { DurableObject } from "cloudflare:workers";
import { TOKEN_MS } from "../auth/players.ts";
import { DAY_MS } from "../clock.ts";
import type { Env } from "../env.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import type { RevocationRpc, Revocations, Revoked } from "./rpc.ts";

const FORM: StorageForm = { of: "revocation", upgrades: [] };

/** A token may be renewed until every isolate has heard of the revocation: so a row stays for a day longer than a token. */
const KEPT_MS = TOKEN_MS + DAY_MS;
/** No token has this generation. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Its table: read by these columns alone. */
type Row = { player: string; least: number };

export class RevocationObject extends DurableObject<Env> implements RevocationRpc {
  readonly #version: StorageVersion;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#version = new StorageVersion(ctx.storage, FORM);
    if (this.#version.isTooNew) return;
    this.#version.stamp();
    this.#sql.exec(
      "CREATE TABLE IF NOT EXISTS revoked (player TEXT PRIMARY KEY, least INTEGER NOT NULL, expires INTEGER NOT NULL)",
    );
  }

  /** @throws {StorageTooNew} */
  get #sql(): SqlStorage {
    this.#version.check();
    return this.ctx.storage.sql;
  }

  async revoke(player: string, seen: number): Promise<Revoked> {
    return this.#put(player, seen + 1);
  }

  async forbid(player: string): Promise<Revoked> {
    return this.#put(player, NEVER);
  }

  async list(): Promise<Revocations> {
    const rows = this.#sql.exec<Row>("SELECT player, least FROM revoked WHERE expires > ?", Date.now());
    return Object.fromEntries([...rows].map(({ player, least }) => [player, least]));
  }

  async #put(player: string, least: number): Promise<Revoked> {
    this.#sql.exec(
      `INSERT INTO revoked VALUES (?, ?, ?)
       ON CONFLICT (player) DO UPDATE SET least = MAX(least, excluded.least), expires = MAX(expires, excluded.expires)`,
      player,
      least,
      Date.now() + KEPT_MS,
    );
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY_MS);
    const list = await this.list();
    return { least: list[player], list };
  }

  override async alarm(): Promise<void> {
    if (this.#version.isTooNew) return this.ctx.storage.setAlarm(Date.now() + DAY_MS);
    this.#sql.exec("DELETE FROM revoked WHERE expires <= ?", Date.now());
    const { rows } = this.#sql.exec<{ rows: number }>("SELECT COUNT(*) AS rows FROM revoked").one();
    if (rows > 0) await this.ctx.storage.setAlarm(Date.now() + DAY_MS);
  }
}
