/** What is said when the connection is not as it should be. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Link } from "#client/session/types.ts";
import { CLOSE, type Result } from "#shared/protocol/index.ts";
import { standingsView } from "./standings.ts";

interface Reason {
  readonly title: string;
  readonly text: string;
  /** Whether to join the same match again can help. */
  readonly back: boolean;
}

const REASONS: Readonly<Record<number, Reason>> = {
  [CLOSE.left]: { title: "You have left", text: "Your seat is free for somebody else.", back: true },
  [CLOSE.noMatch]: { title: "This match is gone", text: "There is no such match, or it is over.", back: false },
  [CLOSE.over]: { title: "The match is over", text: "It has been cleared away.", back: false },
  [CLOSE.updated]: {
    title: "An update has ended this match",
    text: "It could not go on under the new rules. This is how it stood.",
    back: false,
  },
  [CLOSE.takenOver]: {
    title: "You play in another tab",
    text: "This seat is now played from another tab or device of yours. Nothing is lost.",
    back: true,
  },
  [CLOSE.wrongVersion]: { title: "There is a newer version", text: "Load the page again to play on.", back: false },
  [CLOSE.seatGone]: {
    title: "Your seat is taken",
    text: "You were away for long, and somebody else has taken it.",
    back: true,
  },
  [CLOSE.tooMany]: { title: "Too many messages", text: "The server has closed this connection.", back: true },
  [CLOSE.fault]: { title: "The server had a fault", text: "It is not your doing. Try again.", back: true },
};

const UNKNOWN: Reason = { title: "The connection has ended", text: "The server has closed it.", back: true };

export interface LinkOptions {
  readonly link: Link;
  readonly spectator: boolean;
  /** What came of the match, where it is known. */
  readonly result: Result | undefined;
  again(): void;
  watch(): void;
  quick(): void;
  home(): void;
}

/** What a lost line is not to be feared for. */
const kept = (spectator: boolean): string => (spectator ? "" : " Your seat is kept for you.");

export function linkView({ link, ...ways }: LinkOptions): TemplateResult | typeof nothing {
  switch (link.state) {
    case "live":
      return nothing;
    case "connecting":
      return wait("Connecting", "One moment …");
    case "reconnecting":
      return wait("Connection lost", `Reconnecting, try ${link.attempt}.${kept(ways.spectator)}`);
    case "closed":
      return closed(link.code, link.reason, ways);
  }
}

const wait = (title: string, text: string): TemplateResult => html`
  <section class="overlay soft" data-testid="overlay-connection" role="status">
    <div class="panel notice small"><span class="spinner" aria-hidden="true"></span><h2>${title}</h2><p>${text}</p></div>
  </section>`;

function closed(
  code: number,
  said: string,
  { spectator, result, again, watch, quick, home }: Omit<LinkOptions, "link">,
): TemplateResult {
  const reason = REASONS[code] ?? UNKNOWN;
  const newer = code === CLOSE.wrongVersion;
  return html`
    <section class="overlay" data-testid="overlay-connection" role="alertdialog" aria-labelledby="closed-title" aria-describedby="closed-text">
      <div class="panel notice">
        <h2 id="closed-title">${reason.title}</h2>
        <p id="closed-text">${reason.text}</p>
        ${reason === UNKNOWN && said !== "" ? html`<p class="dim">${said} (${code})</p>` : nothing}
        ${result ? standingsView(result) : nothing}
        <div class="column">
          ${newer ? html`<button class="primary" @click=${() => location.reload()}>Load again</button>` : nothing}
          ${reason.back ? html`<button class="primary" data-testid="back-in" @click=${again}>${spectator ? "Watch again" : "Back into the match"}</button>` : nothing}
          ${code === CLOSE.seatGone && !spectator ? html`<button data-testid="watch-instead" @click=${watch}>Watch instead</button>` : nothing}
          <button class=${reason.back || newer ? "" : "primary"} data-testid="quick-play" @click=${quick}>Quick play</button>
          <button class="quiet" data-testid="home" @click=${home}>To the start page</button>
        </div>
      </div>
    </section>`;
}
