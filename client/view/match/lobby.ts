/**
 * The lobby: the players, which of them are ready, and how others come. It lies beside the match, which is already
 * on.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { RosterEntry } from "#shared/protocol/index.ts";
import { SEAT } from "#shared/sim/index.ts";
import type { Lobby, NameOf, Person } from "../games/game-view.ts";
import { fresh } from "../parts/fresh.ts";
import { icons } from "../parts/icons.ts";
import { markView } from "../parts/mark.ts";
import type { Share } from "../parts/share.ts";

export interface LobbyOptions {
  readonly lobby: Lobby;
  readonly share: Pick<Share, "view">;
  /** -1 for a spectator. */
  readonly own: number;
  readonly nameOf: NameOf;
  readonly roster: readonly RosterEntry[];
  readonly spectators: number;
  readonly seats: number;
  /** What is set; nothing where that is not known. */
  readonly facts: TemplateResult | typeof nothing;
  readonly host: {
    /** -1 where there is none. */
    readonly seat: number;
    /** For the host alone. */
    readonly panel: TemplateResult | typeof nothing;
    row(seat: number): TemplateResult | typeof nothing;
  };
  readonly folded: boolean;
  fold(): void;
  ready(): void;
  leave(): void;
}

export function lobbyView(options: LobbyOptions): TemplateResult {
  const { lobby, share, own, roster, spectators, seats, facts, host, folded, fold, ready, leave } = options;
  const isReady = lobby.people.find(({ seat }) => seat === own)?.ready === true;
  const persons = roster.filter(({ kind }) => kind >= SEAT.person).length;
  // Bots give way to players: they are counted, so that players and the host's buttons have the room.
  const bots = new Set(roster.flatMap(({ kind, seat }) => (kind === SEAT.bot ? [seat] : [])));
  return html`
    <aside class="panel lobby ${folded ? "folded" : ""}" data-over aria-labelledby="lobby-title" data-testid="lobby" ${fresh()}>
      <header>
        <h2 id="lobby-title">Lobby</h2>
        <span class="dim">${icons.people} ${persons}/${seats}${spectators > 0 ? html` ${icons.eye} ${spectators}` : nothing}</span>
        <button class="quiet" aria-expanded=${!folded} aria-controls="lobby-body" @click=${fold}>${folded ? "Show" : "Hide"}</button>
      </header>
      <div id="lobby-body" class="lobby-body" ?hidden=${folded}>
        <ul class="people" aria-label="Players here">
          ${repeat(
            lobby.people.filter(({ seat }) => !bots.has(seat)),
            ({ seat }) => seat,
            (person) => personView(options, person),
          )}
          ${bots.size > 0 ? html`<li class="dim" data-state="bots">${bots.size === 1 ? "1 bot" : `${bots.size} bots`}</li>` : nothing}
        </ul>
        ${share.view()} ${host.panel} ${facts}
      </div>
      <p class="lobby-text" role="status">${lastText(options) ?? lobby.text}</p>
      <div class="row">
        ${
          own >= 0
            ? html`<button class="big ready ${isReady ? "on" : "primary"}" id="ready" data-testid="ready" aria-pressed=${isReady} @click=${ready}>
                ${isReady ? html`${icons.check} Ready` : "I'm ready"}
              </button>`
            : nothing
        }
        <button class="big" data-testid="leave" @click=${leave}>Leave</button>
      </div>
    </aside>`;
}

/** Whom the others wait for, and until when. */
function lastText({ lobby: { last }, own, nameOf }: LobbyOptions): string | undefined {
  if (!last) return undefined;
  return last.seat === own
    ? `All others are ready. It starts without you in ${last.seconds} s.`
    : `Waits for ${nameOf(last.seat)}, and starts in ${last.seconds} s.`;
}

function stateOf(kind: number | undefined, ready: boolean): readonly [name: string, text: string] {
  if (kind === SEAT.away) return ["away", "away"];
  return ready ? ["ready", "ready"] : ["waits", "not ready"];
}

function personView({ own, nameOf, roster, host }: LobbyOptions, { seat, mark, ready, team }: Person): TemplateResult {
  const [state, text] = stateOf(roster.find((entry) => entry.seat === seat)?.kind, ready);
  return html`
    <li class=${seat === own ? "own" : ""} data-state=${state}>
      ${markView(mark)}
      <bdi class="name">${nameOf(seat)}</bdi>
      ${seat === own ? html`<span class="tag you">you</span>` : nothing}
      ${seat === host.seat ? html`<span class="tag host-tag" role="img" aria-label="host" title="host">${icons.crown}</span>` : nothing}
      ${team ? html`<span class="dim team">${team}</span>` : nothing}
      <span class="tag ${state}">${state === "ready" ? icons.check : nothing}${text}</span>
      ${host.row(seat)}
    </li>`;
}
