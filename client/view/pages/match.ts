/** A match's page: asks for a name if there is none, gets a seat, and plays. */
import { html, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { TraceRecorder } from "#client/session/recording/trace-recorder.ts";
import type { Session } from "#client/session/types.ts";
import { calledAs } from "#client/settings.ts";
import { type Admission, API_ERROR, type MatchInfo, type Result, type Role } from "#shared/protocol/index.ts";
import type { GameCard } from "../games/game-view.ts";
import { cardOf, chosenGame, chosenMode, titleOf } from "../games/index.ts";
import { linkView } from "../match/link.ts";
import { Play } from "../match/play.ts";
import { SeatName } from "../match/seat-name.ts";
import { pageLine } from "../net/page-line.ts";
import type { PageScope } from "../page-scope.ts";
import { wordmark } from "../parts/icons.ts";
import { NameField } from "../parts/name-field.ts";
import { progressView } from "../parts/progress.ts";
import { joinPath, replayPath, watchPath } from "../router.ts";
import type { OpenSession, Page, Shell } from "../shell.ts";
import { type Notice, noticeView, type Way } from "./notice.ts";

export interface MatchPageOptions {
  readonly code: string;
  readonly role: Role;
  readonly open: OpenSession;
  readonly admission?: Admission;
}

type State =
  | { readonly is: "asking"; readonly what: string }
  | { readonly is: "joining" }
  | { readonly is: "refused"; readonly failure: ApiFailure }
  | { readonly is: "playing"; readonly session: Session; readonly play: Play; readonly stay: PageScope };

export class MatchPage implements Page {
  readonly title: string;
  readonly #shell: Shell;
  readonly #options: MatchPageOptions;
  readonly #nameField: NameField;
  #state: State = { is: "joining" };
  /** What came of a match that was ended by an update; undefined before it has been asked for. */
  #result: Result | undefined;
  /** The match is gone, and has left a replay. */
  #hasReplay = false;
  /** What the player has chosen last, and is still on its way: a seat here, or another match. */
  #errand: PageScope;

  constructor(shell: Shell, options: MatchPageOptions) {
    this.#shell = shell;
    this.#options = options;
    const { settings, redraw } = shell;
    this.#nameField = new NameField({ settings, label: "Your name", id: "name", autofocus: true, redraw });
    this.#errand = shell.scope.within();
    this.title = `${options.role === "player" ? "Playing" : "Watching"} ${options.code} · Scrim`;
    if (options.admission !== undefined) this.#play(options.admission);
    else void this.#join();
  }

  leave(): void {
    this.#stop();
  }

  #stop(): void {
    if (this.#state.is !== "playing") return;
    this.#state.stay.end();
    this.#state.play.stop();
    // Only a player who says so gives the seat up: the browser's Back may be a slip, and Forward leads back into it.
    this.#state.session.close();
  }

  get seated(): string | undefined {
    const { is } = this.#state;
    return is === "playing" && this.#options.role === "player" && this.#state.session.link.state !== "closed"
      ? this.#options.code
      : undefined;
  }

  /** The player's next choice: what was asked for the one before is not wanted any more. */
  #choose(): PageScope {
    this.#errand = this.#shell.scope.within(this.#errand);
    return this.#errand;
  }

  /** Asks for a name: a player without one has no seat here yet. */
  #invite(): Promise<void> {
    return this.#try({ is: "asking", what: "" }, async (errand) => {
      const { game, mode } = await errand.ask((signal) => this.#shell.api(signal).info(this.#options.code));
      this.#state = { is: "asking", what: titleOf(game, mode) };
    });
  }

  #join(): Promise<void> {
    return this.#try({ is: "joining" }, async (errand) => {
      try {
        this.#play(await errand.ask((signal) => this.#admit(signal)));
      } catch (error) {
        const isName = error instanceof ApiFailure && error.code === API_ERROR.badRequest;
        if (!isName || this.#options.role !== "player") throw error;
        // The server knows better than this page what a name is; the rest of the question is the page's own.
        this.#nameField.refuse("The server does not take this name. Choose another.");
        await this.#invite();
      }
    });
  }

  /** Shows `meanwhile`, and what was refused. */
  async #try(meanwhile: State, work: (errand: PageScope) => Promise<void>): Promise<void> {
    const { redraw } = this.#shell;
    const errand = this.#choose();
    this.#state = meanwhile;
    redraw();
    try {
      await work(errand);
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("page_failed", { path: location.pathname }, error);
      const failure =
        error instanceof ApiFailure ? error : new ApiFailure(API_ERROR.fault, "This page has a fault. Load it again.");
      if (failure.code === API_ERROR.noName) return this.#invite();
      this.#state = { is: "refused", failure };
      if (failure.code === API_ERROR.noMatch || failure.code === API_ERROR.over) void this.#seekReplay(errand);
    }
    redraw();
  }

  async #seekReplay(errand: PageScope): Promise<void> {
    this.#hasReplay = await errand.ask((signal) => this.#shell.replays.has(this.#options.code, signal));
    this.#shell.redraw();
  }

  /** A player without a name can only come back into a seat that they have. */
  async #admit(signal: AbortSignal): Promise<Admission> {
    const api = this.#shell.api(signal);
    const { code, role } = this.#options;
    if (role === "spectator") return api.watch(code);
    const { name } = this.#shell.settings.value;
    try {
      return await api.join(code, name || undefined);
    } catch (failure) {
      const isName = failure instanceof ApiFailure && failure.code === API_ERROR.badRequest && name !== "";
      if (!isName) throw failure;
      // A name that the server does not take must not cost a seat: it has one of its own. Who has none hears why.
      return await api.join(code).catch(() => Promise.reject(failure));
    }
  }

  #play(admission: Admission): void {
    const { code, role } = admission;
    const conditions = pageLine.line;
    const stay = this.#shell.scope.within();
    const { api } = this.#shell;
    const seatName = new SeatName(this.#name, (name) => stay.ask((signal) => api(signal).join(code, name)));
    const admit = (signal: AbortSignal) =>
      role === "player" ? api(signal).rejoin(code, seatName.given) : api(signal).watch(code);
    const recorder = role === "player" ? new TraceRecorder() : undefined;
    const session = this.#options.open({
      ...{ code, role, admission, conditions, observer: recorder },
      admit: () => stay.ask(admit),
    });
    if (role === "player") stay.signal.addEventListener("abort", seatName.follow(this.#shell.settings, session));
    const play = new Play({
      shell: this.#shell,
      session,
      code,
      pageLine,
      ...(recorder && { recorder }),
      leave: () => {
        session.leave();
        this.#shell.go("/");
      },
      stay: () => void this.#choose(),
      again: () => this.#enter((api) => this.#quick(api)),
    });
    this.#state = { is: "playing", session, play, stay };
    session.watch(() => void this.#conclude(session, stay));
  }

  async #conclude({ link, seat }: Session, stay: PageScope): Promise<void> {
    if (link.state !== "closed") return;
    // Quick play sent here, and other players were faster: it sends elsewhere.
    if (link.ending === "taken" && seat < 0 && this.#options.admission) return this.#enter((api) => this.#quick(api));
    if (link.ending !== "updated" || this.#result) return;
    // What the match has come to is all that is left of it.
    try {
      const { code } = this.#options;
      this.#result = (await stay.ask((signal) => this.#shell.api(signal).results(code))).at(-1);
      this.#shell.redraw();
    } catch (error) {
      // The notice says what has happened without it.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  /** What is played here: what leads on from it is more of the same. Of a match that is gone, what is still known. */
  async #kind(api: Api): Promise<{ readonly card: GameCard; readonly mode: string }> {
    const { settings } = this.#shell;
    const here = this.#state.is === "playing" ? this.#state.play.game : undefined;
    let info: MatchInfo | undefined;
    try {
      info = await api.info(this.#options.code);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
    const card = cardOf(info?.game ?? here ?? "") ?? chosenGame(settings.value);
    return { card, mode: chosenMode(settings.value, card.name, info?.mode) };
  }

  get #name(): string {
    return calledAs(this.#shell.settings.value);
  }

  async #quick(api: Api): Promise<Admission> {
    const { card, mode } = await this.#kind(api);
    return api.play(this.#name, mode, card.name);
  }

  async #private(api: Api): Promise<Admission> {
    const { card, mode } = await this.#kind(api);
    return api.createMatch(this.#name, mode, card.privateSettings, card.name);
  }

  async #enter(ask: (api: Api) => Promise<Admission>): Promise<void> {
    const { api, enter, go } = this.#shell;
    try {
      const admission = await this.#choose().ask((signal) => ask(api(signal)));
      if (this.#state.is === "playing" && admission.code !== this.#options.code) this.#state.session.leave();
      enter(admission);
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("page_failed", { path: location.pathname }, error);
      // The start page says what is the matter when it is tried there.
      go("/");
    }
  }

  view(): TemplateResult {
    const state = this.#state;
    switch (state.is) {
      case "asking":
        return this.#ask(state.what);
      case "joining":
        return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Joining …</h1>${progressView(this.#shell.code)}</div></main>`;
      case "refused":
        return noticeView(this.#shell, this.#refusal(state.failure));
      case "playing":
        return html`<main class="playing">${state.play.view()}${this.#link(state.session)}</main>`;
    }
  }

  #link(session: Session): ReturnType<typeof linkView> {
    const { code, role } = this.#options;
    return linkView({
      link: session.link,
      spectator: role === "spectator",
      result: this.#result,
      hurry: () => session.hurry?.(),
      again: () => {
        this.#stop();
        void this.#join();
      },
      watch: () => this.#shell.go(watchPath(code)),
      seat: () => this.#shell.go(joinPath(code)),
      quick: () => this.#enter((api) => this.#quick(api)),
      home: () => this.#shell.go("/"),
    });
  }

  #ask(what: string): TemplateResult {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      if (!this.#nameField.commit()) return;
      const { settings } = this.#shell;
      settings.set({ name: calledAs(settings.value) });
      void this.#join();
    };
    return html`
      <main class="centred">
        <form class="panel notice" @submit=${submit}>
          ${wordmark}
          <h1>You are invited</h1>
          <p class="what" role="status">${what}</p>
          ${this.#nameField.view()}
          <button class="primary big" data-testid="join">Join the match</button>
        </form>
      </main>`;
  }

  #refusal({ code: error, message }: ApiFailure): Notice {
    const { code, role } = this.#options;
    const { go } = this.#shell;
    const again: Way = { label: "Try again", go: () => void this.#join() };
    const watch: Way = { label: "Watch it instead", testId: "watch-instead", go: () => go(watchPath(code)) };
    const join: Way = { label: "Join it instead", go: () => go(joinPath(code)) };
    const replay: Way = { label: "Watch its replay", testId: "replay-link", go: () => go(replayPath(code)) };
    const replays = this.#hasReplay ? [replay] : [];
    const quick: Way = {
      label: "Quick play",
      testId: "quick-play",
      go: () => void this.#enter((api) => this.#quick(api)),
    };
    const open: Way = {
      label: "New private match",
      testId: "private-match",
      go: () => void this.#enter((api) => this.#private(api)),
    };
    switch (error) {
      case API_ERROR.noMatch:
        return {
          title: "No such match",
          text: `There is no match ${code}, or it is over and has been cleared away.`,
          ways: [...replays, quick, open],
        };
      case API_ERROR.full:
        return {
          title: "This match is full",
          text: "Every seat is taken by somebody.",
          ways: role === "player" ? [watch, quick, open] : [join, quick],
        };
      case API_ERROR.over:
        return {
          title: "This match is over",
          text: "Nobody can take a seat in it any more.",
          ways: [...replays, quick, open, watch],
        };
      case API_ERROR.plays:
        return {
          title: "You play in this match",
          text: "Players cannot watch their own match live. Go back to your seat, or watch the replay when the match is over.",
          ways: [{ ...join, label: "To your seat" }],
        };
      case API_ERROR.updated:
        return {
          title: "An update has ended this match",
          text: "It could not go on under the new rules.",
          ways: [quick, open],
        };
      case API_ERROR.busy:
        return {
          title: "All busy just now",
          text: "No seat was found. Try again in a moment.",
          ways: [again, watch, open],
        };
      case API_ERROR.tooMany:
        return {
          title: "One moment",
          text: "Very many came from your network at once. Try again in a minute.",
          ways: [again],
        };
      case "unreachable":
        return { title: "No connection", text: message, ways: [again] };
      default:
        return { title: "That did not work", text: message, ways: [again, quick] };
    }
  }
}
