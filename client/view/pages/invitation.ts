/** Asks a player who comes by a link, and has no name yet, for one. */
import { html, type TemplateResult } from "lit-html";
import { wordmark } from "../parts/icons.ts";
import type { NameField } from "../parts/name-field.ts";

export interface InvitationOptions {
  /** The game and the mode, in words; empty before they are known. */
  readonly match: string;
  readonly nameField: NameField;
  join(): void;
}

export function invitationView({ match, nameField, join }: InvitationOptions): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (nameField.commit()) join();
  };
  return html`
    <main class="centred">
      <form class="panel notice" @submit=${submit}>
        ${wordmark}
        <h1>You are invited</h1>
        <p class="what" role="status">${match}</p>
        ${nameField.view()}
        <button class="primary big" data-testid="join">Join the match</button>
      </form>
    </main>`;
}
