/** The end of a match: the result, and ways on. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { RosterEntry } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Board, NameOf } from "../games/game-view.ts";
import { fresh } from "../parts/fresh.ts";
import { icons } from "../parts/icons.ts";
import type { AfterRound } from "./after-round.ts";
import { boardView, type Mutes } from "./board.ts";
import { outcomeOf } from "./outcome.ts";

export interface ResultsOptions {
  readonly board: Board;
  readonly own: number;
  readonly nameOf: NameOf;
  readonly roster: readonly RosterEntry[];
  readonly mutes?: Mutes | undefined;
  /** Where its replay is to be seen; undefined while there is none. */
  readonly replay: string | undefined;
  /** Of a replay: from its beginning. Then there is nothing else to be done with it. */
  watchAgain: (() => void) | undefined;
  /** The player waits for another match. */
  readonly searches: boolean;
  /** What a player's match has besides; undefined for those who watch. */
  readonly after: Pick<AfterRound, "rating" | "acts" | "ladder" | "sheet"> | undefined;
  /** The player's party. */
  readonly party: TemplateResult | typeof nothing;
  /** For the host of a private match alone. */
  readonly host: TemplateResult | typeof nothing;
  rematch(): void;
  again(): void;
  leave(): void;
}

export function resultsView(options: ResultsOptions): TemplateResult {
  const { board, own, nameOf, roster, mutes, replay, watchAgain, searches, after, host, rematch, again, leave } =
    options;
  const { tone, text } = outcomeOf(board, own);
  const present = new Set(roster.filter(({ kind }) => kind === SEAT.person).map(({ seat }) => seat));
  const votes = board.rows.filter(({ seat, votes: voted }) => voted && present.has(seat)).length;
  const voted = board.rows.some(({ seat, votes: one }) => seat === own && one);
  const acts = after && ((seat: number, isBot: boolean) => after.acts(seat, nameOf(seat), isBot));
  return html`
    <section class="panel results" data-testid="results" aria-labelledby="results-title">
      <h2 id="results-title" class=${tone}>${text}</h2>
      <p role="status">${board.verdict?.text ?? ""}</p>
      <div class="boards">${boardView({ board, own, nameOf, roster, mutes, votes: true, acts })}</div>
      ${after?.rating(own) ?? nothing}
      <div class="row" ${fresh()}>
        ${
          own >= 0
            ? html`<button class="big ${voted ? "on" : "primary"}" data-testid="rematch" aria-pressed=${voted} @click=${rematch}>
                ${voted ? icons.check : icons.again} Rematch <span class="count">${votes}/${present.size}</span>
              </button>`
            : nothing
        }
        ${
          watchAgain
            ? html`<button class="big primary" data-testid="watch-again" @click=${watchAgain}>${icons.again} Watch again</button>`
            : html`<button class="big ${own >= 0 ? "" : "primary"}" data-testid="play-again" aria-busy=${searches} @click=${again}>${searches ? icons.seek : icons.play} ${searches ? "Searching …" : "New match"}</button>`
        }
        ${
          replay
            ? html`<a class="button big" href=${replay} target="_blank" rel="noopener" data-testid="replay-link" ${fresh()}>${icons.film} Replay</a>`
            : nothing
        }
        <button class="big" data-testid="leave" @click=${leave}>Leave</button>
      </div>
      ${own >= 0 ? html`<p class="dim" role="status">${votesText(votes, present.size)}${after?.ladder() ?? nothing}</p>` : nothing}
      ${options.party} ${host}
    </section>
    ${after?.sheet() ?? nothing}`;
}

const votesText = (votes: number, people: number): string =>
  votes === 0
    ? "A rematch starts when all players want it."
    : `${votes} of ${people} ${people === 1 ? "player wants" : "players want"} a rematch.`;
