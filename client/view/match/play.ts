/** A match that is on, or was: puts together its stage, what lies over it, and what follows each drawn frame. */
import "./match.css";
import { html, nothing, type TemplateResult } from "lit-html";
import { createRef, ref } from "lit-html/directives/ref.js";
import { logFault } from "#client/faults.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { TraceRecorder } from "#client/session/recording/trace-recorder.ts";
import type { Session } from "#client/session/types.ts";
import type { Status, WorldBase } from "#shared/sim/index.ts";
import { drawsOf } from "../games/draws.ts";
import type { GameView } from "../games/game-view.ts";
import { titleOf } from "../games/index.ts";
import { InputDevices } from "../input/input-devices.ts";
import { partyLinkOf } from "../ladder/party-link.ts";
import { NetGraph } from "../net/graph.ts";
import type { PageConditions } from "../net/page-conditions.ts";
import type { PageScope } from "../page-scope.ts";
import { CopyButton } from "../parts/copy.ts";
import { Share } from "../parts/share.ts";
import { expose, unexpose } from "../probe.ts";
import { ladderPath, linkTo, tracePath } from "../router.ts";
import type { Shell } from "../shell.ts";
import type { SoundPlayer, Sounds } from "../sound/sounds.ts";
import type { MatchStage } from "../stage/match-stage.ts";
import { Mishaps } from "../stage/mishaps.ts";
import type { Seen } from "../stage/trail.ts";
import { TalkLoader } from "../talk/loader.ts";
import { isMuted, toggleMuted } from "../talk/mutes.ts";
import { talkSounds } from "../talk/sounds.ts";
import { AfterFrame } from "./after-frame.ts";
import type { AfterRound } from "./after-round.ts";
import { keepAwake } from "./awake.ts";
import { blame } from "./blame.ts";
import { type Broken, brokenView } from "./broken.ts";
import { Callouts } from "./callouts.ts";
import { CleanPicture } from "./clean.ts";
import { EventFeed } from "./event-feed.ts";
import { type ExtraCode, Extras } from "./extras.ts";
import { Eye } from "./eye.ts";
import { FirstMinute } from "./first-minute.ts";
import { showHands } from "./hands.ts";
import { Hosting } from "./hosting.ts";
import { unfocus, watchKeys } from "./keys.ts";
import { type Loaded, loadMatch } from "./loading.ts";
import { loadingView } from "./loading-view.ts";
import type { Lookbacks } from "./lookback.ts";
import type { Notices } from "./notices.ts";
import { ReplayOffer } from "./offer.ts";
import { Overlay, type OverlayOptions } from "./overlay.ts";
import { type PageActions, toMenu } from "./page-actions.ts";
import { QueuedNote } from "./queued-note.ts";
import { RoundEnd } from "./round-end.ts";
import type { Spectating } from "./spectating.ts";
import { stay } from "./stay.ts";
import { toolbarView } from "./toolbar.ts";
import { type Kept, TraceReport } from "./trace-report.ts";
import { troubleView } from "./trouble.ts";
import type { TurnNotice } from "./turn-notice.ts";

export interface PlayOptions extends Pick<OverlayOptions, "under" | "ways" | "stay" | "again" | "leave"> {
  readonly shell: Shell;
  readonly session: Session;
  /** The match's; undefined where the page must not know it, as for operators, or has no match: then it links to none. */
  readonly code?: string | undefined;
  /** The game, where it is known before the first world has come. */
  readonly game?: string | undefined;
  /** One of the game's modes, or "custom"; undefined where that is not known, as in a replay. */
  readonly mode?: string | undefined;
  /** The queue has made the match: it is for its own players. */
  readonly queued?: boolean | undefined;
  /** Undefined for a replay, which needs none. */
  readonly pageConditions: PageConditions | undefined;
  /** Records what a player sees. */
  readonly recorder?: TraceRecorder;
  /** What a player saw, to be drawn over the picture; the eye follows that player at first. */
  readonly seen?: Seen;
}

/** What invites to the match; nothing where there is no code. */
function shareOf({ code, queued, session, shell }: PlayOptions, scope: PageScope, title: string): Pick<Share, "view"> {
  const { redraw } = shell;
  if (code === undefined) return { view: () => html`` };
  return queued ? new QueuedNote(code, title, scope, redraw) : new Share(code, () => session.seat, scope, redraw);
}

/** What there is once the code that draws the match has been loaded. */
interface Shown {
  readonly view: GameView;
  readonly stage: MatchStage;
  readonly overlay: Overlay;
  readonly spectating: Spectating | undefined;
  readonly after: AfterFrame;
  /** Undefined for spectators. */
  readonly guide: FirstMinute | undefined;
  readonly talk: TalkLoader;
}

export class Play {
  readonly #options: PlayOptions;
  readonly #host = createRef<HTMLElement>();
  readonly #eye = new Eye();
  readonly #feed = new EventFeed();
  readonly #callouts = new Callouts();
  readonly #share: Pick<Share, "view">;
  readonly #address: CopyButton;
  readonly #net: NetGraph | undefined;
  readonly #offer: ReplayOffer;
  readonly #roundEnd: RoundEnd;
  /** Undefined where nothing is recorded. */
  readonly #report: TraceReport | undefined;
  readonly #clean: CleanPicture;
  readonly #scope: PageScope;
  readonly #mishaps: Mishaps;
  readonly #nameOf = (seat: number): string => this.#names.get(seat) ?? "";
  #names = new Map<number, string>();
  #shown: Shown | undefined;
  #actions: PageActions | undefined;
  /** What comes after the first frame. */
  #lookbacks: Lookbacks | undefined;
  #sounds: Sounds | undefined;
  #notices: Notices | undefined;
  /** Undefined for spectators. */
  #afterRound: AfterRound | undefined;
  /** Undefined in a game without turns, and while it is loaded. */
  #turns: TurnNotice | undefined;
  #asksTurns = false;
  /** Why nothing is drawn, if so. */
  #broken: Broken | undefined;

  constructor(options: PlayOptions) {
    const { shell, session, code, pageConditions, recorder, seen } = options;
    const { api, replays, settings, code: files, redraw } = shell;
    this.#options = options;
    this.#mishaps = new Mishaps({ now: () => performance.now(), log: this.#log, changed: redraw });
    const scope = shell.scope.within();
    this.#scope = scope;
    this.#clean = new CleanPicture(location.search, redraw);
    const { game = "", mode = "" } = options;
    this.#share = shareOf(options, scope, titleOf(game, mode));
    this.#address = new CopyButton(() => linkTo(location.pathname + location.search), scope, redraw);
    const fps = () => this.#shown?.stage.fps ?? 0;
    this.#net = pageConditions && new NetGraph({ session, settings, code: files, pageConditions, scope, fps, redraw });
    const results = (signal: AbortSignal) => api(signal).results(code ?? "");
    this.#offer = new ReplayOffer({
      code: code ?? "",
      scope,
      results,
      has: (id, signal) => replays.has(id, signal),
      redraw,
    });
    this.#roundEnd = new RoundEnd({
      // A replay that is watched has no other one to offer.
      ended: (since) => {
        if (code !== undefined) this.#offer.ask(since);
        this.#afterRound?.ended(since);
      },
      begun: () => {
        this.#offer.forget();
        this.#afterRound?.begun();
      },
    });
    const keep = async (from: TraceRecorder, code: string, signal: AbortSignal): Promise<Kept> => {
      const trace = from.trace(performance.now());
      const link = linkTo(tracePath(await api(signal).keepTrace(code, trace)));
      return { link, seconds: Math.round(trace.lasted / 1000) };
    };
    if (recorder && code !== undefined)
      this.#report = new TraceReport({ scope, keep: (signal) => keep(recorder, code, signal), redraw });
    if (seen) this.#eye.follow(seen.seat);
    this.#atEnd(session.watch(() => this.#changed()));
    this.#atEnd(settings.watch(redraw));
    this.#changed();
    void this.#begin();
  }

  /** The game of this match, once it is known. */
  get game(): string | undefined {
    return this.#shown?.after.drawn?.world.layout.game.name;
  }

  /** Nothing of it is drawn, and the page says why. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** How its round stands, once there is a picture of it. */
  get status(): Status | undefined {
    const world = this.#shown?.after.drawn?.world;
    return world?.layout.game.status(world);
  }

  /** Of the page, where the match has one of its own. */
  get title(): string | undefined {
    return this.#turns?.title;
  }

  /** A world has come from the server: in a hidden page too, which draws none. */
  heard(world: WorldBase): void {
    if (world.layout.game.turn === undefined || this.#scope.over) return;
    if (this.#asksTurns) this.#mishaps.guard("turn", () => this.#turns?.look(world));
    else void this.#loadTurns(world.layout.game.name);
  }

  async #loadTurns(game: string): Promise<void> {
    this.#asksTurns = true;
    const { shell, session, mode = "" } = this.#options;
    const { settings, redraw } = shell;
    try {
      const { TurnNotice } = await this.#scope.ask(() => limited(CODE_MS, () => import("./turn-notice.ts")));
      const { signal } = this.#scope;
      const title = titleOf(game, mode);
      this.#turns = new TurnNotice({ settings, signal, seat: () => session.seat, title, redraw });
      // No world may come for days.
      const drawn = this.#shown?.after.drawn;
      if (drawn) this.#turns.look(drawn.known);
    } catch (error) {
      // One plays without it.
      this.#log("turn", error);
    }
  }

  stop(): void {
    this.#scope.end();
    unexpose();
  }

  #changed(): void {
    const { recorder, session, shell } = this.#options;
    recorder?.linked(session.link.state, performance.now());
    this.#names = new Map(session.seats.map(({ seat, name }) => [seat, name]));
    this.#mishaps.guard("rename", () => this.#shown?.stage.rename());
    shell.redraw();
  }

  async #begin(): Promise<void> {
    const { session, shell, recorder, game } = this.#options;
    try {
      const scope = this.#scope;
      this.#show(await loadMatch({ session, code: shell.code, scope, game, spectates: recorder === undefined }));
    } catch (error) {
      this.#log("begin", error);
      this.#break(blame(error));
    }
  }

  /** To the game's author. */
  readonly #log = (part: string, error: unknown, times = 1): void =>
    logFault("view_failed", { game: this.game ?? "", part, times }, error);

  #show({ openStage, view, tools }: Loaded): void {
    const { shell, session } = this.#options;
    const { settings, redraw } = shell;
    const host = this.#host.value;
    if (host === undefined) return;
    const [eye, mishaps, scope, nameOf] = [this.#eye, this.#mishaps, this.#scope, this.#nameOf];
    const [feed, callouts, share, net] = [this.#feed, this.#callouts, this.#share, this.#net];
    const roundEnd = this.#roundEnd;
    const sounds: SoundPlayer = { play: (name, hearing) => this.#sounds?.play(name, hearing) };
    const extras = new Extras({ code: shell.code, scope, came: (code) => this.#equip(code, view) });
    const devices = new InputDevices(
      // What is pressed in a part of the page is no mouse that fires, and no thumb on a stick.
      drawsOf(view) === "html" ? document.createElement("div") : host,
      settings,
      () => this.#shown?.stage.letGo(),
      (action, isDown) => void this.#actions?.run(action, isDown),
    );
    this.#atEnd(() => devices.stop());
    const spectating =
      tools &&
      new tools.Spectating({
        ...{ session, view, eye, scope, mishaps, settings, redraw },
        clean: () => this.#clean.toggle(),
      });
    const overlay = new Overlay({
      ...this.#options,
      ...{ view, eye, nameOf, feed, callouts, extras, share, net, spectating, roundEnd, mishaps, redraw },
      hosting: new Hosting({ session, scope, redraw }),
      lookbacks: () => this.#lookbacks,
      party: () => (session.seat < 0 ? nothing : (shell.party.desk?.inMatch() ?? nothing)),
      told: () => this.#notices?.list() ?? nothing,
      replay: () => this.#offer.id,
      searches: () => shell.queue.isOn,
      bell: () => (session.seat < 0 ? undefined : this.#turns?.bell),
      after: () => this.#afterRound,
      mutes: {
        has: (seat) => isMuted(settings, nameOf(seat)),
        toggle: (seat) => toggleMuted(settings, nameOf(seat)),
      },
      click: (action) => devices.click(action),
      hold: (action, pointer) => devices.hold(action, pointer),
    });
    const after = new AfterFrame({
      ...this.#options,
      ...{ host, view, eye, nameOf, feed, callouts, extras, net, spectating, roundEnd, mishaps, redraw },
      toScreen: (place) => this.#shown?.stage.toScreen(place),
    });
    const { again } = this.#options;
    const guide = tools
      ? undefined
      : new FirstMinute(scope, { session, view, used: devices.used, settings, nameOf, again });
    const stage = openStage({
      ...{ host, session, view, devices, settings, eye, sounds, nameOf, mishaps },
      edgeMarks: () => extras.code?.EdgeMarks,
      again: (drawn, controls, now) => this.#lookbacks?.frame(drawn, controls, now),
      covered: () => after.covered,
      ghosts: () => net?.ghosts ?? false,
      seen: this.#options.seen,
      drawn: (drawn) => {
        const now = performance.now();
        after.run(drawn, now);
        mishaps.guard("guide", () => guide?.look(drawn, now));
        talk.frame(drawn, now);
      },
      gone: (isGone) => this.#break(isGone ? "graphics-lost" : undefined),
    });
    const talk = new TalkLoader({
      ...{ host, session, view, settings, eye, feed, sounds, nameOf, scope, mishaps },
      code: shell.code,
      ...{ match: this.#options.code ?? "", api: shell.api },
      toScreen: (place) => stage.toScreen(place),
      toWorld: (point) => stage.toWorld(point),
    });
    this.#atEnd(() => stage.stop());
    this.#shown = { view, stage, overlay, spectating, after, guide, talk };
    this.#listen(host, this.#shown);
    redraw();
  }

  /** What comes after the first frame has come. */
  #equip({ Sounds, Lookbacks, Notices, AfterRound }: ExtraCode, view: GameView): void {
    const { session, shell, code, queued, recorder } = this.#options;
    const { settings, redraw } = shell;
    const sounds = new Sounds({ ...talkSounds, ...view.sounds }, settings);
    const lookbacks = new Lookbacks({ session, view, settings, nameOf: this.#nameOf, redraw });
    this.#atEnd(() => sounds.stop());
    this.#atEnd(() => lookbacks.stop());
    this.#notices = new Notices(session, this.#scope.signal, redraw);
    this.#sounds = sounds;
    this.#lookbacks = lookbacks;
    if (recorder && code !== undefined) {
      this.#afterRound = new AfterRound({
        ...{ code, scope: this.#scope, api: shell.api, redraw },
        // A round of a match that the queue has made counts for its players.
        ladder: queued ? ladderPath(this.game ?? "", this.#options.mode ?? "") : undefined,
        trace: (signal) => shell.api(signal).keepTrace(code, recorder.trace(performance.now())),
        partyLink: () => partyLinkOf(shell.party),
      });
      if (this.#roundEnd.isOver) this.#afterRound.ended(this.#roundEnd.since);
    }
    redraw();
  }

  #atEnd(stop: () => void): void {
    this.#scope.signal.addEventListener("abort", stop);
  }

  #listen(host: HTMLElement, { stage, view, overlay, spectating, after, talk }: Shown): void {
    const { session, shell } = this.#options;
    const { signal } = this.#scope;
    const eye = this.#eye;
    keepAwake(signal);
    showHands(shell.settings, signal);
    stay(signal, () => session.seat >= 0);
    this.#actions = watchKeys(signal, host, {
      settings: shell.settings,
      eye,
      spectates: () => session.seat < 0,
      scrubber: () => spectating?.scrubber,
      mute: () => this.#mute(),
      net: () => this.#net?.toggle(),
      ghosts: () => this.#net?.toggleGhosts(),
      report: () => void this.#report?.send(),
      scores: (held) => overlay.holdScores(held),
      // Escape brings back what was taken from the picture before it leads anywhere.
      menu: () => this.#clean.leave() || toMenu(),
      clean: () => this.#clean.toggle(),
      legend: () => spectating?.legend.toggle(),
      used: (action) => spectating?.legend.used(action),
      talk: (action, isDown) => talk.run(action, isDown),
      drag: (byX, byY) => stage.drag(byX, byY),
    });
    // A finger has no key.
    host.addEventListener("pointerup", ({ pointerType }) => pointerType === "touch" && this.#clean.leave(), { signal });
    const firstFrameAt = () => after.firstAt;
    expose({
      stage,
      session,
      view,
      drawn: () => after.drawn,
      firstFrameAt,
      eye: () => eye.seat,
      again: () => this.#lookbacks?.eye,
    });
  }

  #break(broken: Broken | undefined): void {
    this.#broken = broken;
    this.#options.shell.redraw();
  }

  #mute(): void {
    const { settings } = this.#options.shell;
    settings.set({ muted: !settings.value.muted });
  }

  view(): TemplateResult {
    const { overlay, after, guide } = this.#shown ?? {};
    const clean = this.#options.session.seat < 0 ? this.#clean.kept : undefined;
    return html`
      <div class="match" translate="no" data-clean=${clean ?? nothing} @click=${unfocus}>
        <div class="stage" ${ref(this.#host)}></div>
        ${overlay && after?.drawn ? overlay.render(after.drawn) : this.#loading()}
        ${this.#mishaps.guard("guide", () => (after?.drawn && guide ? guide.view() : nothing)) ?? nothing}
        ${this.#notices?.view() ?? nothing} ${this.#toolbar()} ${this.#report?.view() ?? nothing} ${troubleView(this.#mishaps.trouble)}
        ${this.#broken ? brokenView(this.#broken, { copy: this.#address.view("Copy the link", "Copy the address of this page", "copy-address"), leave: this.#options.leave }) : nothing}
      </div>`;
  }

  /** Until the first frame is drawn. */
  #loading(): TemplateResult | typeof nothing {
    if (this.#broken) return nothing;
    return loadingView(this.#options.game, this.#options.shell.code);
  }

  #toolbar(): TemplateResult {
    const { shell, leave } = this.#options;
    return toolbarView({
      muted: shell.settings.value.muted,
      net: this.#net,
      report: this.#report && (() => void this.#report?.send()),
      mute: () => this.#mute(),
      settings: () => shell.openSettings(this.game),
      scores: () => this.#shown?.overlay.toggleScores(),
      talk: this.#options.session.seat < 0 ? undefined : () => this.#shown?.talk.run("wheel", true),
      leave,
    });
  }
}
