/** The Transfer Durable Object: a shell that gives an offer its disk, the time, and an end. */
import { DurableObject } from "cloudflare:workers";
import * as v from "valibot";
import type { Env } from "../env.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { guess, newOffer, OFFER_MS, StoredOffer, stateOf } from "./offer.ts";
import type { Offer, Offered, OfferState, TransferRpc } from "./rpc.ts";

const KEY = "offer";

const FORM: StorageForm = { of: "transfer", upgrades: [] };

/** The device that made the code still hears for so long what became of it. */
const TOLD_MS = 60_000;

export class TransferObject extends DurableObject<Env> implements TransferRpc {
  readonly #version: StorageVersion;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#version = new StorageVersion(ctx.storage, FORM);
  }

  get #offer(): StoredOffer | undefined {
    this.#version.check();
    const stored = v.safeParse(StoredOffer, this.ctx.storage.kv.get(KEY));
    return stored.success ? stored.output : undefined;
  }

  set #offer(offer: StoredOffer) {
    this.#version.stamp();
    this.ctx.storage.kv.put(KEY, offer);
  }

  async offer(offer: Offer): Promise<boolean> {
    if (this.#offer) return false;
    this.#offer = newOffer(offer);
    await this.ctx.storage.setAlarm(Date.now() + OFFER_MS + TOLD_MS);
    return true;
  }

  async look(secret: string): Promise<Offered | undefined> {
    return this.#open(secret, false);
  }

  async take(secret: string): Promise<Offered | undefined> {
    return this.#open(secret, true);
  }

  #open(secret: string, taken: boolean): Offered | undefined {
    const before = this.#offer;
    if (!before) return undefined;
    const { offer, isRight } = guess(before, secret, Date.now());
    if (offer !== before || (isRight && taken)) this.#offer = { ...offer, taken: isRight && taken };
    const { player, generation, expires } = offer;
    return isRight ? { player, generation, expires } : undefined;
  }

  async state(player: string): Promise<OfferState> {
    const offer = this.#offer;
    return offer?.player === player ? stateOf(offer, Date.now()) : "gone";
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
