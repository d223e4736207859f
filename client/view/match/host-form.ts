/** The settings of a match as a form: made from what the game declares. */
import { html, type TemplateResult } from "lit-html";
import type { Layout, Setting } from "#shared/sim/index.ts";
import { publicSettings } from "#shared/sim/index.ts";
import { delayText, offered, valueText } from "./facts.ts";

/** A setting with so few values is a list; with more, a slider. */
const FEW = 8;
/** How far behind watchers may be, in seconds, and in which steps it is offered. */
const DELAY: Setting = { min: 0, max: 180, default: 0, step: 5 };

export type Values = Readonly<Record<string, number>>;

/** What the form has: the settings by name, and the delay of those who watch. */
export interface HostChoice {
  readonly values: Values;
  readonly delay: number;
}

export interface HostFormOptions {
  readonly layout: Layout;
  readonly choice: HostChoice;
  /** Where it stands: so that labels are told apart. */
  readonly id: string;
  change(choice: HostChoice): void;
}

const numberOf = ({ target }: Event): number => {
  if (target instanceof HTMLSelectElement) return Number(target.value);
  if (target instanceof HTMLInputElement) return target.valueAsNumber;
  throw new TypeError("this event is a field's");
};

/** The settings that a host may choose, each with the range of players. */
function fieldsOf(layout: Layout, { values }: HostChoice): readonly (readonly [string, Setting])[] {
  const ranges = publicSettings(layout.game.settings);
  return offered(layout).map(([name]) => {
    const setting = ranges[name];
    // The runtime's own: bots have no more seats than there are.
    return [name, name === "fillTo" ? { ...setting, max: Math.min(setting.max, values.seats) } : setting] as const;
  });
}

export function hostForm({ layout, choice, id, change }: HostFormOptions): TemplateResult {
  const { values, delay } = choice;
  const set = (name: string, value: number) => {
    const fillTo = name === "seats" && values.fillTo === values.seats ? { fillTo: value } : {};
    change({ ...choice, values: { ...values, ...fillTo, [name]: value } });
  };
  return html`
    <div class="host-fields">
      ${fieldsOf(layout, choice).map(([name, setting]) =>
        fieldView(`${id}-${name}`, setting, Math.min(values[name], setting.max), valueText, (value) =>
          set(name, value),
        ),
      )}
      ${fieldView(
        `${id}-delay`,
        { ...DELAY, title: "Watchers see it" },
        delay,
        (_, value) => delayText(value),
        (value) => change({ ...choice, delay: value }),
      )}
    </div>`;
}

function fieldView(
  id: string,
  setting: Setting,
  value: number,
  textOf: (setting: Setting, value: number) => string,
  change: (value: number) => void,
): TemplateResult {
  const { min, max, step = 1, title = "", choices = [] } = setting;
  const all = choices.length > max - min;
  if (all && choices.length <= FEW) {
    const options = Array.from({ length: max - min + 1 }, (_, n) => min + n);
    return html`
      <label class="field">
        <span>${title}</span>
        <select data-testid=${id} @change=${(event: Event) => change(numberOf(event))}>
          ${options.map((one) => html`<option value=${one} .selected=${one === value}>${textOf(setting, one)}</option>`)}
        </select>
      </label>`;
  }
  return html`
    <label class="field">
      <span>${title} <output>${textOf(setting, value)}</output></span>
      <input type="range" min=${min} max=${max} step=${step} .value=${String(value)} data-testid=${id}
        aria-valuetext=${textOf(setting, value)} @input=${(event: Event) => change(numberOf(event))} />
    </label>`;
}
