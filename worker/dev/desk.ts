/** Watches one match of a development server: holds its ticks, brings it under rules that were edited, and keeps it from its faults. */
import { placeOf } from "#shared/dev/place.ts";
import type { DevAct, DevCell, Stopped } from "#shared/dev/state.ts";
import { declaredVersion } from "#shared/dev/versions.ts";
import { type AnyGame, type Games, plan, setUp, WIDTHS } from "#shared/sim/index.ts";
import { messageOf, stackOf } from "../log.ts";
import type { DevHooks } from "../match/dev-hooks.ts";
import { Match } from "../match/match.ts";
import type { DevGames } from "./dev-games.ts";
import { KeptWorlds } from "./kept-worlds.ts";

export interface DeskOptions {
  readonly games: DevGames;
  /** The server's own code, which may be over: then the object is made anew. */
  readonly life: { readonly over: boolean };
  now(): number;
  /** Another match goes on in the place of the one in memory, with the same sockets. */
  goOnWith(match: Match): void;
  /** Ends the object's life in memory: the next request or socket begins another one, from what is stored. */
  abort(why: string): void;
}

export class Desk implements DevHooks {
  readonly #options: DeskOptions;
  readonly kept = new KeptWorlds();
  #paused = false;
  /** Ticks that are to be made while it is paused. */
  #steps = 0;
  #stopped: Stopped | undefined;
  /** Rules that the match can't go on under: it has stayed under those before. */
  #refused: AnyGame | undefined;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get stopped(): Stopped | undefined {
    return this.#stopped;
  }

  due(match: Match): boolean {
    const { abort, games, life } = this.#options;
    if (life.over) {
      abort("the server's own code was edited");
      return false;
    }
    const game = games.get(match.spec.game);
    if (game && game !== match.world.layout.game && game !== this.#refused && this.#change(match, game)) return false;
    if (this.#stopped) return false;
    if (this.#paused && this.#steps === 0) return false;
    if (this.#paused) this.#steps -= 1;
    this.kept.keep(match.world);
    return true;
  }

  /** Rules were edited. @returns whether the match goes on under them, in this same tick */
  #change(match: Match, game: AnyGame): boolean {
    const { games, goOnWith } = this.#options;
    const { world, spec } = match;
    const { tick } = world;
    const before = declaredVersion(world.layout.game.version);
    const after = declaredVersion(game.version);
    try {
      setUp(plan(game, spec.settings), 0);
      const next = this.#restore(match, games);
      if (!next) throw new Error("they do not take its world over");
      this.#stopped = undefined;
      this.#refused = undefined;
      goOnWith(next);
      const what =
        before === after
          ? "the rules changed and `version` did not"
          : `the rules changed, from version ${before} to ${after}`;
      const ends = before !== after && !game.migrate ? "; without `migrate`, a deployed match would end here" : "";
      this.#say("rules", `${what}: the match goes on from tick ${tick}${ends}`, tick);
      return true;
    } catch (error) {
      this.#refused = game;
      const text = `the match stays under the rules before: ${messageOf(error)} (tick ${tick})`;
      games.tell({ kind: "threw", game: spec.game, text: `${spec.game}: ${text}`, tick, at: placeOf(stackOf(error)) });
      return false;
    }
  }

  #say(kind: "rules", text: string, tick: number): void {
    const game = this.#game;
    this.#options.games.tell({ kind, game, text: `${game}: ${text}`, tick });
  }

  #game = "";

  /** The match anew, from its world as it stands. */
  #restore(match: Match, games: Games): Match | undefined {
    this.#game = match.spec.game;
    return Match.restore(match.save(), this.#options.now(), games, { anew: true });
  }

  /** Its game has thrown: it stands still where it was before, until its rules are mended, or it is let go on. */
  failed(match: Match, error: unknown): boolean {
    const { games, goOnWith } = this.#options;
    const { world, spec } = match;
    if (!this.kept.bringLast(world)) return false;
    world.past.clear();
    try {
      // Under the rules that it had, though others may be loaded by now: those are tried next.
      const next = this.#restore(match, new Map([...games, [spec.game, world.layout.game]]));
      if (!next) return false;
      this.#stopped = { text: messageOf(error), at: placeOf(stackOf(error)), tick: world.tick };
      this.#steps = 0;
      goOnWith(next);
      return true;
    } catch (failure) {
      console.error(`${spec.game}: the match can't stand still either: ${messageOf(failure)}`);
      return false;
    }
  }

  /** @returns why it can't be done; undefined where it is done */
  act(match: Match, act: DevAct): string | undefined {
    switch (act.act) {
      case "pause":
        this.#paused = true;
        return undefined;
      case "run":
        this.#paused = false;
        this.#stopped = undefined;
        return undefined;
      case "step":
        this.#paused = true;
        this.#stopped = undefined;
        this.#steps += act.ticks;
        return undefined;
      case "back":
      case "fork":
        return this.#back(match, act.tick, act.act === "back");
      case "edit":
        return this.#edit(match, act, act.value);
    }
  }

  #back(match: Match, tick: number, pauses: boolean): string | undefined {
    if (!this.kept.bring(match.world, tick)) return `tick ${tick} is not kept`;
    return this.#from(match, pauses);
  }

  /** Goes on from its world, which was changed. */
  #from(match: Match, pauses: boolean): string | undefined {
    match.world.past.clear();
    const { games, goOnWith } = this.#options;
    const next = this.#restore(match, new Map([...games, [match.spec.game, match.world.layout.game]]));
    if (!next) return "the match does not go on from there";
    this.#paused = pauses;
    this.#steps = 0;
    this.#stopped = undefined;
    this.kept.keep(next.world);
    goOnWith(next);
    return undefined;
  }

  #edit(match: Match, { table, column, row }: DevCell, value: number): string | undefined {
    const view = match.world.views.find(({ placed }) => placed.name === table);
    const index = view?.placed.index.get(column);
    if (!view || index === undefined || row >= view.capacity) return "there is no such cell";
    const { min, max } = WIDTHS[view.placed.columns[index].type];
    if (value < min || value > max) return `${column} holds ${min} to ${max}`;
    view.cells[index][row] = value;
    return this.#from(match, this.#paused);
  }
}
