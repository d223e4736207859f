/** The Match object of a development server: it can be held, looked into and changed. */
import type { DevAct, DevAsked, DevCell, DevHistory, DevState } from "#shared/dev/state.ts";
import type { Env } from "../env.ts";
import { MatchObject } from "../match/object.ts";
import type { MatchRpc } from "../match/rpc.ts";
import { Desk } from "./desk.ts";
import type { DevGames } from "./dev-games.ts";
import { stateOf } from "./state.ts";

export interface DevMatchRpc extends MatchRpc {
  devState(asked: DevAsked): DevState | undefined;
  devHistory(cell: DevCell): DevHistory | undefined;
  /** @returns why it can't be done; undefined where it is done */
  devAct(act: DevAct): string | undefined;
}

export class DevMatchObject extends MatchObject implements DevMatchRpc {
  readonly #desk: Desk;
  readonly #games: DevGames;

  constructor(ctx: DurableObjectState, env: Env, games: DevGames, life: { readonly over: boolean }) {
    const desk = new Desk({
      ...{ games, life },
      now: () => this.now,
      goOnWith: (match) => this.goOnWith(match),
      abort: (why) => ctx.abort(why),
    });
    super(ctx, env, games, desk);
    this.#desk = desk;
    this.#games = games;
  }

  devState(asked: DevAsked): DevState | undefined {
    const { match } = this;
    return match && stateOf(match, this.#desk, this.#games.findingsOf(match.spec.game), asked);
  }

  devHistory(cell: DevCell): DevHistory | undefined {
    return this.#desk.kept.history(cell);
  }

  devAct(act: DevAct): string | undefined {
    return this.match ? this.#desk.act(this.match, act) : "there is no match";
  }
}
