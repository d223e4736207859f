/** Copies a text, and says so on its button for a moment. */
import { html, type TemplateResult } from "lit-html";
import type { PageScope } from "../page-scope.ts";
import { icons } from "./icons.ts";

/** How long "copied" stands on the button, in milliseconds. */
const THANKS = 2000;

/** The old way, which works within a click where there is no permission or no secure origin. */
function copyBySelection(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

/**
 * Puts a text on the clipboard. Answers whether the browser has let it.
 * @param signal once it is aborted nothing more is tried
 */
export async function copyText(text: string, signal: AbortSignal): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return !signal.aborted && copyBySelection(text);
  }
}

export class CopyButton {
  readonly #text: () => string;
  readonly #scope: PageScope;
  readonly #redraw: () => void;
  #copied = false;

  /** @param text what is copied, as it is at the click */
  constructor(text: () => string, scope: PageScope, redraw: () => void) {
    this.#text = text;
    this.#scope = scope;
    this.#redraw = redraw;
  }

  /** @param hint what it copies, in words */
  view(label: string, hint: string, testId: string): TemplateResult {
    return html`
      <button class="copy" title=${hint} aria-label=${hint} data-testid=${testId} @click=${() => void this.#copy()}>
        ${this.#copied ? icons.check : icons.link}<span>${this.#copied ? "Copied" : label}</span>
      </button>
      <span class="unseen" role="status">${this.#copied ? "Link copied" : ""}</span>`;
  }

  async #copy(): Promise<void> {
    await this.#scope.ask((signal) => copyText(this.#text(), signal));
    this.#copied = true;
    this.#redraw();
    await this.#scope.wait(THANKS);
    this.#copied = false;
    this.#redraw();
  }
}
