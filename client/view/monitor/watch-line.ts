/** What an operator who watches reads of a line that is lost, or over. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Link } from "#client/session/types.ts";
import type { Ending } from "#shared/protocol/index.ts";

type Lost = Exclude<Link, { readonly state: "live" | "closed" }>;

/** @param hurry tries now what waits for its next try */
export const watchLineView = (link: Lost, hurry: () => void): TemplateResult => html`
  <section class="overlay soft" data-testid="overlay-connection">
    <div class="panel notice small">
      <span class="spinner" aria-hidden="true"></span>
      <div role="status">
        <h2>${link.state === "connecting" ? "Connecting" : "Connection lost"}</h2>
        <p>${link.state === "connecting" ? "One moment …" : `The page asks for a new ticket, try ${link.attempt}.`}</p>
      </div>
      ${link.state === "reconnecting" && link.attempt > 1 ? html`<button class="small" @click=${hurry}>Try now</button>` : nothing}
    </div>
  </section>`;

const OVER: Partial<Record<Ending, string>> = {
  gone: "It is over, and has been cleared away.",
  over: "Its last round has ended, and there is no other.",
  stopped: "An operator has ended it.",
  updated: "An update has ended it: it could not go on under the new rules.",
  outdated: "This page is older than the server: load it again.",
  astray: "This page can't follow the match, which goes on: watch again.",
};

/** @param reason the server's, where it has said one */
export const watchOver = (ending: Ending, reason: string): { readonly title: string; readonly text: string } => ({
  title:
    ending === "gone" || ending === "over" || ending === "stopped" || ending === "updated"
      ? "This match is over"
      : "You watch no more",
  text: OVER[ending] ?? (reason === "" ? "The server has closed the line." : `The server says: ${reason}.`),
});
