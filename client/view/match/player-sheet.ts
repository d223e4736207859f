/** What there is to another player of a match: a button beside each name, and a sheet that it opens. */
import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import type { GradeChange } from "#shared/protocol/ladder.ts";
import { changeText, gradeView } from "../ladder/grade.ts";
import type { ActsAbout, PlayerActs } from "../ladder/player-acts.ts";
import { icons } from "../parts/icons.ts";
import { asModal } from "../parts/modal.ts";
import { profilePath } from "../router.ts";

export interface PlayerSheetOptions {
  readonly acts: PlayerActs;
  /** What the round has changed for the player of this seat; undefined where that is not known, or it does not count. */
  change(seat: number): GradeChange | undefined;
  /** The round that has ended; undefined where it is not known. */
  round(): ActsAbout["round"];
  redraw(): void;
}

export class PlayerSheet {
  readonly #options: PlayerSheetOptions;
  /** The player that it is about; undefined while it is closed. */
  #about: { readonly seat: number; readonly name: string } | undefined;

  constructor(options: PlayerSheetOptions) {
    this.#options = options;
  }

  #show(about: { readonly seat: number; readonly name: string } | undefined): void {
    this.#about = about;
    this.#options.acts.forget();
    this.#options.redraw();
  }

  close(): void {
    if (this.#about) this.#show(undefined);
  }

  /** The button in the player's row. */
  button(seat: number, name: string): TemplateResult {
    const label = `${name}: profile, report and more`;
    return html`
      <button class="quiet acts" aria-label=${label} title=${label} aria-haspopup="dialog" data-testid="acts-${seat}"
        @click=${() => this.#show({ seat, name })}>${icons.more}</button>`;
  }

  view(): TemplateResult | typeof nothing {
    if (!this.#about) return nothing;
    const { seat, name } = this.#about;
    const { acts, change, round } = this.#options;
    const player = change(seat);
    const shared = round();
    const close = () => this.close();
    return html`
      <dialog class="panel notice player-sheet" aria-labelledby="sheet-title" data-testid="player-sheet" ${ref(asModal)}
        @close=${close} @keydown=${(event: Event) => event.stopPropagation()}>
        <header>
          <h2 id="sheet-title"><bdi class="name">${name}</bdi>${player ? html` <span class="name-tag">#${player.tag}</span>` : nothing}</h2>
          <button class="quiet" aria-label="Close" data-testid="sheet-close" @click=${close}>${icons.close}</button>
        </header>
        ${player ? ratingOf(player) : nothing}
        ${acts.view({ name, player, round: shared && { ...shared, seat } })}
      </dialog>`;
  }
}

// Not in place of the match: there may be another round.
const ratingOf = ({ player, before, after }: GradeChange): TemplateResult => html`
  <p>${gradeView(after)} ${after.points} points ${before ? html`<span class="dim">(${changeText(before.points, after.points)} in this round)</span>` : nothing}</p>
  <a class="button" href=${profilePath(player)} target="_blank" rel="noopener" data-testid="sheet-profile">Profile and last rounds</a>`;
