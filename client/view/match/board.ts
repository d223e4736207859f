/** The table of scores, in the match and after it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { RosterEntry } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Board, BoardRow, NameOf } from "../games/game-view.ts";
import { icons } from "../parts/icons.ts";
import { markView } from "../parts/mark.ts";

/** Of whom the player wants to see no emotes and pings, by seat. */
export interface Mutes {
  has(seat: number): boolean;
  toggle(seat: number): void;
}

interface Options {
  readonly board: Board;
  readonly own: number;
  readonly nameOf: NameOf;
  readonly roster: readonly RosterEntry[];
  readonly mutes?: Mutes | undefined;
  /** Whether votes for a rematch are shown. */
  readonly votes: boolean;
  /** What there is to another player. @param isBot a bot has the seat by now */
  acts?: ((seat: number, isBot: boolean) => TemplateResult | typeof nothing) | undefined;
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
  { own, nameOf, roster, votes, mutes, acts }: Options,
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
        ${mutes && seat !== own && kind !== undefined && kind !== SEAT.bot ? muteView(mutes, seat, nameOf(seat)) : nothing}
        ${acts && seat !== own ? acts(seat, kind === SEAT.bot) : nothing}
        ${votes && voted ? html`<span class="tag ready" title="Wants a rematch">${icons.again}</span>` : nothing}
      </th>
      ${cells.map((cell) => html`<td>${cell}</td>`)}
    </tr>`;
}

/** Own words are not wanted less: a player mutes others alone, and bots say nothing. */
function muteView(mutes: Mutes, seat: number, name: string): TemplateResult {
  const isMuted = mutes.has(seat);
  const label = isMuted ? `Show emotes of ${name} again` : `Mute emotes of ${name}`;
  return html`
    <button class="quiet mute ${isMuted ? "on" : ""}" aria-label=${label} title=${label} aria-pressed=${isMuted}
      data-testid="mute-${seat}" @click=${() => mutes.toggle(seat)}>${isMuted ? icons.silent : icons.sound}</button>`;
}
