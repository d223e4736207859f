/** What there is to a player of a round that counts: a button beside each name, and a sheet that it opens. */
import { html, nothing, type TemplateResult } from "lit-html";
import { ref } from "lit-html/directives/ref.js";
import type { GradeChange } from "#shared/protocol/ladder.ts";
import { changeText, gradeView } from "../ladder/grade.ts";
import type { PlayerActs } from "../ladder/player-acts.ts";
import { icons } from "../parts/icons.ts";
import { asModal } from "../parts/modal.ts";
import { profilePath } from "../router.ts";

export interface PlayerSheetOptions {
  readonly acts: PlayerActs;
  redraw(): void;
}

export class PlayerSheet {
  readonly #options: PlayerSheetOptions;
  /** Of the player that it is about; undefined while it is closed. */
  #about: GradeChange | undefined;

  constructor(options: PlayerSheetOptions) {
    this.#options = options;
  }

  #show(about: GradeChange | undefined): void {
    this.#about = about;
    this.#options.acts.forget();
    this.#options.redraw();
  }

  close(): void {
    if (this.#about) this.#show(undefined);
  }

  /** The button in the player's row. @param about undefined where it is not known yet who it is: then its place is kept */
  button(about: GradeChange | undefined, name: string): TemplateResult {
    const label = `${name}: profile and more`;
    return html`
      <button class="quiet acts" aria-label=${label} title=${label} ?disabled=${about === undefined}
        data-testid="acts-${about?.seat ?? nothing}" @click=${() => this.#show(about)}>${icons.more}</button>`;
  }

  view(): TemplateResult | typeof nothing {
    const about = this.#about;
    if (!about) return nothing;
    const { player, name, tag, before, after } = about;
    return html`
      <dialog class="panel notice player-sheet" aria-labelledby="sheet-title" data-testid="player-sheet" ${ref(asModal)}
        @close=${() => this.#show(undefined)} @keydown=${(event: Event) => event.stopPropagation()}>
        <header>
          <h2 id="sheet-title"><bdi class="name">${name}</bdi> <span class="name-tag">#${tag}</span></h2>
          <button class="quiet" aria-label="Close" data-testid="sheet-close" @click=${() => this.#show(undefined)}>${icons.close}</button>
        </header>
        <p>${gradeView(after)} ${after.points} points ${before ? html`<span class="dim">(${changeText(before.points, after.points)} in this round)</span>` : nothing}</p>
        <a class="button" href=${profilePath(player)} target="_blank" rel="noopener" data-testid="sheet-profile">Profile and last rounds</a>
        ${this.#options.acts.view(about)}
      </dialog>`;
  }
}
