/** The rows of a leaderboard. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { LadderRow } from "#shared/protocol/ladder.ts";
import { gradeView } from "./grade.ts";
import { alike, playerLink } from "./player-link.ts";

export interface RowsOptions {
  /** The id of the player who looks; undefined where they are none yet. */
  readonly own: string | undefined;
  go(path: string): void;
}

export function rowsView(rows: readonly LadderRow[], { own, go }: RowsOptions): TemplateResult {
  const tagged = alike(rows);
  // A browser that translates would keep what stood here first.
  return html`
    <table class="ladder-table" translate="no">
      <thead>
        <tr>
          <th scope="col"><span class="unseen">Rank</span><span aria-hidden="true">#</span></th>
          <th scope="col" class="who">Player</th>
          <th scope="col">Points</th>
          <th scope="col" class="who tier">Tier</th>
          <th scope="col" class="wide">Rounds</th>
          <th scope="col" class="wide">Won</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ player }) => player,
          (row) => html`
            <tr class=${row.player === own ? "own" : ""} data-testid=${row.player === own ? "ladder-own" : nothing}>
              <td>${row.rank ?? html`<span aria-hidden="true">–</span><span class="unseen">none yet</span>`}</td>
              <th scope="row" class="who">
                ${playerLink({ player: row, tagged: tagged.has(row.player), go })}
                ${row.player === own ? html`<span class="tag you">you</span>` : nothing}
              </th>
              <td class="points">${row.points}</td>
              <td class="who tier">${gradeView(row)}</td>
              <td class="wide">${row.rounds}</td>
              <td class="wide">${row.wins}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
