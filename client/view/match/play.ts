/** A match that is on, or was: its session, its stage, and all that lies over it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import { logFault } from "#client/faults.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { Playhead } from "#client/session/recording/playhead.ts";
import type { TraceRecorder } from "#client/session/recording/trace-recorder.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { GameView } from "../games/game-view.ts";
import { cardOf } from "../games/index.ts";
import { type Action, AT_REST } from "../input/controls.ts";
import { InputDevices } from "../input/input-devices.ts";
import { NetGraph } from "../net/graph.ts";
import type { PageLine } from "../net/page-line.ts";
import type { PageScope } from "../page-scope.ts";
import { progressView } from "../parts/progress.ts";
import { Share } from "../parts/share.ts";
import { expose, unexpose } from "../probe.ts";
import { linkTo, replayPath, tracePath } from "../router.ts";
import type { Shell } from "../shell.ts";
import { Sounds } from "../sound/sounds.ts";
import { type Covered, NOTHING_COVERED } from "../stage/frame.ts";
import { Mishaps } from "../stage/mishaps.ts";
import type { MatchStage } from "../stage/stage.ts";
import type { Seen } from "../stage/trail.ts";
import { keepAwake } from "./awake.ts";
import { blame } from "./blame.ts";
import { boardView } from "./board.ts";
import { type Broken, brokenView } from "./broken.ts";
import { coveredBy } from "./covered.ts";
import type { Candidate, Director } from "./director.ts";
import { EventFeed } from "./event-feed.ts";
import { Eye } from "./eye.ts";
import { hudView } from "./hud.ts";
import { unfocus, watchKeys } from "./keys.ts";
import { lobbyView } from "./lobby.ts";
import { ReplayOffer } from "./offer.ts";
import { resultsView } from "./results.ts";
import type { Scrubber } from "./scrubber.ts";
import { stay } from "./stay.ts";
import { toolbarView } from "./toolbar.ts";
import { touchView } from "./touch.ts";
import { TraceReport } from "./trace-report.ts";
import { troubleView } from "./trouble.ts";
import { turnView } from "./turn.ts";

/** Loaded for those who watch alone. */
type SpectatorTools = typeof import("./spectator-tools.ts");

/** Milliseconds between two looks at the world by the HUD. */
const HUD_EVERY = 90;
/** Milliseconds between two looks for the first world. */
const POLL = 30;
/** Ticks of the past that are looked through for marks, at each drawn frame. */
const MARKED = 40;

export interface PlayOptions {
  readonly shell: Shell;
  readonly session: Session;
  readonly code: string;
  /** Undefined for a replay, which needs none. */
  readonly pageLine: PageLine | undefined;
  /** Records what is seen, for whoever plays. */
  readonly recorder?: TraceRecorder;
  /** What somebody saw, to be drawn over it; they are followed at first. */
  readonly seen?: Seen;
  /** What stands under a spectator's scrubber. */
  under?(): TemplateResult;
  /** What else a spectator can do. */
  ways?(): TemplateResult;
  /** The player goes on here, whatever other match was asked for. */
  stay?(): void;
  /** Leaves the match for good. */
  leave(): void;
  /** Into another match of the same kind. */
  again(): void;
}

export class Play {
  readonly #options: PlayOptions;
  readonly #host = createRef<HTMLElement>();
  readonly #eye = new Eye();
  readonly #feed = new EventFeed();
  readonly #share: Share;
  readonly #net: NetGraph | undefined;
  #tools: SpectatorTools | undefined;
  #director: Director | undefined;
  readonly #offer: ReplayOffer;
  /** Of what is recorded, if anything is. */
  readonly #report: TraceReport | undefined;
  readonly #scope: PageScope;
  readonly #nameOf = (seat: number): string => this.#names.get(seat) ?? "";
  #names = new Map<number, string>();
  #game: GameView | undefined;
  /** What a spectator looks back with, once there is something. */
  #scrubber: Scrubber | undefined;
  #devices: InputDevices | undefined;
  #sounds: Sounds | undefined;
  #stage: MatchStage | undefined;
  #world: WorldBase | undefined;
  #drawn: Drawn | undefined;
  #firstFrameAt: number | undefined;
  #hudAt = 0;
  /** The last tick that was drawn in which the match was on. */
  #liveAt = 0;
  /** The round has ended, as it is drawn. */
  #ended = false;
  #covered: Covered = NOTHING_COVERED;
  #scores: "closed" | "held" | "open" = "closed";
  #folded = false;
  /** Why nothing is drawn, if so. */
  #broken: Broken | undefined;
  readonly #mishaps: Mishaps;

  constructor(options: PlayOptions) {
    const { shell, session, code, pageLine, recorder, seen } = options;
    const { settings, redraw } = shell;
    this.#options = options;
    this.#mishaps = new Mishaps({ now: () => performance.now(), log: this.#log, changed: redraw });
    const scope = shell.scope.within();
    this.#scope = scope;
    this.#share = new Share(code, scope, redraw);
    const fps = () => this.#stage?.fps ?? 0;
    this.#net = pageLine && new NetGraph({ session, settings, pageLine, scope, fps, redraw });
    const { api, replays } = shell;
    const results = (signal: AbortSignal) => api(signal).results(code);
    this.#offer = new ReplayOffer({ code, scope, results, has: (id, signal) => replays.has(id, signal), redraw });
    const keep = async (from: TraceRecorder, signal: AbortSignal) =>
      linkTo(tracePath(await api(signal).keepTrace(code, from.trace(performance.now()))));
    this.#report = recorder && new TraceReport({ scope, keep: (signal) => keep(recorder, signal), redraw });
    if (seen) this.#eye.follow(seen.seat);
    const { signal } = scope;
    const unwatch = session.watch(() => this.#changed());
    signal.addEventListener("abort", unwatch);
    const unset = settings.watch(redraw);
    signal.addEventListener("abort", unset);
    this.#changed();
    void this.#begin();
  }

  /** The game of this match, once it is known. */
  get game(): string | undefined {
    return this.#world?.layout.game.name;
  }

  stop(): void {
    this.#scope.end();
    this.#stage?.stop();
    this.#devices?.stop();
    this.#sounds?.stop();
    unexpose();
  }

  #changed(): void {
    this.#options.recorder?.linked(this.#options.session.link.state, performance.now());
    this.#names = new Map(this.#options.session.seats.map(({ seat, name }) => [seat, name]));
    this.#mishaps.guard("rename", () => this.#stage?.rename());
    this.#options.shell.redraw();
  }

  async #begin(): Promise<void> {
    try {
      const [stage, view, tools] = await this.#scope.ask(() =>
        Promise.all([this.#loadStage(), this.#loadView(), this.#loadTools()]),
      );
      this.#tools = tools;
      this.#director = tools && new tools.Director();
      this.#show(stage, view);
    } catch (error) {
      this.#log("begin", error);
      this.#break(blame(error));
    }
  }

  /** Its files are fetched already, or are about to be: each piece of them says that the line is no dead one. */
  async #loadStage(): Promise<typeof import("../stage/stage.ts")> {
    const { code } = this.#options.shell;
    let unwatch = () => {};
    const fetched = limited(CODE_MS, ({ renew }) => {
      unwatch = code.watch(renew);
      return code.get("stage");
    });
    await fetched.finally(() => unwatch());
    return limited(CODE_MS, () => import("../stage/stage.ts"));
  }

  async #loadTools(): Promise<SpectatorTools | undefined> {
    const { recorder } = this.#options;
    return recorder ? undefined : limited(CODE_MS, () => import("./spectator-tools.ts"));
  }

  /** To the game's author. */
  readonly #log = (part: string, error: unknown, times = 1): void =>
    logFault("view_failed", { game: this.game ?? "", part, times }, error);

  /** Loads what draws the game of the first world, while the connection comes about. */
  async #loadView(): Promise<GameView> {
    const world = await this.#firstWorld();
    const card = cardOf(world.layout.game.name);
    if (card === undefined) throw new RangeError(`this page can't draw ${world.layout.game.name}`);
    return limited(CODE_MS, () => card.load());
  }

  #show({ MatchStage }: typeof import("../stage/stage.ts"), view: GameView): void {
    const { shell, session } = this.#options;
    const host = this.#host.value;
    if (host === undefined) return;
    this.#game = view;
    this.#sounds = new Sounds(view.sounds, shell.settings);
    const devices = new InputDevices(host, shell.settings, () => {
      // Frames may stop now, so what is let go is said at once.
      const world = this.#world;
      if (session.seat >= 0 && world)
        this.#mishaps.guard("input", () => session.setInput(view.input(AT_REST, world, session.seat)));
    });
    this.#devices = devices;
    const stage = new MatchStage({
      host,
      session,
      view,
      devices,
      settings: shell.settings,
      eye: this.#eye,
      sounds: this.#sounds,
      nameOf: this.#nameOf,
      covered: () => this.#covered,
      ghosts: () => this.#net?.ghosts ?? false,
      seen: this.#options.seen,
      drawn: (drawn) => this.#draw(drawn),
      gone: (isGone) => this.#break(isGone ? "graphics-lost" : undefined),
      mishaps: this.#mishaps,
    });
    this.#stage = stage;
    keepAwake(this.#scope.signal);
    stay(this.#scope.signal, () => session.seat >= 0);
    watchKeys(this.#scope.signal, host, {
      eye: this.#eye,
      spectates: () => session.seat < 0,
      scrubber: () => this.#scrubber,
      mute: () => this.#mute(),
      net: () => this.#net?.toggle(),
      ghosts: () => this.#net?.toggleGhosts(),
      report: () => void this.#report?.send(),
      scores: (held) => this.#hold(held),
      drag: (byX, byY) => stage.drag(byX, byY),
    });
    expose({
      stage,
      session,
      view,
      drawn: () => this.#drawn,
      firstFrameAt: () => this.#firstFrameAt,
      eye: () => this.#eye.seat,
    });
    shell.redraw();
  }

  #break(broken: Broken | undefined): void {
    this.#broken = broken;
    this.#options.shell.redraw();
  }

  async #firstWorld(): Promise<WorldBase> {
    for (;;) {
      const drawn = this.#options.session.frame(performance.now());
      if (drawn !== undefined) return drawn.world;
      await this.#scope.wait(POLL);
    }
  }

  #draw(drawn: Drawn): void {
    const now = performance.now();
    const { world, events } = drawn;
    this.#drawn = drawn;
    this.#world = world;
    this.#firstFrameAt ??= now;
    if (drawn.jumped) {
      this.#feed.clear();
      this.#director?.cut();
    }
    const news = this.#mishaps.guard("news", () => this.#game?.news(events, world)) ?? [];
    this.#feed.add(news, this.#eye.seat, this.#nameOf, now);
    this.#net?.draw(now, 1000 / world.layout.tickRate);
    this.#mishaps.guard("record", () => this.#record(drawn, now));
    this.#mishaps.guard("look", () => this.#look(world, now));
    if (now - this.#hudAt < HUD_EVERY) return;
    this.#hudAt = now;
    this.#mishaps.guard("measure", () => this.#measure(world));
    this.#mishaps.guard("status", () => this.#follow(world));
    this.#options.shell.redraw();
  }

  #record(drawn: Drawn, now: number): void {
    const { recorder, session } = this.#options;
    recorder?.drew(drawn, this.#game?.place(drawn, session.seat), now);
    recorder?.measure(() => session.stats, now);
  }

  /** What a spectator looks with: whom, and back. */
  #look(world: WorldBase, now: number): void {
    const { session } = this.#options;
    const { playhead } = session;
    if (session.seat >= 0 || playhead === undefined) return;
    if (this.#tools) this.#scrub(playhead, this.#tools);
    this.#scrubber?.marks?.look(MARKED);
    const { interest } = this.#game ?? {};
    // While nothing moves nobody's interest changes.
    if (interest === undefined || this.#director === undefined || playhead.state === "paused") return;
    const candidates: Candidate[] = [];
    for (let seat = 0; seat < world.config.seats; seat++) {
      const much = interest(world, seat);
      if (much !== undefined) candidates.push({ seat, interest: much });
    }
    this.#eye.suggest(this.#director.direct(candidates, now));
  }

  /** Another transport is another match, as after an update. */
  #scrub(playhead: Playhead, { Scrubber, Marks }: SpectatorTools): void {
    if (this.#scrubber?.playhead === playhead) return;
    const scrubber = new Scrubber(playhead, this.#options.shell.redraw);
    this.#scrubber = scrubber;
    void this.#mark(scrubber, Marks);
  }

  /** Through a view of its own, for one that is watched may remember what it tells. */
  async #mark(scrubber: Scrubber, Marks: SpectatorTools["Marks"]): Promise<void> {
    const { footage } = this.#options.session;
    const view = await this.#scope.ask(async () => cardOf(this.game ?? "")?.load());
    if (footage && view)
      scrubber.marks = new Marks(footage.again(), (happenings, world) => view.news(happenings, world).length > 0);
  }

  /** Offers the replay of a round when it has ended. */
  #follow(world: WorldBase): void {
    const status = world.layout.game.status(world);
    const ended = status === "ended";
    if (!ended) this.#liveAt = world.tick;
    if (ended === this.#ended) return;
    this.#ended = ended;
    if (!ended) this.#offer.forget();
    else if (this.#net) this.#offer.ask(this.#liveAt);
  }

  #measure(world: WorldBase): void {
    const host = this.#host.value;
    const game = this.#game;
    if (host === undefined || game === undefined) return;
    const lobby = !this.#folded && game.lobby(world) !== undefined;
    this.#covered = coveredBy({ host, sight: game.sight, lobby });
  }

  #click(action: Action): void {
    this.#devices?.click(action);
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
      <div class="match" translate="no" @click=${unfocus}>
        <div class="stage" ${ref(this.#host)}></div>
        ${this.#world && this.#game ? this.#over(this.#world, this.#game) : this.#loading()}
        ${this.#toolbar()} ${this.#report?.view() ?? nothing} ${troubleView(this.#mishaps.trouble)}
        ${this.#broken ? brokenView(this.#broken) : nothing}
      </div>`;
  }

  /** Until the first frame is drawn. */
  #loading(): TemplateResult | typeof nothing {
    if (this.#broken) return nothing;
    return html`
      <div class="loading" role="status" data-testid="stage-loading">
        <p>Loading the match …</p>
        ${progressView(this.#options.shell.code)}
      </div>`;
  }

  #toolbar(): TemplateResult {
    const { shell, leave } = this.#options;
    return toolbarView({
      muted: shell.settings.value.muted,
      net: this.#net,
      report: this.#report && (() => void this.#report?.send()),
      mute: () => this.#mute(),
      settings: () => shell.openSettings(),
      scores: () => {
        this.#scores = this.#scores === "closed" ? "open" : "closed";
        shell.redraw();
      },
      leave,
    });
  }

  #over(world: WorldBase, game: GameView): TemplateResult | typeof nothing {
    return this.#mishaps.guard("hud", () => this.#overlay(world, game)) ?? nothing;
  }

  #overlay(world: WorldBase, game: GameView): TemplateResult {
    const { session, shell, leave, again } = this.#options;
    const { seat: own, seats: roster, spectators, playhead } = session;
    const nameOf = this.#nameOf;
    const isFile = playhead?.live === false;
    const lobby = isFile ? undefined : game.lobby(world);
    const ended = world.layout.game.status(world) === "ended" || playhead?.ended === true;
    const board = ended || this.#scores !== "closed" ? game.board(world, nameOf) : undefined;
    return html`
      ${this.#drawn ? hudView(game.hud(this.#drawn, this.#eye.seat, nameOf)) : nothing}
      ${this.#feed.view()}
      ${
        own < 0
          ? this.#tools?.spectateView({
              eye: this.#eye,
              nameOf,
              spectators,
              hasDirector: game.interest !== undefined,
              hasCamera: game.sight === "follow",
              scrubber: this.#scrubber,
              under: this.#options.under?.() ?? nothing,
              ways: this.#options.ways?.() ?? nothing,
              changed: () => shell.redraw(),
            })
          : touchView({
              buttons: game.touch,
              click: (action) => this.#click(action),
              hold: (action, pointer) => this.#devices?.hold(action, pointer),
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
      ${
        ended && board
          ? resultsView({
              board,
              own,
              nameOf,
              roster,
              replay: this.#offer.id && replayPath(this.#offer.id),
              watchAgain: isFile ? () => this.#replay(playhead) : undefined,
              rematch: () => {
                this.#options.stay?.();
                this.#click("ready");
              },
              again,
              leave,
            })
          : nothing
      }
      ${
        !ended && board
          ? html`<section class="panel scoreboard" data-testid="scoreboard" aria-label="Scores">
              <div class="boards">${boardView({ board, own, nameOf, roster, votes: false })}</div>
            </section>`
          : nothing
      }
      ${this.#net?.view(game.body !== undefined) ?? nothing}`;
  }

  #replay(playhead: Playhead): void {
    playhead.slide(playhead.first);
    playhead.setSpeed(1);
    playhead.play();
    this.#options.shell.redraw();
  }
}
