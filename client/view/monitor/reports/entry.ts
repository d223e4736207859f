/** One report: what it says, what to look at, what to do, and what was done. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Figure, ReportEntry } from "#shared/protocol/reports.ts";
import { titleOf } from "../../games/index.ts";
import { within } from "../../ladder/player-link.ts";
import { profilePath } from "../../router.ts";
import { timeText } from "../match/words.ts";
import { matchPath } from "../paths.ts";
import { adviceOf, figureText, reasonText } from "./advice.ts";
import type { ReportList } from "./list.ts";

/** How many characters a note may have. */
const MOST_NOTE = 300;

/** To another page of this site. */
export type Go = (path: string) => void;

const link = (path: string, label: string, testId: string, go: Go): TemplateResult =>
  html`<a class="button small" href=${path} data-testid=${testId} @click=${within(path, go)}>${label}</a>`;

const figuresView = (figures: readonly Figure[]): TemplateResult => html`
  <div class="wide" role="region" aria-label="Figures" tabindex="0">
    <table class="figures" data-testid="report-figures">
      <thead><tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Limit</th><th scope="col">What it is</th></tr></thead>
      <tbody>
        ${figures.map(({ name, value, limit }) => html`<tr><th scope="row">${name}</th><td ?data-bad=${value >= limit}>${value}</td><td>${limit}</td><td>${figureText(name)}</td></tr>`)}
      </tbody>
    </table>
  </div>`;

function doneView(entry: ReportEntry, list: ReportList, now: number): TemplateResult {
  const { id, done } = entry;
  const isBusy = list.isMarking(id);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const what = String(new FormData(event.target).get("done") ?? "").trim();
    if (what !== "") void list.mark(id, what);
  };
  return html`
    ${
      done
        ? html`<p data-testid="report-done">Done, ${timeText(done.at, now)}: <q>${done.what}</q></p>
            <div class="row"><button class="small" ?disabled=${isBusy} data-testid="report-undo" @click=${() => void list.mark(id, "")}>It is still to do</button></div>`
        : html`<form class="row one-line" @submit=${submit}>
            <label class="field"><span>What you have done about it</span>
              <input type="text" name="done" maxlength=${MOST_NOTE} required autocomplete="off" data-testid="report-note" /></label>
            <button ?disabled=${isBusy} data-testid="report-mark">Mark as done</button>
          </form>`
    }
    <p class="problem" role="alert">${list.markProblem}</p>`;
}

/** @param now the time, in milliseconds since 1970 */
export function entryView(entry: ReportEntry, list: ReportList, go: Go, now: number): TemplateResult {
  const { game, mode, round, seat, player, name, reporter, words, figures, replay, trace, match } = entry;
  const others = () => list.choose({ player });
  return html`
    <div class="report-body" data-testid="report">
      <dl class="operator-facts">
        <div><dt>About</dt><dd><a href=${profilePath(player)} target="_blank" rel="noopener"><bdi>${name}</bdi></a>, seat ${seat}</dd></div>
        <div><dt>By</dt><dd>${reporter === undefined ? (entry.kind === "flag" ? "the server" : "a player who has deleted their data") : html`<a href=${profilePath(reporter)} target="_blank" rel="noopener">this player</a>`}</dd></div>
        <div><dt>Match</dt><dd>${titleOf(game, mode)}, round ${round}</dd></div>
        <div><dt>Code</dt><dd>${entry.code}</dd></div>
      </dl>
      ${words === "" ? nothing : html`<blockquote data-testid="report-said">${words}</blockquote>`}
      ${figures ? figuresView(figures) : nothing}
      <div class="row">
        ${link(replay, "Replay at the moment", "report-replay", go)}
        ${trace === undefined ? nothing : link(trace, "What the reporter saw", "report-trace", go)}
        ${match === undefined ? nothing : link(matchPath(match), "The match, while it is there", "report-match", go)}
        <button class="small" data-testid="report-others" @click=${others}>All about this player</button>
      </div>
      <h2>What to do</h2>
      <ol class="advice">${adviceOf(entry).map((step) => html`<li>${step}</li>`)}</ol>
      ${doneView(entry, list, now)}
    </div>`;
}

/** The report's line in the list. */
export function lineView(entry: ReportEntry, isOpen: boolean, turn: () => void, now: number): TemplateResult {
  const { id, at, kind, game, mode, name, reason, done } = entry;
  return html`
    <button class="report-line" aria-expanded=${isOpen} aria-controls="report-${id}" data-testid="report-line" @click=${turn}>
      <time datetime=${new Date(at).toISOString()}>${timeText(at, now)}</time>
      <span class="tag">${kind}</span>
      <bdi class="name">${name}</bdi>
      <span>${reasonText(reason)}</span>
      <span class="dim">${titleOf(game, mode)}</span>
      ${done ? html`<span class="tag ready">done</span>` : nothing}
    </button>`;
}
