/** A message up by its form: a field for each number, with its range; those that follow the match are filled in by the page. */
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import type { Autopilot } from "#client/session/playground/autopilot.ts";
import type { Typed } from "#client/session/playground/typed.ts";
import { type FormField, formInts, type MessageForm, packInts } from "#shared/protocol/forms.ts";
import { isWithin } from "#shared/protocol/ranges.ts";
import { settled, typedNumber } from "./typing.ts";

/** The values of one item; undefined: the page fills it in, or its initial one. */
type Item = readonly (number | undefined)[];

const FOLLOWS = {
  ahead: "the tick that it can be there for",
  newest: "the newest tick",
  clock: "the clock",
  mark: "the newest mark",
  seq: "the next number",
} as const;

/** A game has at most so many buttons. */
const bitsOf = ({ max }: FormField): readonly number[] =>
  Array.from({ length: Math.min(16, 32 - Math.clz32(max)) }, (_, bit) => 1 << bit);

export class FormView {
  readonly #redraw: () => void;
  readonly #autopilot: Autopilot;
  /** Makes the ids of the fields unlike those of other connections. */
  readonly #key: string;
  #form = "input";
  readonly #items = new Map<string, readonly Item[]>();
  /** Sends values that the form does not allow: an author sees then what the server does. */
  #isFree = false;

  constructor(key: string, autopilot: Autopilot, redraw: () => void) {
    this.#key = key;
    this.#autopilot = autopilot;
    this.#redraw = redraw;
  }

  #set(change: () => void): void {
    change();
    this.#redraw();
  }

  #formOf(forms: readonly MessageForm[]): MessageForm {
    return forms.find(({ id }) => id === this.#form) ?? forms[0];
  }

  #itemsOf({ id, fields }: MessageForm): readonly Item[] {
    const items = this.#items.get(id) ?? [[]];
    return items.map((item) => fields.map((_, i) => item[i]));
  }

  #value({ initial, follows }: FormField, given: number | undefined, item: number): number {
    if (given !== undefined) return given;
    if (follows === undefined) return initial;
    const value = this.#autopilot.value(follows);
    // Of several items each is for the next tick, and has the next number.
    return follows === "ahead" || follows === "seq" ? value + item : value;
  }

  /** What would be sent now. */
  payload(forms: readonly MessageForm[]): Typed {
    const form = this.#formOf(forms);
    const rows = this.#itemsOf(form).map((item, n) => form.fields.map((field, i) => this.#value(field, item[i], n)));
    const wrong = form.fields.find((field, i) => rows.some((row) => !isWithin(field, row[i])));
    if (wrong && !this.#isFree)
      return {
        ok: false,
        problem: `${wrong.name} is from ${wrong.min} to ${wrong.max}. Allow values out of range to send it all the same.`,
      };
    try {
      return { ok: true, payload: packInts(formInts(form, rows)) };
    } catch (error) {
      return { ok: false, problem: String(error) };
    }
  }

  /** The same as JSON: what msgpack packs. */
  json(forms: readonly MessageForm[]): string {
    const form = this.#formOf(forms);
    const rows = this.#itemsOf(form).map((item, n) => form.fields.map((field, i) => this.#value(field, item[i], n)));
    return JSON.stringify(formInts(form, rows));
  }

  /** It has been sent: what counts goes on. */
  sent(forms: readonly MessageForm[]): void {
    const form = this.#formOf(forms);
    const at = form.fields.findIndex(({ follows }) => follows === "seq");
    if (at < 0) return;
    for (const item of this.#itemsOf(form)) if (item[at] === undefined) this.#autopilot.commanded();
  }

  view(forms: readonly MessageForm[]): TemplateResult {
    const form = this.#formOf(forms);
    const items = this.#itemsOf(form);
    const { most, about } = form;
    const turn = ({ target }: Event) =>
      target instanceof HTMLSelectElement && this.#set(() => (this.#form = target.value));
    const put = (next: readonly Item[]) => this.#set(() => this.#items.set(form.id, next));
    return html`
      <label class="field"><span>Message</span>
        <select data-testid="play-form" .value=${live(form.id)} @change=${turn}>
          ${forms.map(({ id, title }) => html`<option value=${id} ?selected=${id === form.id}>${title}</option>`)}
        </select></label>
      <p class="dim">${about}</p>
      ${items.map((item, n) => this.#item(form, item, n, (next) => put(items.with(n, next))))}
      <div class="row">
        ${
          most > 1
            ? html`<button class="small" type="button" ?disabled=${items.length >= most} @click=${() => put([...items, items.at(-1) ?? []])}>One more in this message</button>
              ${items.length > 1 ? html`<button class="small" type="button" @click=${() => put(items.slice(0, -1))}>One less</button>` : nothing}`
            : nothing
        }
        <label><input type="checkbox" .checked=${this.#isFree} data-testid="play-free"
          @change=${() => this.#set(() => (this.#isFree = !this.#isFree))} /> Allow values out of range</label>
      </div>`;
  }

  #item(
    { id, fields, most }: MessageForm,
    item: Item,
    n: number,
    put: (item: Item) => void,
  ): TemplateResult | typeof nothing {
    if (fields.length === 0) return nothing;
    return html`
      <fieldset class="play-fields play-item">
        <legend class=${most > 1 && n > 0 ? "" : "unseen"}>${n + 1}.</legend>
        ${fields.map((field, i) => this.#field(`${this.#key}-${id}-${n}-${field.name}`, field, item[i], n, (value) => put(item.with(i, value))))}
      </fieldset>`;
  }

  #field(
    id: string,
    field: FormField,
    given: number | undefined,
    n: number,
    put: (value: number | undefined) => void,
  ): TemplateResult {
    const { name, min, max, about, bits, follows, tells } = field;
    const value = this.#value(field, given, n);
    const isAuto = follows !== undefined && given === undefined;
    const typed = (event: Event) => {
      const number = typedNumber(event);
      if (number !== undefined) put(number);
    };
    return html`
      <div class="field play-field">
        <label for=${id}>${name} <small>${min === max ? `${min}` : `${min} to ${max}`}</small></label>
        <input id=${id} type="number" step="1" .value=${settled(id, value)} ?readonly=${(tells || min === max) && !this.#isFree}
          aria-invalid=${!isWithin(field, value)} data-testid="play-field-${name}" @input=${typed} />
        ${
          follows
            ? html`<label class="play-auto"><input type="checkbox" .checked=${live(isAuto)} @change=${() => put(isAuto ? value : undefined)} /> ${FOLLOWS[follows]}</label>`
            : nothing
        }
        ${
          bits
            ? html`<span class="play-bits">${bitsOf(field).map(
                (bit) =>
                  html`<button type="button" aria-pressed=${(value & bit) !== 0} aria-label="${name} bit ${bit}" @click=${() => put(value ^ bit)}>${bit}</button>`,
              )}</span>`
            : nothing
        }
        ${about ? html`<small class="dim">${about}</small>` : nothing}
      </div>`;
  }
}
