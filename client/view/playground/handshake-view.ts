/** What has gone over the wire before the first message, step by step. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { HandshakeStep, HttpStep, UpgradeStep } from "#client/session/playground/exchange.ts";

const httpView = ({ method, path, headers, body, status, answer }: HttpStep): TemplateResult => html`
  <li>
    <h3>${method} ${path}</h3>
    <pre tabindex="0">${headers.map(([name, value]) => `${name}: ${value}\n`).join("")}${body ?? nothing}</pre>
    <h3>${status === undefined ? "…" : `Answer ${status}`}</h3>
    <pre tabindex="0">${answer}</pre>
  </li>`;

const upgradeView = ({ path, offered, chosen }: UpgradeStep): TemplateResult => html`
  <li>
    <h3>GET ${path}, Upgrade: websocket</h3>
    <pre tabindex="0">${offered.map((protocol) => `Sec-WebSocket-Protocol: ${protocol}\n`).join("")}</pre>
    <h3>${chosen === undefined ? "No answer yet" : "Answer 101"}</h3>
    ${chosen === undefined ? nothing : html`<pre tabindex="0">Sec-WebSocket-Protocol: ${chosen}</pre>`}
  </li>`;

export const handshakeView = (steps: readonly HandshakeStep[]): TemplateResult => html`
  <ol class="play-steps">${steps.map((step) => (step.kind === "http" ? httpView(step) : upgradeView(step)))}</ol>
  <p class="dim">What admits a player, and codes of matches, are shortened here. docs/HTTP.md, “Admissions”; docs/WIRE.md, “The socket”.</p>`;
