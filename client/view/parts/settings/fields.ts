/** What settings are made with: sliders, switches and choices, each with its label. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Settings, SettingsStore } from "#client/settings.ts";

type Of<T> = { readonly [K in keyof Settings]: Settings[K] extends T ? K : never }[keyof Settings];
export type Switch = Of<boolean>;
export type Slider = Of<number>;

/** One tab of the settings. */
export interface Section {
  readonly id: string;
  readonly title: string;
  view(): TemplateResult;
  /** Its tab is left, or the dialog closed. */
  leave?(): void;
}

const inputOf = (event: Event): HTMLInputElement => {
  if (!(event.target instanceof HTMLInputElement)) throw new TypeError("this event is an input's");
  return event.target;
};

export interface SliderOptions {
  readonly label: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly testid?: string;
  /** What it says; a percentage by default. */
  readonly text?: (value: number) => string;
}

const percent = (value: number): string => `${Math.round(value * 100)}%`;

export function slider(
  store: SettingsStore,
  name: Slider,
  { label, min = 0, max = 1, step = 0.05, testid = name, text = percent }: SliderOptions,
): TemplateResult {
  const value = store.value[name];
  return html`
    <label class="field">
      <span>${label} <output>${text(value)}</output></span>
      <input type="range" min=${min} max=${max} step=${step} .value=${String(value)} aria-valuetext=${text(value)} data-testid=${testid}
        @input=${(event: Event) => store.set({ [name]: inputOf(event).valueAsNumber })} />
    </label>`;
}

/** @param more what it means, where its label does not say all */
export function toggle(
  store: SettingsStore,
  name: Switch,
  label: string,
  more = "",
  testid: string = name,
): TemplateResult {
  const id = `more-${name}`;
  return html`
    <div class="switch-field">
      <label class="switch">
        <input type="checkbox" role="switch" .checked=${store.value[name]} data-testid=${testid} aria-describedby=${more ? id : nothing}
          @change=${(event: Event) => store.set({ [name]: inputOf(event).checked })} />
        <span>${label}</span>
      </label>
      ${more ? html`<p class="dim" id=${id}>${more}</p>` : nothing}
    </div>`;
}

export interface ChoiceOptions<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly title: unknown }[];
  choose(value: T): void;
}

/** One of several, each of which is seen. */
export function choice<T extends string>({ name, legend, value, choices, choose }: ChoiceOptions<T>): TemplateResult {
  return html`
    <fieldset class="modes">
      <legend>${legend}</legend>
      ${choices.map(
        (one) => html`
          <label>
            <input type="radio" name=${name} value=${one.value} .checked=${one.value === value} data-testid="${name}-${one.value}"
              @change=${() => choose(one.value)} />
            <span>${one.title}</span>
          </label>`,
      )}
    </fieldset>`;
}
