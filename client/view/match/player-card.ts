/** A spectator's card of the player that is followed: name, place and score, and what the HUD says of them. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Board, Gauge, NameOf } from "../games/game-view.ts";
import { markView } from "../parts/mark.ts";
import { gaugesView } from "./hud.ts";

export interface CardOptions {
  readonly board: Board;
  readonly seat: number;
  readonly nameOf: NameOf;
  /** Empty while the player has no body. */
  readonly gauges: readonly Gauge[];
}

export function cardView({ board, seat, nameOf, gauges }: CardOptions): TemplateResult | typeof nothing {
  const row = board.rows.find((one) => one.seat === seat);
  if (row === undefined) return nothing;
  return html`
    <section class="player-card" data-over aria-label="Player followed" data-testid="player-card">
      <div class="card-who">
        ${markView(row.mark)} <bdi class="name">${nameOf(seat)}</bdi>
        <span class="tag">#${row.rank}</span>
        ${gauges.length === 0 ? html`<span class="tag away">out</span>` : nothing}
        <dl class="card-figures">
          ${board.columns.map((column, i) => html`<div><dt>${column}</dt><dd>${row.cells[i]}</dd></div>`)}
        </dl>
      </div>
      ${gauges.length === 0 ? nothing : html`<div class="card-gauges">${gaugesView(gauges)}</div>`}
    </section>`;
}
