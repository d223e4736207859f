/** The page of reports: what players tell of other players, and what the server has noticed. */
import { html, type TemplateResult } from "lit-html";
import type { Page } from "../../shell.ts";
import { operatorHead } from "../head.ts";
import type { OperatorShell } from "../operator-shell.ts";
import { REPORTS } from "../paths.ts";
import { filterOf, reportsPath } from "./address.ts";
import { ReportList } from "./list.ts";
import { reportsView } from "./view.ts";

export class MonitorReportsPage implements Page {
  readonly title = "Reports · Monitor · Scrim";
  readonly #shell: OperatorShell;
  readonly #list: ReportList;

  /** @param search of the page's address */
  constructor(shell: OperatorShell, search: string) {
    this.#shell = shell;
    const { scope, api, redraw, rename, signedOut } = shell;
    this.#list = new ReportList({
      ...{ scope, api, redraw, signedOut, ...filterOf(search) },
      turned: (filter, open) => rename(reportsPath(filter, open)),
    });
  }

  leave(): void {}

  view(): TemplateResult {
    const { go } = this.#shell;
    return html`
      <main class="reports" data-testid="reports-page">
        ${operatorHead(this.#shell, REPORTS, "Reports")}
        ${reportsView(this.#list, go, Date.now())}
      </main>`;
  }
}
