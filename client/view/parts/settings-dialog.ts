/** The settings, in a dialog that any page can open. */
import { html, nothing, type TemplateResult } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import type { Settings, SettingsStore } from "#client/settings.ts";
import { icons } from "./icons.ts";
import { NameField } from "./name-field.ts";

type Switch = { readonly [K in keyof Settings]: Settings[K] extends boolean ? K : never }[keyof Settings];

const inputOf = (event: Event): HTMLInputElement => {
  if (!(event.target instanceof HTMLInputElement)) throw new TypeError("this event is an input's");
  return event.target;
};

export class SettingsDialog {
  readonly #settings: SettingsStore;
  readonly #redraw: () => void;
  readonly #dialog = createRef<HTMLDialogElement>();
  #nameField: NameField | undefined;

  constructor(settings: SettingsStore, redraw: () => void) {
    this.#settings = settings;
    this.#redraw = redraw;
    settings.watch(() => this.#nameField && redraw());
  }

  open(): void {
    const settings = this.#settings;
    this.#nameField = new NameField({ settings, label: "Name", id: "settings-name", redraw: () => this.#redraw() });
    this.#redraw();
  }

  /** Once it stands in the page: as a modal dialog, which keeps the focus within. */
  shown(): void {
    const dialog = this.#dialog.value;
    if (this.#nameField && dialog !== undefined && !dialog.open) dialog.showModal();
  }

  view(): TemplateResult | typeof nothing {
    const nameField = this.#nameField;
    if (!nameField) return nothing;
    const { volume, stick } = this.#settings.value;
    const closed = () => {
      // What was typed last, where it is a name.
      nameField.save();
      this.#nameField = undefined;
      this.#redraw();
    };
    const done = (event: Event) => {
      if (!nameField.commit()) event.preventDefault();
    };
    return html`
      <dialog class="panel settings" aria-labelledby="settings-title" ${ref(this.#dialog)} @close=${closed}
        @keydown=${(event: Event) => event.stopPropagation()}>
        <form method="dialog" @submit=${done} novalidate>
          <header>
            <h2 id="settings-title">Settings</h2>
            <button type="button" class="quiet" aria-label="Close" @click=${() => this.#dialog.value?.close()}>${icons.close}</button>
          </header>
          ${nameField.view()}
          <label class="field">
            <span>Volume <output>${Math.round(volume * 100)}%</output></span>
            <input type="range" min="0" max="1" step="0.05" .value=${String(volume)} data-testid="volume"
              @input=${(event: Event) => this.#settings.set({ volume: inputOf(event).valueAsNumber })} />
          </label>
          ${this.#switch("muted", "Mute all sounds")}
          ${this.#switch("shake", "Screen shake")}
          ${this.#switch("calm", "Fewer effects")}
          ${this.#switch("stats", "Net graph (N)")}
          <label class="field">
            <span>Touch aim sensitivity <output>${Math.round(stick * 100)}%</output></span>
            <input type="range" min="0" max="1" step="0.05" .value=${String(stick)}
              @input=${(event: Event) => this.#settings.set({ stick: inputOf(event).valueAsNumber })} />
          </label>
          <footer><button class="primary">Done</button></footer>
        </form>
      </dialog>`;
  }

  #switch(name: Switch, label: string): TemplateResult {
    return html`
      <label class="switch">
        <input type="checkbox" role="switch" .checked=${this.#settings.value[name]} data-testid=${name === "muted" ? "mute-all" : name}
          @change=${(event: Event) => this.#settings.set({ [name]: inputOf(event).checked })} />
        <span>${label}</span>
      </label>`;
  }
}
