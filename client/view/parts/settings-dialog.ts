/** The settings, in a dialog that any page can open: a tab for each kind. */
import { html, nothing, type TemplateResult } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import type { SettingsStore } from "#client/settings.ts";
import { cardOf, chosenGame } from "../games/index.ts";
import "../styles/settings.css";
import { icons } from "./icons.ts";
import { NameField } from "./name-field.ts";
import { controlsSection } from "./settings/controls.ts";
import type { Section } from "./settings/fields.ts";
import { gamepadSection } from "./settings/gamepad.ts";
import { pictureSection } from "./settings/picture.ts";
import { soundSection } from "./settings/sound.ts";
import { touchSection } from "./settings/touch.ts";

export class SettingsDialog {
  readonly #settings: SettingsStore;
  readonly #redraw: () => void;
  readonly #dialog = createRef<HTMLDialogElement>();
  readonly #sections: readonly Section[];
  #nameField: NameField | undefined;
  #section = "name";
  /** The game that is played where the settings are opened; empty on other pages. */
  #game = "";

  constructor(settings: SettingsStore, redraw: () => void) {
    this.#settings = settings;
    this.#redraw = redraw;
    const card = () => cardOf(this.#game) ?? chosenGame(settings.value);
    this.#sections = [
      { id: "name", title: "You", view: () => html`${this.#nameField?.view() ?? nothing}` },
      controlsSection(settings, card, redraw),
      touchSection(settings),
      gamepadSection(settings, card, redraw),
      pictureSection(settings),
      soundSection(settings),
    ];
    settings.watch(() => this.#nameField && redraw());
  }

  /** @param game the one that is played on the page */
  open(game = ""): void {
    const settings = this.#settings;
    this.#game = game;
    this.#nameField = new NameField({ settings, label: "Name", id: "settings-name", redraw: () => this.#redraw() });
    this.#redraw();
  }

  /** Once it stands in the page: as a modal dialog, which keeps the focus within. */
  shown(): void {
    const dialog = this.#dialog.value;
    if (this.#nameField && dialog !== undefined && !dialog.open) dialog.showModal();
  }

  #choose(id: string): void {
    this.#sections.find((one) => one.id === this.#section)?.leave?.();
    this.#section = id;
    this.#redraw();
  }

  /** The arrows go from tab to tab, as in any list of tabs. */
  #tabKey(event: KeyboardEvent): void {
    const at = this.#sections.findIndex(({ id }) => id === this.#section);
    const { length } = this.#sections;
    const to = new Map([
      ["ArrowRight", (at + 1) % length],
      ["ArrowDown", (at + 1) % length],
      ["ArrowLeft", (at + length - 1) % length],
      ["ArrowUp", (at + length - 1) % length],
      ["Home", 0],
      ["End", length - 1],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    const { id } = this.#sections[to];
    this.#choose(id);
    this.#dialog.value?.querySelector<HTMLElement>(`#settings-tab-${id}`)?.focus();
  }

  view(): TemplateResult | typeof nothing {
    const nameField = this.#nameField;
    if (!nameField) return nothing;
    const closed = () => {
      // What was typed last, where it is a name.
      nameField.save();
      for (const section of this.#sections) section.leave?.();
      this.#nameField = undefined;
      this.#redraw();
    };
    const done = (event: Event) => {
      if (nameField.commit()) return;
      event.preventDefault();
      // What is refused is shown.
      this.#choose("name");
    };
    const section = this.#sections.find(({ id }) => id === this.#section) ?? this.#sections[0];
    return html`
      <dialog class="panel settings" aria-labelledby="settings-title" ${ref(this.#dialog)} @close=${closed}
        @keydown=${(event: Event) => event.stopPropagation()}>
        <form method="dialog" @submit=${done} novalidate>
          <header>
            <h2 id="settings-title">Settings</h2>
            <button type="button" class="quiet" aria-label="Close" @click=${() => this.#dialog.value?.close()}>${icons.close}</button>
          </header>
          <div class="tabs" role="tablist" aria-label="Settings of" @keydown=${(event: KeyboardEvent) => this.#tabKey(event)}>
            ${this.#sections.map((one) => this.#tab(one))}
          </div>
          <div class="settings-body" id="settings-body" role="tabpanel" aria-labelledby="settings-tab-${section.id}" tabindex="-1">
            ${section.view()}
          </div>
          <footer><button class="primary" data-testid="settings-done">Done</button></footer>
        </form>
      </dialog>`;
  }

  #tab({ id, title }: Section): TemplateResult {
    const isOn = id === this.#section;
    return html`
      <button type="button" role="tab" id="settings-tab-${id}" data-testid="tab-${id}" aria-selected=${isOn} aria-controls="settings-body"
        tabindex=${isOn ? 0 : -1} @click=${() => this.#choose(id)}>${title}</button>`;
  }
}
