/** The field for a player's name: says at once what is wrong with it, and leaves alone what is being typed. */
import { html, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { createRef, ref } from "lit-html/directives/ref.js";
import type { SettingsStore } from "#client/settings.ts";
import { cleanName } from "#shared/names/clean.ts";

export interface NameFieldOptions {
  readonly settings: SettingsStore;
  readonly label: string;
  /** Of the input, in the page and for tests. */
  readonly id: string;
  readonly autofocus?: boolean;
  redraw(): void;
  /** The player presses Enter, in a field that is in no form. */
  enter?(): void;
}

/** What is wrong with this text as a name. An empty one is fine: it stands for no name. */
function problemOf(text: string): string {
  const clean = cleanName(text);
  return clean.ok || text.trim() === "" ? "" : clean.message;
}

/** The Enter that chooses what an input method suggests is not meant for the page; Safari tells it by the code alone. */
const isEnter = (event: KeyboardEvent): boolean => event.key === "Enter" && !event.isComposing && event.keyCode !== 229;

export class NameField {
  readonly #options: NameFieldOptions;
  readonly #input = createRef<HTMLInputElement>();
  /** As it is typed. */
  #text: string;
  /** What was in the settings when the text was last taken from there. */
  #saved: string;
  #problem: string;
  /** What the settings say of the name, as this field has shown it. */
  #told: string;
  /** An input method is at work: the text is half done. */
  #composing = false;

  constructor(options: NameFieldOptions) {
    const { value, nameProblem } = options.settings;
    this.#options = options;
    this.#saved = value.name;
    this.#text = value.name;
    this.#problem = nameProblem;
    this.#told = nameProblem;
  }

  /** Saves what is in the field, clean. @returns false where it is no name: then the field has the focus, and says why */
  commit(): boolean {
    if (this.save()) return true;
    this.#input.value?.focus();
    return false;
  }

  /** Saves what is in the field, clean, if it is a name. */
  save(): boolean {
    const { settings, redraw } = this.#options;
    this.#text = this.#input.value?.value ?? this.#text;
    this.#problem = problemOf(this.#text);
    if (this.#problem === "") {
      const clean = cleanName(this.#text);
      this.#text = clean.ok ? clean.name : "";
      this.#saved = this.#text;
      if (settings.value.name !== this.#text || settings.nameProblem !== "") settings.set({ name: this.#text });
    }
    redraw();
    return this.#problem === "";
  }

  /** Says what the server has against the name, and brings the player there. */
  refuse(problem: string): void {
    this.#problem = problem;
    this.#options.redraw();
    this.#input.value?.focus();
  }

  #type(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.#text = event.target.value;
    if (!this.#composing) this.#problem = problemOf(this.#text);
    this.#options.redraw();
  }

  #compose(event: Event, isOn: boolean): void {
    this.#composing = isOn;
    this.#type(event);
  }

  /** Another field has set another name; or the server has refused the one that was set. */
  #follow(): void {
    const { value, nameProblem } = this.#options.settings;
    const { name } = value;
    if (name !== this.#saved) {
      this.#saved = name;
      this.#text = name;
      this.#problem = "";
    }
    if (nameProblem === this.#told) return;
    this.#told = nameProblem;
    this.#problem = nameProblem;
  }

  view(): TemplateResult {
    this.#follow();
    const { label, id, autofocus = false, enter } = this.#options;
    const problemId = `${id}-problem`;
    return html`
      <div class="named">
        <label class="field">
          <span>${label}</span>
          <input .value=${live(this.#text)} name="name" id=${id} data-testid=${id} dir="auto" placeholder="Player" autocomplete="nickname"
            spellcheck="false" enterkeyhint="go" ?autofocus=${autofocus} aria-invalid=${this.#problem !== ""}
            aria-describedby=${problemId} ${ref(this.#input)}
            @input=${(event: Event) => this.#type(event)} @change=${() => this.save()}
            @compositionstart=${(event: Event) => this.#compose(event, true)}
            @compositionend=${(event: Event) => this.#compose(event, false)}
            @keydown=${(event: KeyboardEvent) => isEnter(event) && enter?.()} />
        </label>
        <p class="problem" id=${problemId} data-testid=${problemId} role="alert">${this.#problem}</p>
      </div>`;
  }
}
