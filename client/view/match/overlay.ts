/**
 * What lies over the picture: the HUD, the feed, the lobby, scores, results, and the buttons of players and
 * spectators.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Playhead } from "#client/session/recording/playhead.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import type { GameView, NameOf } from "../games/game-view.ts";
import type { Action } from "../input/controls.ts";
import type { NetGraph } from "../net/graph.ts";
import { isolated } from "../parts/isolated.ts";
import type { Share } from "../parts/share.ts";
import { replayPath } from "../router.ts";
import type { Mishaps } from "../stage/mishaps.ts";
import type { AfterRound } from "./after-round.ts";
import type { Mutes } from "./board.ts";
import type { Callouts } from "./callouts.ts";
import type { EventFeed } from "./event-feed.ts";
import type { Extras } from "./extras.ts";
import type { Eye } from "./eye.ts";
import { factsView } from "./facts.ts";
import type { Hosting } from "./hosting.ts";
import { hudView } from "./hud.ts";
import { lobbyView } from "./lobby.ts";
import type { Lookbacks } from "./lookback.ts";
import type { RoundEnd } from "./round-end.ts";
import type { Spectating } from "./spectating.ts";
import { touchView } from "./touch.ts";
import { turnView } from "./turn.ts";
import { turnSign } from "./turn-sign.ts";

export interface OverlayOptions {
  readonly session: Session;
  readonly view: GameView;
  readonly eye: Eye;
  readonly nameOf: NameOf;
  readonly feed: EventFeed;
  readonly callouts: Callouts;
  readonly extras: Pick<Extras, "code">;
  /** Undefined until it has been loaded. */
  lookbacks(): Pick<Lookbacks, "view"> | undefined;
  readonly share: Pick<Share, "view">;
  readonly net: NetGraph | undefined;
  /** Undefined for players. */
  readonly spectating: Spectating | undefined;
  readonly hosting: Hosting;
  readonly roundEnd: Pick<RoundEnd, "isOver">;
  readonly mishaps: Mishaps;
  /** The player's party; nothing where there is none. */
  party?(): Part;
  /** What operators of the server have said; nothing where they have said nothing. */
  told?(): Part;
  /** Whether the player waits for another match. */
  searches?(): boolean;
  /** The name of the last round's replay; undefined while there is none. */
  replay(): string | undefined;
  /** What a player's match has with its results; undefined for those who watch. */
  after?(): Pick<AfterRound, "rating" | "acts" | "ladder" | "sheet"> | undefined;
  /** Of whom the player wants to see no emotes and pings, by seat. */
  readonly mutes?: Mutes;
  /** What a player saw is looked at: its log stops at a moment of the match, and not at its end. */
  readonly seen?: unknown;
  /** A button that the page draws is pressed, or held by this pointer. */
  click(action: Action): void;
  hold(action: Action, pointer: number): void;
  /** What stands under a spectator's scrubber, and what else a spectator can do. */
  under?(): TemplateResult;
  ways?(): TemplateResult;
  /** Asks for leave to notify a player of their turn; undefined where that can't be asked. */
  bell?(): (() => void) | undefined;
  /** The player goes on here: another match that was asked for is not wanted any more. */
  stay?(): void;
  again(): void;
  leave(): void;
  redraw(): void;
}

type Part = TemplateResult | typeof nothing;

export class Overlay {
  readonly #options: OverlayOptions;
  #scores: "closed" | "held" | "open" = "closed";
  #folded = false;

  constructor(options: OverlayOptions) {
    this.#options = options;
  }

  /** A key holds the scores open, or lets go of them. */
  holdScores(held: boolean): void {
    this.#scores = held ? "held" : "closed";
    this.#options.redraw();
  }

  toggleScores(): void {
    this.#scores = this.#scores === "closed" ? "open" : "closed";
    this.#options.redraw();
  }

  /** Each part for itself: where a game's view throws in one, the others stay. */
  render(drawn: Drawn): TemplateResult {
    const { session, view, feed, callouts, lookbacks, net } = this.#options;
    const { world } = drawn;
    return html`
      ${lookbacks()?.view() ?? nothing} ${this.#guard("hud", () => this.#hud(drawn))}
      ${feed.view(view.sight)} ${callouts.view()}
      ${this.#guard("card", () => this.#card(drawn))}
      ${session.seat < 0 ? this.#deck() : this.#buttons()}
      ${this.#guard("turn", () => (view.sight === "whole" && view.html === undefined ? turnView(view.bounds(world)) : nothing))}
      ${this.#guard("lobby", () => this.#lobby(drawn))}
      ${this.#guard("board", () => this.#board(drawn))}
      ${net?.view(view.body !== undefined) ?? nothing}`;
  }

  #hud(drawn: Drawn): TemplateResult {
    const { session, view, eye, nameOf } = this.#options;
    const hud = view.hud(drawn, eye.seat, (seat) => isolated(nameOf(seat)));
    // A spectator reads them in the card of the player that is followed.
    const sign = turnSign({ world: drawn.world, own: session.seat, nameOf, bell: this.#options.bell?.() });
    return hudView(session.seat < 0 ? { ...hud, gauges: [] } : hud, sign);
  }

  /** Whom a spectator follows. */
  #card(drawn: Drawn): Part {
    const { session, view, eye, nameOf, spectating } = this.#options;
    if (session.seat >= 0 || eye.seat < 0 || !spectating) return nothing;
    const { gauges } = view.hud(drawn, eye.seat, nameOf);
    return spectating.card({ board: view.board(drawn.world, nameOf), seat: eye.seat, nameOf, gauges });
  }

  #guard(part: string, work: () => Part): Part {
    return this.#options.mishaps.guard(part, work) ?? nothing;
  }

  #deck(): Part {
    const { spectating, nameOf, session, under, ways } = this.#options;
    const { spectators } = session;
    return spectating?.deck({ nameOf, spectators, under: under?.() ?? nothing, ways: ways?.() ?? nothing }) ?? nothing;
  }

  #buttons(): TemplateResult {
    const { view, click, hold } = this.#options;
    return touchView({ buttons: view.touch, click, hold });
  }

  #lobby({ world }: Drawn): Part {
    const { session, view, share, nameOf, hosting, roundEnd, click, leave, redraw } = this.#options;
    if (roundEnd.isOver) return nothing;
    const { seat: own, seats: roster, spectators, playhead } = session;
    const lobby = isFile(playhead) ? undefined : view.lobby(world);
    if (!lobby) return nothing;
    const fold = () => {
      this.#folded = !this.#folded;
      redraw();
    };
    return lobbyView({
      ...{ lobby, share, own, nameOf, roster, spectators },
      facts: html`${factsView(world.layout, session.host)}${this.#told}`,
      host: {
        seat: hosting.seat,
        panel: hosting.lobby(world),
        row: (seat) => hosting.row(world, seat, nameOf(seat)),
      },
      seats: world.config.seats,
      folded: this.#folded,
      fold,
      ready: () => click("ready"),
      leave,
    });
  }

  /** The results when a round has ended, and before that the scores where the player asks for them. */
  #board({ world: drawn, known }: Drawn): Part {
    const { session, view, nameOf, roundEnd } = this.#options;
    const { seat: own, seats: roster, playhead } = session;
    if (this.#options.seen !== undefined) return nothing;
    const { mutes } = this.#options;
    const ended = roundEnd.isOver || playhead?.ended === true;
    // The results of the round stay until the next one is on, and not only foreseen.
    const world = ended && drawn.layout.game.status(drawn) !== "ended" ? known : drawn;
    if (!ended && this.#scores === "closed") return nothing;
    const code = this.#options.extras.code;
    if (code === undefined) return nothing;
    const board = view.board(world, (seat) => isolated(nameOf(seat)));
    if (!ended)
      return html`
        <section class="panel scoreboard" data-testid="scoreboard" aria-label="Scores">
          <div class="boards">${code.boardView({ board, own, nameOf, roster, mutes, votes: false })}</div>
          ${this.#options.party?.() ?? nothing}${this.#told}
        </section>`;
    const { replay, click, stay, again, leave, hosting } = this.#options;
    const id = replay();
    return code.resultsView({
      ...{ board, own, nameOf, roster, mutes, again, leave },
      host: hosting.results(world),
      party: html`${this.#options.party?.() ?? nothing}${this.#told}`,
      after: this.#options.after?.(),
      replay: id && replayPath(id),
      searches: this.#options.searches?.() ?? false,
      watchAgain: playhead && isFile(playhead) ? () => this.#watchAgain(playhead) : undefined,
      rematch: () => {
        stay?.();
        click("ready");
      },
    });
  }

  get #told(): Part {
    return this.#options.told?.() ?? nothing;
  }

  #watchAgain(playhead: Playhead): void {
    playhead.slide(playhead.first);
    playhead.setSpeed(1);
    playhead.play();
    this.#options.redraw();
  }
}

/** Whether a file is watched, and no match that is on. */
const isFile = (playhead: Playhead | undefined): boolean => playhead?.live === false;
