/** Small buttons in a corner of the match. */
import { html, nothing, type TemplateResult } from "lit-html";
import { icons } from "../parts/icons.ts";

export interface ToolbarOptions {
  readonly muted: boolean;
  /**
   * The net graph is open; and there is something about the link that the player should know. Undefined where there is no
   * link.
   */
  readonly net: { readonly isOpen: boolean; readonly isWarned: boolean; toggle(): void } | undefined;
  /** Keeps what the player saw of the last minute; undefined where there is nothing to keep. */
  report: (() => void) | undefined;
  /** Opens the wheel of emotes; undefined for spectators, who say nothing. */
  talk: (() => void) | undefined;
  mute(): void;
  settings(): void;
  scores(): void;
  leave(): void;
}

function toggleFullscreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  // The browser does not allow it now: all stays as it is, which the player sees.
  done.catch(() => {});
}

export const toolbarView = ({
  muted,
  net,
  report,
  talk,
  mute,
  settings,
  scores,
  leave,
}: ToolbarOptions): TemplateResult => html`
  <nav class="toolbar" data-over aria-label="Match">
    <button class="quiet" aria-label="Leave the match" title="Leave" data-testid="toolbar-leave" @click=${leave}>${icons.leave}</button>
    <button class="quiet" aria-label="Settings" title="Settings" data-testid="toolbar-settings" @click=${settings}>${icons.gear}</button>
    <button class="quiet" aria-label="Mute" aria-pressed=${muted} title="Mute (M)" data-testid="mute" @click=${mute}>
      ${muted ? icons.silent : icons.sound}
    </button>
    ${
      document.fullscreenEnabled
        ? html`<button class="quiet" aria-label="Full screen" title="Full screen" @click=${toggleFullscreen}>${icons.wide}</button>`
        : nothing
    }
    ${
      net
        ? html`<button class="quiet ${net.isWarned ? "warned" : ""} ${net.isOpen ? "on" : ""}" aria-label="Net graph" aria-pressed=${net.isOpen}
            title=${net.isWarned ? "Net graph (N): the line is made worse" : "Net graph (N)"} data-testid="net" @click=${() => net.toggle()}>${icons.graph}</button>`
        : nothing
    }
    ${
      report
        ? html`<button class="quiet" aria-label="That felt wrong: keep the last minute" title="That felt wrong: keep the last minute (F8)"
            data-testid="report" @click=${report}>${icons.flag}</button>`
        : nothing
    }
    ${
      talk
        ? html`<button class="quiet" aria-label="Emotes" title="Emotes (T)" data-testid="talk-button" @click=${talk}>${icons.talk}</button>`
        : nothing
    }
    <button class="quiet" aria-label="Scores" title="Scores (hold Tab)" @click=${scores}>${icons.list}</button>
  </nav>`;
