/** How much of the code that a match needs has come. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { CodeFiles } from "#client/net/code-files.ts";

export const progressView = ({ share }: CodeFiles): TemplateResult | typeof nothing =>
  share === undefined
    ? nothing
    : html`<progress aria-label="Loaded" .value=${share} data-testid="progress"></progress>`;
