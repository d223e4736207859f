/** Copies a text, and says so on its button for a moment. */
import { html, type TemplateResult } from "lit-html";
import type { PageScope } from "../page-scope.ts";
import { icons } from "./icons.ts";

/** How long the button says how it went, in milliseconds. */
const SHOWN_MS = 2000;

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
    // No permission, or no secure origin.
    return !signal.aborted && copyBySelection(text);
  }
}

export interface CopyingOptions {
  /** What is copied, as it is at the click. */
  text(): string;
  readonly scope: PageScope;
  redraw(): void;
}

/** Copies a link, and has words for how that went, for a moment. */
export class Copying {
  readonly #options: CopyingOptions;
  #state: "rests" | "copied" | "failed" = "rests";

  constructor(options: CopyingOptions) {
    this.#options = options;
  }

  get state(): "rests" | "copied" | "failed" {
    return this.#state;
  }

  /** What stands on the button. @param usual at other times */
  label(usual: string): string {
    return { rests: usual, copied: "Copied", failed: "Not copied" }[this.#state];
  }

  /** For a screen reader. */
  get status(): string {
    return { rests: "", copied: "Link copied", failed: "The browser does not let this page copy" }[this.#state];
  }

  async copy(): Promise<void> {
    const { text, scope } = this.#options;
    this.#become((await scope.ask((signal) => copyText(text(), signal))) ? "copied" : "failed");
    await scope.wait(SHOWN_MS);
    this.#become("rests");
  }

  #become(state: "rests" | "copied" | "failed"): void {
    this.#state = state;
    this.#options.redraw();
  }
}

export class CopyButton {
  readonly #copying: Copying;

  /** @param text what is copied, as it is at the click */
  constructor(text: () => string, scope: PageScope, redraw: () => void) {
    this.#copying = new Copying({ text, scope, redraw });
  }

  /** @param hint what it copies, in words */
  view(label: string, hint: string, testId: string): TemplateResult {
    const { state, status } = this.#copying;
    return html`
      <button class="copy" title=${hint} aria-label=${hint} data-testid=${testId} @click=${() => void this.#copying.copy()}>
        ${state === "copied" ? icons.check : icons.link}<span>${this.#copying.label(label)}</span>
      </button>
      <span class="unseen" role="status">${status}</span>`;
  }
}
