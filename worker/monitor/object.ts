/** The Monitor Durable Object: what the server's operators see, and what they have done. */
import { DurableObject } from "cloudflare:workers";
import type { ActPage, ActRow } from "#shared/monitor/index.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import type { Act, Counted, Fault, MonitorRpc, MonitorSnapshot } from "./rpc.ts";

export class MonitorObject extends DurableObject<Env> implements MonitorRpc {
  readonly #clock = new Clock();

  async count(_counted: readonly Counted[]): Promise<void> {}

  async fault(_fault: Fault): Promise<void> {}

  async act(act: Act): Promise<ActRow> {
    return { ...act, id: crypto.randomUUID(), at: this.#clock.date() };
  }

  async settle(): Promise<ActRow | undefined> {
    return undefined;
  }

  async acts(): Promise<ActPage> {
    return { acts: [] };
  }

  async snapshot(): Promise<MonitorSnapshot> {
    return { at: this.#clock.date(), pools: [], matches: [], ladders: [], refusals: [], counters: [] };
  }
}
