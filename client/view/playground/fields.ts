/** Fields of the playground's forms. */
import { html, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";

/** @param titles by value */
export function select<T extends string>(
  label: string,
  testId: string,
  titles: Readonly<Record<T, string>>,
  value: string,
  choose: (value: T) => void,
): TemplateResult {
  const values = Object.keys(titles) as T[];
  const change = ({ target }: Event) => {
    const chosen = target instanceof HTMLSelectElement ? values.find((one) => one === target.value) : undefined;
    if (chosen !== undefined) choose(chosen);
  };
  return html`
    <label class="field"><span>${label}</span>
      <select data-testid=${testId} .value=${live(value)} @change=${change}>
        ${values.map((one) => html`<option value=${one} ?selected=${one === value}>${titles[one]}</option>`)}
      </select>
    </label>`;
}

export const textField = (
  label: string,
  testId: string,
  value: string,
  typed: (text: string) => void,
): TemplateResult => html`
  <label class="field"><span>${label}</span>
    <input type="text" autocomplete="off" spellcheck="false" data-testid=${testId} .value=${live(value)}
      @input=${({ target }: Event) => target instanceof HTMLInputElement && typed(target.value)} />
  </label>`;
