/** The head of the operator's pages: where they lead, and whose they are. */
import { html, nothing, type TemplateResult } from "lit-html";
import { within } from "../ladder/player-link.ts";
import { wordmark } from "../parts/icons.ts";
import type { OperatorShell } from "./operator-shell.ts";
import { MONITOR, PLAYGROUND, REPORTS } from "./paths.ts";

const PAGES = [
  { path: MONITOR, title: "Monitor" },
  { path: REPORTS, title: "Reports" },
  { path: PLAYGROUND, title: "Playground" },
] as const;

/**
 * @param at the path of the page that is shown, where it is one of these
 * @param title its heading, where the page has none further down
 */
export function operatorHead({ go, session, signOut }: OperatorShell, at: string, title?: string): TemplateResult {
  return html`
    <header class="operator-head">
      <a class="home" href="/" @click=${within("/", go)}>${wordmark}</a>
      ${title === undefined ? nothing : html`<h1>${title}</h1>`}
      <nav class="row" aria-label="Operator's pages">
        ${PAGES.map(
          ({ path, title: name }) =>
            html`<a class="button small" href=${path} aria-current=${path === at ? "page" : "false"} @click=${within(path, go)}>${name}</a>`,
        )}
      </nav>
      <p class="dim who">Operator: <bdi class="name">${session.operator}</bdi>
        ${session.by === "cookie" ? html`<button class="small quiet" data-testid="sign-out" @click=${signOut}>Sign out</button>` : nothing}</p>
    </header>`;
}
