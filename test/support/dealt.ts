/** A match of two in the game of secrets, or one like it, whose pages are stored when they would be. */
import { encodeUp } from "#shared/protocol/index.ts";
import { type AnyGame, type Layout, plan, type WorldBase } from "#shared/sim/index.ts";
import type { LoggedPages } from "#worker/archive/logged.ts";
import { type Page, replay } from "#worker/match/log/journal.ts";
import type { SavedMatch } from "#worker/match/log/saved.ts";
import { deal } from "./deal.ts";
import { type FakeClient, MatchBench } from "./match.ts";

/** The numbers of its commands. */
export const SWAP = 32;
export const SHOW = 33;

export class Dealt {
  readonly bench: MatchBench;
  readonly layout: Layout;
  readonly saved: { -readonly [K in keyof SavedMatch]: SavedMatch[K] };
  readonly ada: FakeClient;
  readonly bob: FakeClient;
  /** Why something was stored before any client heard of it. */
  readonly dues: string[] = [];
  #seq = 0;

  constructor(game: AnyGame = deal, settings: Readonly<Record<string, number>> = { seats: 3, ticks: 40, pause: 5 }) {
    this.bench = new MatchBench(settings, 1, 0, game);
    this.layout = plan(game, settings);
    this.saved = this.bench.match.save();
    this.#store();
    const rules = [`${game.name}-${game.version}`];
    this.ada = this.bench.join("ada", rules);
    this.bob = this.bench.join("bob", rules);
  }

  #store(): void {
    const { header, pages } = this.bench.match.takeUnsaved(false);
    const slots = new Map([...this.saved.pages, ...pages].map((page) => [page.slot, page]));
    const startTick = slots.get(0)?.startTick;
    const current = [...slots.values()].filter((page) => page.startTick === startTick);
    this.saved.pages = current.sort((a, b) => a.slot - b.slot);
    this.saved.header = header ?? this.saved.header;
  }

  run(ticks: number): void {
    for (let n = 0; n < ticks; n++) {
      this.bench.now += 1000 / this.bench.match.tickRate;
      this.bench.match.tick(this.bench.now, (due) => {
        this.dues.push(due);
        this.#store();
      });
      this.#store();
    }
  }

  /** The player gives a command for the next tick. */
  give(client: FakeClient, number: number, card: number): void {
    this.#seq += 1;
    const tick = this.bench.match.tickNumber + 1;
    const commands = [{ tick, seq: (7 << 16) + this.#seq, number, args: [card, 0, 0] }];
    this.bench.say(client, encodeUp({ type: "commands", commands }));
  }

  /** The server's world. */
  get world(): WorldBase {
    return replay(this.layout, this.bench.match.save().pages);
  }

  /** What is stored, as a replay is made of it. */
  get log(): LoggedPages<Page> {
    const { pages } = this.saved;
    return {
      length: pages.length,
      begins: pages.flatMap(({ opening }, n) => (opening ? [n] : [])),
      page: (n) => pages[n],
    };
  }
}
