/** Not built yet. */
import { html, type TemplateResult } from "lit-html";
import type { Page } from "../shell.ts";
import type { OperatorShell } from "./operator-shell.ts";

export class MonitorWatchPage implements Page {
  readonly title = "Monitor · Scrim";

  constructor(_shell: OperatorShell, _id: string) {}

  view(): TemplateResult {
    return html`<main><h1>Not built yet</h1></main>`;
  }

  leave(): void {}
}
