/** A match's page: asks for a name if there is none, gets a seat, and plays. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import type { Session } from "#client/session/types.ts";
import { calledAs } from "#client/settings.ts";
import { type Admission, API_ERROR, type MatchDetail, type Result, type Role } from "#shared/protocol/index.ts";
import { modesOf } from "../games/index.ts";
import { isUnloaded } from "../match/blame.ts";
import { linkView } from "../match/link.ts";
import { fetchStage } from "../match/loading.ts";
import { standingsView } from "../match/standings.ts";
import type { PageScope } from "../page-scope.ts";
import { NameField } from "../parts/name-field.ts";
import { nameProblemOf } from "../parts/name-problem.ts";
import { progressView } from "../parts/progress.ts";
import { joinPath, replayPath, watchPath } from "../router.ts";
import type { Page, SessionsOf, Shell } from "../shell.ts";
import { invitationView } from "./invitation.ts";
import { NextMatch } from "./next-match.ts";
import { noticeView, UNLOADED } from "./notice.ts";
import { Playing } from "./playing.ts";
import { failureOf, refusalNotice } from "./refusal.ts";
import { askForSeat } from "./seat-request.ts";
import { isCompetitive } from "./start-modes.ts";
import { stayedView } from "./stayed.ts";
import { watchFirst, watchFirstView } from "./watch-first.ts";

export interface MatchPageOptions {
  readonly code: string;
  readonly role: Role;
  /** The seat of the player who invites, as the link has it. */
  readonly by?: number | undefined;
  readonly sessionsOf: SessionsOf;
  readonly admission?: Admission;
}

type State =
  | { readonly is: "asking"; readonly match: MatchDetail | undefined }
  | { readonly is: "joining" }
  | { readonly is: "refused"; readonly failure: ApiFailure }
  /** The code of the match's game does not come. */
  | { readonly is: "unloaded" }
  | { readonly is: "playing"; readonly playing: Playing };

/** Why there is no seat in a match that may have left a replay. */
const LEFT_A_REPLAY: ReadonlySet<string> = new Set([API_ERROR.noMatch, API_ERROR.over, API_ERROR.stopped]);

export class MatchPage implements Page {
  readonly #title: string;
  readonly #shell: Shell;
  readonly #options: MatchPageOptions;
  readonly #nameField: NameField;
  readonly #next: NextMatch;
  #state: State = { is: "joining" };
  /** What came of a match that an update or an operator has ended; undefined before it has been asked for. */
  #result: Result | undefined;
  /** The match is gone, and has left a replay. */
  #hasReplay = false;
  /** The queue has made the match, for other players. */
  #isOthers = false;
  /** The player watches until the round is over, and gets a seat then. */
  #watches = false;
  /** Why another match, which the player has asked for from this one, did not come. */
  #stayed: ApiFailure | undefined;
  /** What the player has chosen last, and is still on its way: a seat here, or another match. */
  #errand: PageScope;

  constructor(shell: Shell, options: MatchPageOptions) {
    this.#shell = shell;
    this.#options = options;
    const { code, role, admission } = options;
    const { settings, redraw } = shell;
    this.#nameField = new NameField({ settings, label: "Your name", id: "name", autofocus: true, redraw });
    const search = (...of: readonly [game: string, mode: string]) => shell.scope.over || shell.queue.search(...of);
    this.#next = new NextMatch({ code, settings, game: () => this.#playing?.play.game, search });
    this.#errand = shell.scope.within();
    this.#title = `${role === "player" ? "Playing" : "Watching"} ${code} · Scrim`;
    if (admission !== undefined) void this.#try({ is: "joining" }, (errand) => this.#play(admission, errand));
    else void this.#join();
  }

  get title(): string {
    return this.#playing?.play.title ?? this.#title;
  }

  leave(): void {
    this.#playing?.stop();
  }

  get #playing(): Playing | undefined {
    return this.#state.is === "playing" ? this.#state.playing : undefined;
  }

  get seated(): string | undefined {
    const { role, code } = this.#options;
    const { link } = this.#playing?.session ?? {};
    return role === "player" && !this.#watches && link && link.state !== "closed" ? code : undefined;
  }

  get underway(): boolean {
    return this.seated !== undefined && this.#playing?.play.status === "live";
  }

  holds(): boolean {
    return this.#playing?.guard?.hold() ?? false;
  }

  depart(): void {
    this.#playing?.session.leave();
  }

  /** The player's next choice: what was asked for the one before is not wanted any more. */
  #choose(): PageScope {
    this.#errand = this.#shell.scope.within(this.#errand);
    this.#stayed = undefined;
    return this.#errand;
  }

  /** Asks for a name: a player without one has no seat here yet. */
  #invite(): Promise<void> {
    return this.#try({ is: "asking", match: undefined }, async (errand) => {
      const match = await errand.ask((signal) => this.#shell.api(signal).info(this.#options.code));
      fetchStage(this.#shell.code, match.game);
      this.#state = { is: "asking", match };
    });
  }

  #join(): Promise<void> {
    const { code, role } = this.#options;
    return this.#try({ is: "joining" }, async (errand) => {
      try {
        const { name } = this.#shell.settings.value;
        const seat = await errand.ask((signal) =>
          askForSeat(this.#shell.api(signal), { code, role, name, by: this.#options.by }),
        );
        await this.#play(seat, errand);
      } catch (error) {
        if (error instanceof ApiFailure && error.code === API_ERROR.watchFirst) return this.#watchFirst(errand);
        const isName = error instanceof ApiFailure && error.code === API_ERROR.badRequest;
        if (!isName || role !== "player") throw error;
        // The server knows better than this page what a name is; the rest of the question is the page's own.
        const invited = this.#invite();
        this.#nameField.refuse(nameProblemOf(error) ?? "The server does not take this name. Choose another.");
        await invited;
      }
    });
  }

  /** There is a seat once the round is over. */
  async #watchFirst(errand: PageScope): Promise<void> {
    const { code } = this.#options;
    await this.#play(await errand.ask((signal) => this.#shell.api(signal).watch(code)), errand);
    const watched = this.#playing;
    if (watched === undefined) return;
    this.#watches = true;
    watchFirst({
      status: () => watched.play.status,
      ask: () => void this.#takeSeat(watched),
      over: watched.scope.signal,
    });
  }

  /** The round that is watched is over: what is shown stays until there is a seat. */
  async #takeSeat(watched: Playing): Promise<void> {
    const { code, by } = this.#options;
    const { name } = this.#shell.settings.value;
    try {
      const seat = await watched.scope.ask((signal) =>
        askForSeat(this.#shell.api(signal), { code, role: "player", name, by }),
      );
      if (this.#playing !== watched) return;
      watched.stop();
      this.#watches = false;
      await this.#try({ is: "joining" }, (errand) => this.#play(seat, errand));
    } catch (error) {
      // The next round has begun, or all seats are taken: the player goes on watching, and the next try may do.
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code !== API_ERROR.noName || this.#playing !== watched) return;
      // There is a seat, for a player who says a name.
      watched.stop();
      this.#watches = false;
      await this.#invite();
    }
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
      if (isUnloaded(error)) this.#unloaded(error);
      else {
        const failure = failureOf(error);
        if (failure.code === API_ERROR.noName) return this.#invite();
        this.#state = { is: "refused", failure };
        if (failure.code === API_ERROR.full) void this.#seekKind(errand);
        if (LEFT_A_REPLAY.has(failure.code)) void this.#seekReplay(errand);
        if (failure.code === API_ERROR.stopped) void this.#seekResult(errand);
      }
    }
    redraw();
  }

  #unloaded(error: unknown): void {
    logFault("page_failed", { path: location.pathname }, error);
    this.#state = { is: "unloaded" };
  }

  /** Why the match has no seat for this player. */
  async #seekKind(errand: PageScope): Promise<void> {
    try {
      const { listed, game, mode } = await errand.ask((signal) => this.#shell.api(signal).info(this.#options.code));
      this.#isOthers = listed && isCompetitive(modesOf(game)[mode]);
      this.#shell.redraw();
    } catch (error) {
      // The refusal stays as it is.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  async #seekReplay(errand: PageScope): Promise<void> {
    this.#hasReplay = await errand.ask((signal) => this.#shell.replays.has(this.#options.code, signal));
    this.#shell.redraw();
  }

  /** Loads the rules of the match's game, and plays. */
  async #play(admission: Admission, errand: PageScope): Promise<void> {
    const { game, role } = admission;
    const shell = this.#shell;
    fetchStage(shell.code, game);
    // The view comes along: it is needed soon after.
    const open = await errand.ask(() => shell.code.load(game ?? "", () => this.#options.sessionsOf(game, role)));
    const playing = new Playing({
      shell,
      open,
      admission,
      left: () => shell.go("/"),
      stay: () => this.#stay(admission),
      again: () => (shell.queue.isOn ? shell.queue.show() : this.#quick()),
    });
    this.#state = { is: "playing", playing };
    playing.session.watch(() => void this.#conclude(playing));
  }

  /** The player wants another round here. */
  #stay({ queued }: Admission): void {
    void this.#choose();
    // Who is called out of a competitive round has left it.
    if (queued) this.#shell.queue.cancel();
  }

  async #conclude({ session: { link, seat }, scope }: Playing): Promise<void> {
    if (link.state !== "closed") return;
    // Quick play sent here, and other players were faster: it sends elsewhere.
    if (link.ending === "taken" && seat < 0 && this.#options.admission) return this.#quick();
    if ((link.ending === "updated" || link.ending === "stopped") && !this.#result) await this.#seekResult(scope);
  }

  /** What the match has come to is all that is left of it. */
  async #seekResult(scope: PageScope): Promise<void> {
    try {
      const { code } = this.#options;
      this.#result = (await scope.ask((signal) => this.#shell.api(signal).results(code))).at(-1);
      this.#shell.redraw();
    } catch (error) {
      // The notice says what has happened without it.
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  #quick(): void {
    if (!this.#shell.party.play("casual")) void this.#enter((api) => this.#next.quick(api));
  }

  async #enter(ask: (api: Api) => Promise<Admission | undefined>): Promise<void> {
    const { api, enter, redraw } = this.#shell;
    try {
      const admission = await this.#choose().ask((signal) => ask(api(signal)));
      if (admission === undefined) return;
      if (admission.code !== this.#options.code) this.#playing?.session.leave();
      enter(admission);
    } catch (error) {
      const failure = failureOf(error);
      // A match that is drawn stays: there may be another round of it, or something to read in it.
      if (this.#playing) this.#stayed = failure;
      else this.#state = { is: "refused", failure };
      redraw();
    }
  }

  view(): TemplateResult {
    const state = this.#state;
    switch (state.is) {
      case "asking":
        return invitationView({
          match: state.match,
          by: this.#options.by,
          nameField: this.#nameField,
          join: () => this.#named(),
        });
      case "joining":
        return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Joining …</h1>${progressView(this.#shell.code)}</div></main>`;
      case "refused":
        return noticeView(this.#shell, {
          ...this.#refusal(state.failure),
          ...(this.#result && { more: html`<p>This is how it stood:</p>${standingsView(this.#result)}` }),
        });
      case "unloaded":
        return noticeView(this.#shell, UNLOADED);
      case "playing": {
        const { play, session, guard } = state.playing;
        return html`<main class="playing">${play.view()}${this.#link(session)}${this.#watches ? watchFirstView() : this.#stayedView()}${this.#shell.party.desk?.way() ?? nothing}${guard?.view() ?? nothing}</main>`;
      }
    }
  }

  /** The player has said a name. */
  #named(): void {
    const { settings } = this.#shell;
    settings.set({ name: calledAs(settings.value) });
    void this.#join();
  }

  #stayedView(): TemplateResult | typeof nothing {
    const close = () => {
      this.#stayed = undefined;
      this.#shell.redraw();
    };
    return this.#stayed ? stayedView({ failure: this.#stayed, again: () => this.#quick(), close }) : nothing;
  }

  #link(session: Session): ReturnType<typeof linkView> {
    const { code, role } = this.#options;
    return linkView({
      link: session.link,
      spectator: role === "spectator" || this.#watches,
      counts: this.#playing?.guard?.counts === true,
      result: this.#result,
      hurry: () => session.hurry?.(),
      again: () => {
        this.#playing?.stop();
        void this.#join();
      },
      watch: () => this.#shell.go(watchPath(code)),
      seat: () => this.#shell.go(joinPath(code)),
      quick: () => this.#quick(),
      home: () => this.holds() || this.#shell.go("/"),
    });
  }

  #refusal(failure: ApiFailure): ReturnType<typeof refusalNotice> {
    const { code, role } = this.#options;
    const { go } = this.#shell;
    return refusalNotice(failure, {
      ...{ code, role, hasReplay: this.#hasReplay, isOthers: this.#isOthers },
      again: () => void this.#join(),
      watch: () => go(watchPath(code)),
      join: () => go(joinPath(code)),
      replay: () => go(replayPath(code)),
      quick: () => this.#quick(),
      open: () => void this.#enter((api) => this.#next.open(api)),
    });
  }
}
