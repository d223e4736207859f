/** Says over a match that another one, which the player has asked for, did not come. */
import { html, type TemplateResult } from "lit-html";
import type { ApiFailure } from "#client/net/api.ts";
import { fresh } from "../parts/fresh.ts";
import { icons } from "../parts/icons.ts";

export interface StayedOptions {
  readonly failure: ApiFailure;
  again(): void;
  close(): void;
}

export const stayedView = ({ failure, again, close }: StayedOptions): TemplateResult => html`
  <aside class="toast" data-over role="alert" data-state="failed" data-testid="stayed">
    <p>No other match was found: ${failure.message}</p>
    <button class="primary" data-testid="quick-again" ${fresh()} @click=${() => again()}>Try again</button>
    <button class="quiet" aria-label="Close" ${fresh()} @click=${() => close()}>${icons.close}</button>
  </aside>`;
