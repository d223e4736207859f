/** The Player Durable Object: a shell that gives what is kept of one player its disk and the time. It sleeps between calls. */
import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { block, unblock } from "./blocked.ts";
import * as passkeys from "./passkeys.ts";
import type { Answered, KeptPlayer, Passkey, PlayerRpc, Profile, ProfileChange, Whereabouts } from "./rpc.ts";
import { PlayerStore } from "./store.ts";
import { current, GOOD_MS, leave, move } from "./whereabouts.ts";

type Queue = NonNullable<Whereabouts["queue"]>;

/** For so long after a player was deleted nothing is taken in: by then all isolates know that their tokens are revoked. */
export const ERASED_MS = 60_000;

export class PlayerObject extends DurableObject<Env> implements PlayerRpc {
  readonly #store: PlayerStore;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#store = new PlayerStore(ctx.storage);
  }

  async keep(name: string, generation: number): Promise<boolean> {
    if (this.#store.get("erased")) return false;
    const known = await this.profile();
    const profile = known ?? { name, since: Date.now(), settings: "{}", generation };
    const next = {
      ...profile,
      name: profile.name || name,
      generation: Math.max(generation, profile.generation),
    };
    if (!known || next.name !== known.name || next.generation !== known.generation) this.#store.put("profile", next);
    return true;
  }

  async all(): Promise<KeptPlayer | undefined> {
    const profile = await this.profile();
    return (
      profile && {
        profile,
        where: await this.whereabouts(),
        blocked: this.#store.get("blocked") ?? [],
        passkeys: this.#store.get("passkeys") ?? [],
      }
    );
  }

  async profile(): Promise<Profile | undefined> {
    return this.#store.get("profile");
  }

  async change({ name, settings }: ProfileChange): Promise<void> {
    const profile = await this.profile();
    if (!profile) return;
    this.#store.put("profile", {
      ...profile,
      ...(name !== undefined && { name }),
      ...(settings !== undefined && { settings }),
    });
  }

  async signOut(generation: number): Promise<void> {
    const profile = await this.profile();
    if (profile && profile.generation < generation) this.#store.put("profile", { ...profile, generation });
  }

  async erase(): Promise<void> {
    const { storage } = this.ctx;
    await storage.deleteAll();
    this.#store.put("erased", true);
    await storage.setAlarm(Date.now() + ERASED_MS);
  }

  override async alarm(): Promise<void> {
    const { queue } = await this.whereabouts();
    if (this.#store.get("profile")) return;
    if (queue && !this.#store.get("erased")) await this.ctx.storage.setAlarm(queue.at + GOOD_MS.queue);
    else await this.ctx.storage.deleteAll();
  }

  async moved<P extends keyof Whereabouts>(part: P, to: Whereabouts[P]): Promise<void> {
    await this.#note((where) => move(where, part, to));
  }

  async enterQueue(queue: Queue): Promise<Queue | undefined> {
    const where = this.#store.get("where") ?? {};
    this.#store.put("where", { ...where, queue });
    // Of a guest nothing else is there: what is noted goes with the search.
    if (!this.#store.get("profile")) await this.ctx.storage.setAlarm(Date.now() + GOOD_MS.queue);
    // However old it is: a pool that is asked in vain to let go of the player costs nothing, and one that is not asked has them twice.
    return where.queue;
  }

  async leaveQueue({ game, mode, region }: Queue): Promise<void> {
    const { queue, ...rest } = this.#store.get("where") ?? {};
    const isSame = queue?.game === game && queue.mode === mode && queue.region === region;
    if (isSame) this.#store.put("where", rest);
  }

  async gone(part: "match" | "party", code: string): Promise<void> {
    await this.#note((where) => leave(where, part, code));
  }

  async #note(change: (where: Whereabouts) => Whereabouts): Promise<void> {
    if (!(await this.profile())) return;
    const where = this.#store.get("where") ?? {};
    const next = change(where);
    if (next !== where) this.#store.put("where", next);
  }

  async whereabouts(): Promise<Whereabouts> {
    return current(this.#store.get("where") ?? {}, Date.now());
  }

  async blocked(): Promise<readonly string[]> {
    return (this.#store.get("blocked") ?? []).map(({ player }) => player);
  }

  async block(player: string, name: string): Promise<boolean> {
    const blocked = block(this.#store.get("blocked") ?? [], { player, name, at: Date.now() });
    if (!blocked || !(await this.keep("", 0))) return false;
    this.#store.put("blocked", blocked);
    return true;
  }

  async unblock(player: string): Promise<void> {
    const blocked = this.#store.get("blocked") ?? [];
    const left = unblock(blocked, player);
    if (left.length < blocked.length) this.#store.put("blocked", left);
  }

  async addPasskey(passkey: Passkey, answered: Answered): Promise<"added" | "full" | "replayed"> {
    const next = passkeys.add(this.#passkeys, passkey);
    if (!next) return "full";
    if (!this.#answer(answered) || !(await this.keep("", 0))) return "replayed";
    this.#store.put("passkeys", next);
    return "added";
  }

  async passkey(id: string): Promise<Passkey | undefined> {
    return this.#passkeys.find((one) => one.id === id);
  }

  async usePasskey(id: string, counter: number, answered: Answered): Promise<boolean> {
    const next = passkeys.use(this.#passkeys, id, counter, Date.now());
    if (!next || !this.#answer(answered)) return false;
    this.#store.put("passkeys", next);
    return true;
  }

  async removePasskey(id: string): Promise<boolean> {
    const before = this.#passkeys;
    const left = passkeys.remove(before, id);
    if (left.length === before.length) return false;
    this.#store.put("passkeys", left);
    return true;
  }

  get #passkeys(): readonly Passkey[] {
    return this.#store.get("passkeys") ?? [];
  }

  /** @returns false where the challenge was answered before */
  #answer(answered: Answered): boolean {
    const next = passkeys.answer(this.#store.get("answers") ?? [], answered, Date.now());
    if (next) this.#store.put("answers", next);
    return next !== undefined;
  }
}
