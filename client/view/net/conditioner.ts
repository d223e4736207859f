/** Makes the link worse, as the player likes: presets, single values, and a break. */
import { html, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import {
  CLEAR,
  type Conditions,
  isClear,
  isPreset,
  PRESET_NAMES,
  PRESETS,
  presetOf,
  VALUES,
} from "#client/net/conditions.ts";
import type { LinkConditions } from "#client/net/link-conditions.ts";

const TITLES: Readonly<Record<string, string>> = {
  clear: "as it is",
  lan: "LAN",
  home: "Home",
  mobile: "Mobile",
  "bad-mobile": "Bad mobile",
  "other-continent": "Other continent",
  custom: "by hand",
};

/** Bytes a second, worse and worse: 0 is no cap. */
const BANDWIDTHS = [0, 2_000_000, 1_000_000, 500_000, 250_000, 125_000, 60_000, 30_000, 15_000, 8_000];

interface Slider {
  readonly label: string;
  /** The slider's range is from 0 to here. */
  readonly end: number;
  readonly step: number;
  /** Where the slider stands for a value, and the value for where it stands. */
  place(value: number): number;
  value(place: number): number;
  text(value: number): string;
}

const plain = (value: number): number => value;
const milliseconds = (value: number): string => `${value} ms`;
const share = (value: number): string => `${Number((value * 100).toFixed(2))}% of s`;

const bytes = (value: number): string => (value < 1e6 ? `${value / 1000} kB/s` : `${value / 1e6} MB/s`);

const nearestBandwidth = (value: number): number => {
  const off = (one: number) => Math.abs(Math.log((one || Number.MAX_VALUE) / (value || Number.MAX_VALUE)));
  return BANDWIDTHS.reduce((best, one, i) => (off(one) < off(BANDWIDTHS[best]) ? i : best), 0);
};

const SLIDERS: Readonly<Record<keyof Conditions, Slider>> = {
  delay: { label: "Delay", end: 400, step: 5, place: plain, value: plain, text: milliseconds },
  jitter: { label: "Jitter", end: 300, step: 5, place: plain, value: plain, text: milliseconds },
  stalls: { label: "Stalls", end: 0.3, step: 0.005, place: plain, value: plain, text: share },
  drops: { label: "Breaks", end: 0.1, step: 0.005, place: plain, value: plain, text: share },
  bandwidth: {
    label: "Bandwidth",
    end: BANDWIDTHS.length - 1,
    step: 1,
    place: nearestBandwidth,
    value: (place) => BANDWIDTHS[place],
    text: (value) => (value === 0 ? "no cap" : bytes(value)),
  },
};

const nameOf = (conditions: LinkConditions): string =>
  isClear(conditions) ? "clear" : (presetOf(conditions) ?? "custom");

/** What the link is made into, in a word or two. */
export const titleOf = (conditions: LinkConditions): string => TITLES[nameOf(conditions)];

/** @param id the element's, where a page shows several */
export function conditionerView(conditions: LinkConditions, changed: () => void, id = "net-line"): TemplateResult {
  const name = nameOf(conditions);
  const choose = ({ target }: Event) => {
    if (!(target instanceof HTMLSelectElement)) return;
    if (target.value === "clear") conditions.set(CLEAR);
    else if (isPreset(target.value)) conditions.set(PRESETS[target.value]);
    // Chosen with a pointer: the keys belong to the match again.
    if (!target.matches(":focus-visible")) target.blur();
    changed();
  };
  return html`
    <div class="net-line" id=${id}>
      <select aria-label="The line" data-testid="net-preset" .value=${live(name)} @change=${choose}>
        ${["clear", ...PRESET_NAMES, "custom"].map(
          (one) =>
            html`<option value=${one} ?selected=${one === name} ?hidden=${one === "custom"}>${TITLES[one]}</option>`,
        )}
      </select>
      ${VALUES.map((value) => sliderView(conditions, value, changed))}
      <button data-testid="net-break" title="Lose the socket; it comes back by itself" @click=${() => conditions.break()}>Break it now</button>
    </div>`;
}

function sliderView(conditions: LinkConditions, value: keyof Conditions, changed: () => void): TemplateResult {
  const slider = SLIDERS[value];
  const move = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    conditions.set({ [value]: slider.value(target.valueAsNumber) });
    changed();
  };
  return html`
    <label class="net-slider">
      <span>${slider.label}</span><output>${slider.text(conditions[value])}</output>
      <input type="range" min="0" max=${slider.end} step=${slider.step} .value=${live(String(Math.min(slider.end, slider.place(conditions[value]))))}
        data-testid="net-${value}" aria-valuetext=${slider.text(conditions[value])} @input=${move} />
    </label>`;
}
