/** The table of scores, in the match and after it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { RosterEntry } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Board, BoardRow, NameOf } from "../games/game-view.ts";
import { icons } from "../parts/icons.ts";
import { markView } from "../parts/mark.ts";

interface Options {
  readonly board: Board;
  readonly own: number;
  readonly nameOf: NameOf;
  readonly roster: readonly RosterEntry[];
  /** Whether votes for a rematch are shown. */
  readonly votes: boolean;
}

export function boardView(options: Options): TemplateResult {
  const { board } = options;
  if (board.teams.length === 0) return tableView(options, board.rows, nothing);
  return html`${board.teams.map(({ title, mark, score, seats }) =>
    tableView(
      options,
      board.rows.filter(({ seat }) => seats.has(seat)),
      html`<caption>${markView(mark)} ${title} <b>${score}</b></caption>`,
    ),
  )}`;
}

const tableView = (options: Options, rows: readonly BoardRow[], caption: TemplateResult | typeof nothing) => html`
  <table class="board">
    ${caption}
    <thead>
      <tr>
        <th scope="col"><span class="unseen">Rank</span>#</th>
        <th scope="col" class="who">Player</th>
        ${options.board.columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        ({ seat }) => seat,
        (row) => rowView(options, row),
      )}
    </tbody>
  </table>`;

function rowView(
  { own, nameOf, roster, votes }: Options,
  { seat, rank, mark, cells, votes: voted }: BoardRow,
): TemplateResult {
  const kind = roster.find((entry) => entry.seat === seat)?.kind;
  return html`
    <tr class=${seat === own ? "own" : ""}>
      <td>${rank}</td>
      <th scope="row" class="who">
        ${markView(mark)} <bdi class="name">${nameOf(seat)}</bdi>
        ${seat === own ? html`<span class="tag you">you</span>` : nothing}
        ${kind === SEAT.bot ? html`<span class="tag">bot</span>` : nothing}
        ${kind === SEAT.away ? html`<span class="tag">away</span>` : nothing}
        ${votes && voted ? html`<span class="tag ready" title="Wants a rematch">${icons.again}</span>` : nothing}
      </th>
      ${cells.map((cell) => html`<td>${cell}</td>`)}
    </tr>`;
}
