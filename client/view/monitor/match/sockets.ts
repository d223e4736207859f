/** The sockets of a match, a row each: what their lines are like, and what they send. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { MatchAct, SocketRow } from "#shared/monitor/index.ts";
import { removals } from "./removals.ts";
import { ageText, bytesText, msText, shareText } from "./words.ts";

export interface SocketsOptions {
  /** The server's time, in milliseconds since 1970. */
  readonly now: number;
  /** The socket that was asked for, by its place in the list. */
  readonly shown: number | undefined;
  readonly isPending: boolean;
  ask(act: MatchAct): void;
}

const HEADS = [
  ...[
    "Role",
    "Seat",
    "Name",
    "Round trip",
    "Slack",
    "Late inputs",
    "Backlog",
    "Messages",
    "Bytes",
    "No effect",
    "Edition",
  ],
  ...["Since", "Act"],
];

/** A figure that an operator should look at has a mark besides its colour. */
const figure = (text: string, isBad = false): TemplateResult =>
  html`<td ?data-bad=${isBad}>${isBad ? html`<span aria-hidden="true">▲ </span>` : nothing}${text}</td>`;

const rowId = (i: number): string => `socket-${i}`;

/** Leads to a socket's row. */
export function showSocket(i: number): void {
  const row = document.getElementById(rowId(i));
  row?.scrollIntoView({ block: "center" });
  row?.focus();
}

function rowView(socket: SocketRow, i: number, { now, shown, isPending, ask }: SocketsOptions): TemplateResult {
  const { role, seat, name, rtt, slack, lateInputs, backlog, clogged, messagesPerS, bytesPerS } = socket;
  const watchers = role === "relay" ? ` with ${socket.watchers}` : "";
  const share = `${messagesPerS.toFixed(messagesPerS < 10 ? 1 : 0)}/s, ${shareText(socket.allowance)} of its allowance`;
  return html`
    <tr id=${rowId(i)} tabindex="-1" ?data-shown=${shown === i} data-testid="socket-row">
      <td>${role}${watchers}</td>
      <td>${seat < 0 ? "" : seat}</td>
      <th scope="row"><bdi class="name">${name || "—"}</bdi></th>
      ${figure(rtt === undefined ? "—" : msText(rtt), (rtt ?? 0) >= 200)}
      ${figure(slack === undefined ? "—" : msText(slack), (slack ?? 0) < 0)}
      ${figure(role === "player" ? shareText(lateInputs) : "—", lateInputs >= 0.05)}
      ${figure(`${backlog === undefined ? "—" : bytesText(backlog)}${clogged ? ", does not read" : ""}`, clogged)}
      ${figure(share, socket.allowance >= 0.9)}
      ${figure(`${bytesText(bytesPerS)}/s`)}
      ${figure(String(socket.refused))}
      <td>${socket.edition}, ${socket.stream}</td>
      <td>${ageText(now - socket.since)}</td>
      <td>${role === "player" && seat >= 0 ? removals({ seat, name, isPending, ask }) : nothing}</td>
    </tr>`;
}

export const socketsView = (sockets: readonly SocketRow[], options: SocketsOptions): TemplateResult => html`
  <section class="panel" aria-labelledby="sockets">
    <header><h2 id="sockets">Sockets</h2><span class="dim">rates of the last ten seconds</span></header>
    <div class="wide" role="region" aria-label="The sockets, a row each" tabindex="0">
      <table class="figures" data-testid="sockets">
        <thead><tr>${HEADS.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
        <tbody>${sockets.map((socket, i) => rowView(socket, i, options))}</tbody>
      </table>
    </div>
    ${sockets.length === 0 ? html`<p class="dim">No socket is open.</p>` : nothing}
  </section>`;
