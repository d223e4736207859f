/** Reports a player to the operator: the reason, and some words. */
import { html, type TemplateResult } from "lit-html";
import { MOST_WORDS, REPORT_REASONS, type ReportReason } from "#shared/protocol/reports.ts";

const TITLES: Readonly<Record<ReportReason, string>> = {
  cheating: "Cheats: plays as no hands can",
  sabotage: "Spoils the match: plays against the own team, or not at all",
  abuse: "Harasses others by signs, marks or the name",
  name: "Has a name that insults",
  other: "Something else",
};

export interface ReportFormOptions {
  /** What the player is called. */
  readonly name: string;
  readonly isBusy: boolean;
  /** The recording of what one saw goes along. */
  readonly hasTrace: boolean;
  send(reason: ReportReason, words: string): void;
  back(): void;
}

export function reportForm({ name, isBusy, hasTrace, send, back }: ReportFormOptions): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const said = new FormData(event.target);
    const reason = REPORT_REASONS.find((one) => one === said.get("reason"));
    if (reason) send(reason, String(said.get("words") ?? "").trim());
  };
  return html`
    <form class="report-form" @submit=${submit} data-testid="report-form">
      <fieldset>
        <legend>Report <bdi>${name}</bdi></legend>
        ${REPORT_REASONS.map(
          (reason) =>
            html`<label><input type="radio" name="reason" value=${reason} required data-testid="reason-${reason}" /> ${TITLES[reason]}</label>`,
        )}
      </fieldset>
      <label class="field">
        <span>In your words, if you like</span>
        <textarea name="words" rows="2" maxlength=${MOST_WORDS} data-testid="report-words"></textarea>
      </label>
      <p class="dim">The operator sees it with the replay${hasTrace ? " and what you saw of the last minute" : ""}. The player is not told.</p>
      <div class="row">
        <button class="primary" aria-busy=${isBusy} ?disabled=${isBusy} data-testid="report-send">${isBusy ? "Sending …" : "Send the report"}</button>
        <button type="button" @click=${back} data-testid="report-back">Back</button>
      </div>
    </form>`;
}
