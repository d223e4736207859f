/** The seats of a match: who has them, and who may not come back. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { MatchAct, MatchLook } from "#shared/monitor/index.ts";
import { profilePath } from "../../router.ts";
import { removals } from "./removals.ts";

export interface SeatsOptions {
  /** How many there are. */
  readonly count: number;
  readonly isPending: boolean;
  ask(act: MatchAct): void;
}

function seatView(seat: MatchLook["seats"][number], { isPending, ask }: SeatsOptions): TemplateResult {
  const { seat: number, name, kind, player, away } = seat;
  const shown = html`<bdi class="name">${name}</bdi>`;
  return html`
    <li>
      <span class="dim">${number}</span>
      ${player === undefined ? shown : html`<a class="player" href=${profilePath(player)} target="_blank" rel="noopener">${shown}</a>`}
      ${kind === "bot" ? html`<span class="tag">bot</span>` : nothing}
      ${away ? html`<span class="tag away">away</span>` : nothing}
      ${kind === "player" && away ? removals({ seat: number, name, isPending, ask }) : nothing}
    </li>`;
}

export function seatsView({ seats, barred }: MatchLook, options: SeatsOptions): TemplateResult {
  const free = options.count - seats.length;
  return html`
    <section class="panel" aria-labelledby="seats">
      <header><h2 id="seats">Seats</h2><span class="dim">${free > 0 ? `${free} free` : "all taken"}</span></header>
      <ol class="seat-list" data-testid="seats">${seats.map((seat) => seatView(seat, options))}</ol>
      ${
        barred.length === 0
          ? nothing
          : html`<p data-testid="barred">May not come back: ${barred.map((name, i) => html`${i > 0 ? ", " : ""}<bdi>${name}</bdi>`)}</p>`
      }
    </section>`;
}
