/** Tells a player who comes by a link, and has no name yet, who invites and who is there, and asks for a name. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { MatchDetail, SeatedPlayer } from "#shared/protocol/http.ts";
import { titleOf } from "../games/index.ts";
import { icons, wordmark } from "../parts/icons.ts";
import type { NameField } from "../parts/name-field.ts";

export interface InvitationOptions {
  /** Undefined before it is known. */
  readonly match: MatchDetail | undefined;
  /** The seat of the player who invites, as the link has it. */
  readonly by: number | undefined;
  readonly nameField: NameField;
  join(): void;
}

/** So many are named; the others are counted. */
const NAMED = 5;

export function invitationView({ match, by, nameField, join }: InvitationOptions): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (nameField.commit()) join();
  };
  const host = match?.people?.find(({ seat }) => seat === by);
  return html`
    <main class="centred">
      <form class="panel notice invitation" @submit=${submit} novalidate>
        ${wordmark}
        <h1>${host ? html`<bdi class="who" data-testid="host">${host.name}</bdi> invites you` : "You are invited"}</h1>
        <p class="what" role="status">${match ? titleOf(match.game, match.mode) : ""}</p>
        ${match ? thereView(match) : nothing}
        ${nameField.view()}
        <button class="primary big" data-testid="join">Join the match</button>
      </form>
    </main>`;
}

function thereView({ people = [], players, seats, bots, status }: MatchDetail): TemplateResult {
  const named = people.slice(0, NAMED);
  const others = Math.max(0, players - named.length);
  const taken = `${players}/${seats}`;
  return html`
    <div class="there" translate="no" data-testid="there">
      <p class="dim">${icons.people} ${taken} · ${status === "waiting" ? "in the lobby" : "playing"}${bots > 0 ? ` · ${bots} ${bots === 1 ? "bot" : "bots"}` : ""}</p>
      ${
        named.length === 0
          ? html`<p class="dim">No player is there yet.</p>`
          : html`<ul aria-label="Players there">${named.map(personView)}${others > 0 ? html`<li class="dim">${others} more</li>` : nothing}</ul>`
      }
    </div>`;
}

const personView = ({ name, away }: SeatedPlayer): TemplateResult =>
  html`<li><bdi class="name">${name}</bdi>${away ? html` <span class="dim">away</span>` : nothing}</li>`;
