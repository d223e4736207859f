/** A match that is on: its session, its stage, and all that lies over it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import type { Drawn, Session } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { GameView } from "../games/game-view.ts";
import { cardOf } from "../games/index.ts";
import { Hands } from "../input/hands.ts";
import { type Action, AT_REST } from "../input/intent.ts";
import { NetGraph } from "../net/graph.ts";
import type { PageLine } from "../net/page-line.ts";
import { Share } from "../parts/share.ts";
import { expose, unexpose } from "../probe.ts";
import type { Shell } from "../shell.ts";
import { Sounds } from "../sound/sounds.ts";
import { type Covered, NOTHING_COVERED } from "../stage/frame.ts";
import type { MatchStage } from "../stage/stage.ts";
import { boardView } from "./board.ts";
import { brokenView } from "./broken.ts";
import { coveredBy } from "./covered.ts";
import { Eye } from "./eye.ts";
import { Feed } from "./feed.ts";
import { hudView } from "./hud.ts";
import { unfocus, watchKeys } from "./keys.ts";
import { lobbyView } from "./lobby.ts";
import { resultsView } from "./results.ts";
import { spectateView } from "./spectate.ts";
import { toolbarView } from "./toolbar.ts";
import { touchView } from "./touch.ts";
import { turnView } from "./turn.ts";

/** Milliseconds between two looks at the world by the HUD. */
const HUD_EVERY = 90;
/** Milliseconds between two looks for the first world. */
const POLL = 30;

export interface PlayOptions {
  readonly shell: Shell;
  readonly session: Session;
  readonly code: string;
  readonly pageLine: PageLine;
  /** Leaves the match for good. */
  leave(): void;
  /** Into another match of the same kind. */
  again(): void;
}

export class Play {
  readonly #options: PlayOptions;
  readonly #host = createRef<HTMLElement>();
  readonly #eye = new Eye();
  readonly #feed = new Feed();
  readonly #share: Share;
  readonly #net: NetGraph;
  readonly #end = new AbortController();
  readonly #nameOf = (seat: number): string => this.#names.get(seat) ?? "";
  #names = new Map<number, string>();
  #game: GameView | undefined;
  #hands: Hands | undefined;
  #sounds: Sounds | undefined;
  #stage: MatchStage | undefined;
  #world: WorldBase | undefined;
  #drawn: Drawn | undefined;
  #firstFrameAt: number | undefined;
  #hudAt = 0;
  #covered: Covered = NOTHING_COVERED;
  #scores: "closed" | "held" | "open" = "closed";
  #folded = false;
  /** What draws could not be loaded, or has no WebGL. */
  #broken = false;

  constructor(options: PlayOptions) {
    const { shell, session, code, pageLine } = options;
    const { settings, redraw } = shell;
    this.#options = options;
    this.#share = new Share(code, redraw);
    this.#net = new NetGraph({ session, settings, pageLine, fps: () => this.#stage?.fps ?? 0, redraw });
    const { signal } = this.#end;
    const unwatch = session.watch(() => this.#changed());
    signal.addEventListener("abort", unwatch);
    const unset = settings.watch(redraw);
    signal.addEventListener("abort", unset);
    this.#changed();
    this.#begin().catch(() => {
      this.#broken = true;
      shell.redraw();
    });
  }

  /** The game of this match, once it is known. */
  get game(): string | undefined {
    return this.#world?.layout.game.name;
  }

  stop(): void {
    this.#end.abort();
    this.#stage?.stop();
    this.#hands?.stop();
    this.#sounds?.stop();
    unexpose();
  }

  #changed(): void {
    this.#names = new Map(this.#options.session.seats.map(({ seat, name }) => [seat, name]));
    this.#stage?.rename();
    this.#options.shell.redraw();
  }

  /** Loads what draws while the connection comes about, and begins with the first world. */
  async #begin(): Promise<void> {
    const { shell, session } = this.#options;
    const loading = import("../stage/stage.ts");
    const world = await this.#firstWorld();
    const card = world && cardOf(world.layout.game.name);
    if (world === undefined || card === undefined) return;
    const [{ MatchStage }, view] = await Promise.all([loading, card.load()]);
    const host = this.#host.value;
    if (this.#end.signal.aborted || host === undefined) return;
    this.#game = view;
    this.#sounds = new Sounds(view.sounds, shell.settings);
    const hands = new Hands(host, shell.settings, () => {
      // Frames may stop now, so what is let go is said at once.
      if (session.seat >= 0 && this.#world) session.intend(view.input(AT_REST, this.#world, session.seat));
    });
    this.#hands = hands;
    const stage = new MatchStage({
      host,
      session,
      view,
      hands,
      settings: shell.settings,
      eye: this.#eye,
      sounds: this.#sounds,
      nameOf: this.#nameOf,
      covered: () => this.#covered,
      ghosts: () => this.#net.ghosts,
      drawn: (drawn) => this.#draw(drawn),
    });
    this.#stage = stage;
    watchKeys(this.#end.signal, host, {
      eye: this.#eye,
      spectates: () => session.seat < 0,
      mute: () => this.#mute(),
      net: () => this.#net.toggle(),
      ghosts: () => this.#net.toggleGhosts(),
      scores: (held) => this.#hold(held),
      drag: (byX, byY) => stage.drag(byX, byY),
    });
    expose({ stage, session, view, drawn: () => this.#drawn, firstFrameAt: () => this.#firstFrameAt });
    shell.redraw();
  }

  async #firstWorld(): Promise<WorldBase | undefined> {
    while (!this.#end.signal.aborted) {
      const drawn = this.#options.session.frame(performance.now());
      if (drawn !== undefined) return drawn.world;
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
    return undefined;
  }

  #draw(drawn: Drawn): void {
    const now = performance.now();
    const { world, happenings } = drawn;
    this.#drawn = drawn;
    this.#world = world;
    this.#firstFrameAt ??= now;
    this.#feed.add(this.#game?.news(happenings, world) ?? [], this.#eye.seat, this.#nameOf, now);
    this.#net.draw(now, 1000 / world.layout.tickRate);
    if (now - this.#hudAt < HUD_EVERY) return;
    this.#hudAt = now;
    this.#measure(world);
    this.#options.shell.redraw();
  }

  #measure(world: WorldBase): void {
    const host = this.#host.value;
    const game = this.#game;
    if (host === undefined || game === undefined) return;
    const lobby = !this.#folded && game.lobby(world) !== undefined;
    this.#covered = coveredBy({ host, sight: game.sight, lobby });
  }

  #click(action: Action): void {
    this.#hands?.click(action);
  }

  #mute(): void {
    const { settings } = this.#options.shell;
    settings.set({ muted: !settings.value.muted });
  }

  #hold(held: boolean): void {
    this.#scores = held ? "held" : "closed";
    this.#options.shell.redraw();
  }

  view(): TemplateResult {
    return html`
      <div class="match" @click=${unfocus}>
        <div class="stage" ${ref(this.#host)}></div>
        ${this.#world && this.#game ? this.#over(this.#world, this.#game) : nothing}
        ${this.#toolbar()}
        ${this.#broken ? brokenView() : nothing}
      </div>`;
  }

  #toolbar(): TemplateResult {
    const { shell, leave } = this.#options;
    return toolbarView({
      muted: shell.settings.value.muted,
      net: this.#net,
      mute: () => this.#mute(),
      settings: () => shell.openSettings(),
      scores: () => {
        this.#scores = this.#scores === "closed" ? "open" : "closed";
        shell.redraw();
      },
      leave,
    });
  }

  #over(world: WorldBase, game: GameView): TemplateResult {
    const { session, shell, leave, again } = this.#options;
    const { seat: own, seats: roster, spectators } = session;
    const nameOf = this.#nameOf;
    const lobby = game.lobby(world);
    const ended = world.layout.game.status(world) === "ended";
    const board = ended || this.#scores !== "closed" ? game.board(world, nameOf) : undefined;
    return html`
      ${this.#drawn ? hudView(game.hud(this.#drawn, this.#eye.seat, nameOf)) : nothing}
      ${this.#feed.view()}
      ${
        own < 0
          ? spectateView({ eye: this.#eye, nameOf, changed: () => shell.redraw() })
          : touchView({
              buttons: game.touch,
              click: (action) => this.#click(action),
              hold: (action, down) => this.#hands?.hold(action, down),
            })
      }
      ${game.sight === "whole" ? turnView(game.bounds(world)) : nothing}
      ${
        lobby &&
        lobbyView({
          lobby,
          share: this.#share,
          own,
          nameOf,
          roster,
          spectators,
          seats: world.config.seats,
          folded: this.#folded,
          fold: () => {
            this.#folded = !this.#folded;
            shell.redraw();
          },
          ready: () => this.#click("ready"),
          leave,
        })
      }
      ${ended && board ? resultsView({ board, own, nameOf, roster, rematch: () => this.#click("ready"), again, leave }) : nothing}
      ${
        !ended && board
          ? html`<section class="panel scoreboard" data-testid="scoreboard" aria-label="Scores">
              <div class="boards">${boardView({ board, own, nameOf, roster, votes: false })}</div>
            </section>`
          : nothing
      }
      ${this.#net.view(game.body !== undefined)}`;
  }
}
