/**
 * Helps a player through the first minute: the controls, who plays for an idle player, and from practice on to people.
 * Loaded after the first frame.
 */
import "../styles/hints.css";
import { html, nothing, type TemplateResult } from "lit-html";
import type { Drawn, Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import { SEAT } from "#shared/sim/seat.ts";
import { seatCells } from "#shared/sim/seat-cells.ts";
import type { GameView, NameOf } from "../games/game-view.ts";
import { cardOf } from "../games/index.ts";
import type { Used } from "../input/used.ts";
import { experience, isPractice } from "../parts/experience.ts";
import { Hints } from "./hints.ts";

export interface GuideOptions {
  readonly session: Session;
  readonly view: GameView;
  readonly used: Used;
  readonly settings: SettingsStore;
  readonly nameOf: NameOf;
  /** To a match with people. */
  again(): void;
}

/** A player who comes back is away for a moment until the server has heard of them, in milliseconds. */
const AWAY_MS = 1000;

export class Guide {
  readonly #options: GuideOptions;
  #hints: Hints | undefined;
  #drawn: Drawn | undefined;
  #awaySince: number | undefined;
  #now = 0;
  #later = false;

  constructor(options: GuideOptions) {
    this.#options = options;
  }

  /** A frame has been drawn. */
  look(drawn: Drawn, now: number): void {
    const { session } = this.#options;
    if (this.#drawn === undefined) this.#begin(drawn);
    this.#drawn = drawn;
    this.#now = now;
    const isAway = session.link.state === "live" && seatCells(drawn.known.seatTable).kind[session.seat] === SEAT.away;
    this.#awaySince = isAway ? (this.#awaySince ?? now) : undefined;
  }

  #begin({ world }: Drawn): void {
    const { view, used, settings } = this.#options;
    const { game } = world.layout;
    if (!isPractice(cardOf(game.name), world.config)) experience.set("played");
    this.#hints = new Hints({ game: game.name, hints: view.hints, used, settings });
  }

  view(): TemplateResult {
    const isAway = this.#awaySince !== undefined && this.#now - this.#awaySince >= AWAY_MS;
    return html`
      <div class="guide">
        ${this.#offer()}
        <div role="status" data-testid="idle">
          ${isAway ? html`<p class="panel idle" data-over="body">You were idle: a bot plays for you. Move to go on.</p>` : nothing}
        </div>
      </div>
      ${this.#hints?.view() ?? nothing}`;
  }

  /** After some success in practice. */
  #offer(): TemplateResult | typeof nothing {
    const { session, view, nameOf, again } = this.#options;
    const drawn = this.#drawn;
    const card = drawn && cardOf(drawn.world.layout.game.name);
    if (!drawn || !card?.practice || this.#later || !isPractice(card, drawn.world.config)) return nothing;
    const own = view.board(drawn.world, nameOf).rows.find(({ seat }) => seat === session.seat);
    if ((own?.cells[0] ?? 0) < card.practice.enough) return nothing;
    const later = () => {
      this.#later = true;
    };
    return html`
      <div class="panel onward" data-over="body" data-testid="onward" role="status">
        <span>You are doing well.</span>
        <button class="primary" data-testid="with-people" @click=${again}>Play with people</button>
        <button class="quiet" @click=${later}>Later</button>
      </div>`;
  }
}
