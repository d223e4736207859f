/** What is wrong with the line to the monitor; nothing where it holds. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { MonitorLink } from "#client/net/monitor-line.ts";

export function linkLine(link: MonitorLink): TemplateResult | typeof nothing {
  switch (link) {
    case "live":
    case "signedOut":
      return nothing;
    case "connecting":
      return html`<p class="panel link-line" role="status" data-testid="link-line">Connecting to the server …</p>`;
    case "lost":
      return html`<p class="panel link-line" data-bad role="status" data-testid="link-line">▲ The line to the server is lost. What stands here is as it was; the page tries again by itself.</p>`;
    case "refused":
      return html`<p class="panel link-line" data-bad role="alert" data-testid="link-line">▲ The server does not understand this page: one of them is newer. <button class="small" @click=${() => location.reload()}>Load again</button></p>`;
  }
}
