/** The Ladder Durable Object: a shell that gives a ladder its disk, the time, and the ladders of earlier seasons. */

import { DurableObject } from "cloudflare:workers";
import type { LadderRow } from "#shared/monitor/index.ts";
import type { LadderPage, LadderProfile } from "#shared/protocol/ladder.ts";
import type { Games } from "#shared/sim/index.ts";
import { Clock } from "../clock.ts";
import type { Env } from "../env.ts";
import { ladderOf } from "../objects.ts";
import { type StorageForm, StorageVersion } from "../storage/version.ts";
import { startsFrom } from "./carry.ts";
import type { RoundFacts } from "./facts.ts";
import { Ladder, type LadderPorts } from "./ladder.ts";
import type { Applied, AppliedRound, KnownPlayer, LadderPlace, LadderQuery, LadderRpc, Leave, Seeker } from "./rpc.ts";

const FORM: StorageForm = { of: "ladder", upgrades: [] };

export class LadderObject extends DurableObject<Env> implements LadderRpc {
  readonly #version: StorageVersion;
  readonly #make: () => Ladder;
  #made: Ladder | undefined;

  /** @param games by which it knows its mode: worker/server.ts hands them in */
  constructor(ctx: DurableObjectState, env: Env, games: Games) {
    super(ctx, env);
    const clock = new Clock();
    this.#version = new StorageVersion(ctx.storage, FORM);
    const ports: LadderPorts = {
      storage: ctx.storage,
      carry: (place, players) => startsFrom(place, (earlier) => ladderOf(env, earlier).known(players)),
      isOffered: ({ game, mode }) => {
        const modes = games.get(game)?.modes ?? {};
        return Object.hasOwn(modes, mode) && modes[mode].queue !== undefined;
      },
      // Rounds and leaves have dates of other objects.
      now: () => clock.date(),
      turn: () => scheduler.wait(0),
    };
    this.#make = () => new Ladder(ports);
  }

  /** @throws {StorageTooNew} */
  get #ladder(): Ladder {
    this.#version.check();
    this.#made ??= this.#make();
    return this.#made;
  }

  async apply(place: LadderPlace, facts: RoundFacts): Promise<Applied> {
    this.#version.stamp();
    return this.#ladder.apply(place, facts);
  }

  async leave(place: LadderPlace, leave: Leave): Promise<number> {
    this.#version.stamp();
    return this.#ladder.leave(place, leave);
  }

  async seek(place: LadderPlace, players: readonly string[]): Promise<readonly Seeker[]> {
    return this.#ladder.seek(place, players);
  }

  async page(place: LadderPlace, query: LadderQuery | undefined): Promise<Omit<LadderPage, "seasons">> {
    return this.#ladder.page(place, query);
  }

  async profile(place: LadderPlace, player: string): Promise<LadderProfile | undefined> {
    return this.#ladder.profile(place, player);
  }

  async known(players: readonly string[]): Promise<readonly KnownPlayer[]> {
    return this.#ladder.known(players);
  }

  async isUsed(): Promise<boolean> {
    return this.#ladder.isUsed;
  }

  async summary(place: LadderPlace): Promise<LadderRow | undefined> {
    return this.#ladder.summary(place);
  }

  async rename(player: string, name: string): Promise<void> {
    this.#ladder.rename(player, name);
  }

  async erase(player: string): Promise<void> {
    this.#ladder.erase(player);
  }

  async rounds(_place: LadderPlace, from: number, limit: number): Promise<readonly AppliedRound[]> {
    return this.#ladder.rounds(from, limit);
  }
}
