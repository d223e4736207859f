/**
 * What a spectator looks with: the director, which chooses a player to follow, and the scrubber, to look back. A player has no use
 * for it, so only spectators load it.
 */
import "../styles/watch.css";
import "../styles/spectator.css";
import { html, type nothing, type TemplateResult } from "lit-html";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { Playhead } from "#client/session/recording/playhead.ts";
import type { Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { GameView } from "../games/game-view.ts";
import { cardOf } from "../games/index.ts";
import type { ActionId } from "../input/actions.ts";
import type { PageScope } from "../page-scope.ts";
import type { Mishaps } from "../stage/mishaps.ts";
import { type Candidate, Director } from "./director.ts";
import type { Eye } from "./eye.ts";
import { KeyLegend } from "./key-legend.ts";
import { Marks } from "./marks.ts";
import { type CardOptions, cardView } from "./player-card.ts";
import { Scrubber } from "./scrubber.ts";
import { type SpectateOptions, spectateView } from "./spectate.ts";

/** Ticks of the past that are looked through for marks, at each drawn frame. */
const MARKED = 40;

export interface SpectatingOptions {
  readonly session: Session;
  readonly view: GameView;
  readonly eye: Eye;
  readonly scope: PageScope;
  readonly mishaps: Mishaps;
  readonly settings: SettingsStore;
  /** Shows nothing over the picture. */
  clean(): void;
  redraw(): void;
}

export class Spectating {
  readonly #options: SpectatingOptions;
  readonly #director = new Director();
  readonly legend: KeyLegend;
  #scrubber: Scrubber | undefined;

  constructor(options: SpectatingOptions) {
    this.#options = options;
    const { view, settings, redraw } = options;
    const lacks: ReadonlySet<ActionId> = new Set<ActionId>([
      ...(view.interest ? [] : (["director"] as const)),
      ...(view.sight === "follow" ? [] : (["free"] as const)),
    ]);
    this.legend = new KeyLegend({ settings, has: (action) => !lacks.has(action), redraw });
  }

  card(options: CardOptions): TemplateResult | typeof nothing {
    return cardView(options);
  }

  /** Undefined before there is anything to look back at. */
  get scrubber(): Scrubber | undefined {
    return this.#scrubber;
  }

  /** The picture has jumped: what comes next does not follow from what came before. */
  cut(): void {
    this.#director.cut();
  }

  /** Looks for marks, and for a player to follow. At each drawn frame. */
  look(world: WorldBase, now: number): void {
    const { session, eye, view } = this.#options;
    const { playhead } = session;
    if (session.seat >= 0 || playhead === undefined) return;
    // Another playhead is another match, as after an update.
    if (this.#scrubber?.playhead !== playhead) this.#scrub(playhead, world.layout.game.name);
    this.#scrubber?.marks?.look(MARKED);
    // While nothing moves, no player's interest changes.
    if (view.interest === undefined || playhead.state === "paused") return;
    const candidates: Candidate[] = [];
    for (let seat = 0; seat < world.config.seats; seat++) {
      const interest = view.interest(world, seat);
      if (interest !== undefined) candidates.push({ seat, interest });
    }
    eye.suggest(this.#director.direct(candidates, now));
  }

  #scrub(playhead: Playhead, game: string): void {
    const { redraw } = this.#options;
    const scrubber = new Scrubber(playhead, redraw);
    this.#scrubber = scrubber;
    void this.#mark(scrubber, game);
  }

  /** Through a view of its own: the one that draws may remember what it has told. */
  async #mark(scrubber: Scrubber, game: string): Promise<void> {
    const { session, scope, mishaps } = this.#options;
    const { footage } = session;
    try {
      const view = await scope.ask(async () => limited(CODE_MS, async () => cardOf(game)?.view()));
      if (footage && view)
        scrubber.marks = new Marks(footage.again(), (events, world) => view.news(events, world).length > 0);
    } catch (error) {
      mishaps.met("marks", error);
    }
  }

  /** The deck: what a spectator can do; and by which keys. */
  deck(
    options: Omit<SpectateOptions, "scrubber" | "hasDirector" | "hasCamera" | "eye" | "changed" | "clean" | "keys">,
  ): TemplateResult {
    const { view, eye, redraw, clean } = this.#options;
    return html`${this.legend.view()}${spectateView({
      ...options,
      eye,
      hasDirector: view.interest !== undefined,
      hasCamera: view.sight === "follow",
      scrubber: this.#scrubber,
      clean,
      keys: () => this.legend.toggle(),
      changed: redraw,
    })}`;
  }
}
