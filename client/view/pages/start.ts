/** The start page: the player's name, what to play, and the live matches. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { calledAs } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/index.ts";
import type { GameCard } from "../games/game-view.ts";
import { cardOf, chosenGame, chosenMode, modesOf, startOf, titleOf } from "../games/index.ts";
import type { PageScope } from "../page-scope.ts";
import { experience } from "../parts/experience.ts";
import { icons } from "../parts/icons.ts";
import { NameField } from "../parts/name-field.ts";
import { nameProblemOf } from "../parts/name-problem.ts";
import { ACCOUNT_PATH, pathFrom } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { fetchAhead, partsFor } from "./ahead.ts";
import { LiveList } from "./live-list.ts";
import { countsOf } from "./start-counts.ts";
import { gamesView } from "./start-games.ts";
import { isCompetitive, modesView } from "./start-modes.ts";
import { RegionField } from "./start-region.ts";
import { StartStanding } from "./start-standing.ts";
import { WayBack } from "./way-back.ts";

export class StartPage implements Page {
  readonly title = "Scrim: a match in one click";
  readonly #shell: Shell;
  readonly #live: LiveList;
  readonly #nameField: NameField;
  readonly #region: RegionField;
  /** The way into a match that has been asked for. */
  #entering: PageScope | undefined;
  #busy: "play" | "private" | "practice" | undefined;
  #problem = "";
  #codeProblem = "";

  readonly #wayBack: WayBack;
  readonly #standing: StartStanding;

  /**
   * @param game the one that the address names; one that there is not counts as none
   * @param seated the code of the match in which the player still has a seat
   */
  constructor(shell: Shell, game = "", seated?: string) {
    this.#shell = shell;
    const { settings, redraw } = shell;
    this.#nameField = new NameField({ settings, label: "Your name", id: "name", redraw, enter: () => this.#quick() });
    if (cardOf(game) !== undefined) shell.settings.set({ game });
    this.#live = new LiveList(shell);
    this.#region = new RegionField(shell);
    this.#wayBack = new WayBack(shell, seated);
    this.#standing = new StartStanding(shell);
    this.#fetchAhead();
  }

  /** The game that is likely to be played. */
  #fetchAhead(): void {
    const { code, scope } = this.#shell;
    fetchAhead(code, () => this.#game.name, scope.signal);
  }

  leave(): void {}

  get #name(): string {
    return calledAs(this.#shell.settings.value);
  }

  get #game(): GameCard {
    return chosenGame(this.#shell.settings.value);
  }

  get #mode(): string {
    return chosenMode(this.#shell.settings.value, this.#game.name);
  }

  /** Another choice than the one that is being asked for: its answer is not wanted any more. */
  #withdraw(): void {
    this.#entering?.end();
    this.#busy = undefined;
  }

  #choose(game: string): void {
    this.#withdraw();
    this.#shell.settings.set({ game });
    this.#shell.rename(startOf(game));
    this.#fetchAhead();
    this.#shell.redraw();
  }

  #chooseMode(mode: string): void {
    this.#withdraw();
    const { settings, redraw } = this.#shell;
    settings.set({ modes: { ...settings.value.modes, [this.#game.name]: mode } });
    redraw();
  }

  async #enter(kind: "play" | "private" | "practice", ask: (api: Api) => Promise<Admission>): Promise<void> {
    if (this.#busy !== undefined || !this.#nameField.commit()) return;
    const { scope, api, redraw, enter } = this.#shell;
    this.#busy = kind;
    this.#problem = "";
    redraw();
    this.#entering = scope.within(this.#entering);
    for (const part of partsFor(this.#game.name)) void this.#shell.code.get(part);
    try {
      enter(await this.#entering.ask((signal) => ask(api(signal))));
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("page_failed", { path: location.pathname }, error);
      this.#busy = undefined;
      const problem = nameProblemOf(error);
      if (problem !== undefined) this.#nameField.refuse(problem);
      else this.#problem = error instanceof ApiFailure ? error.message : "Something went wrong. Try again.";
      redraw();
    }
  }

  get #isCompetitive(): boolean {
    return isCompetitive(modesOf(this.#game.name)[this.#mode]);
  }

  /** Whether the player waits for what is chosen. */
  get #isSearched(): boolean {
    const { isOn, wanted } = this.#shell.queue;
    return isOn && this.#isCompetitive && (!wanted || (wanted.game === this.#game.name && wanted.mode === this.#mode));
  }

  #quick(): void {
    if (!this.#nameField.commit()) return;
    if (this.#isSearched) {
      this.#shell.queue.show();
      return;
    }
    // A leader takes the party along.
    if (this.#shell.party.play("casual")) return;
    if (this.#isCompetitive) {
      if (this.#busy === undefined) this.#shell.queue.search(this.#game.name, this.#mode);
      return;
    }
    void this.#enter("play", (api) => api.play(this.#name, this.#mode));
  }

  #join(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const path = pathFrom(String(new FormData(event.target).get("code") ?? ""));
    this.#codeProblem = path === undefined ? "A code has ten letters and digits. You can also paste a whole link." : "";
    if (path === undefined) this.#shell.redraw();
    else this.#shell.go(path);
  }

  view(): TemplateResult {
    const { name: game, tagline, help } = this.#game;
    const { counts } = this.#live;
    return html`
      <main class="start">
        <header class="hero">
          <div class="brand">
            <h1 class="wordmark">SCRIM</h1>
            <p class="tagline">${tagline}</p>
          </div>
          ${gamesView({
            chosen: game,
            players: (name) => counts && countsOf(counts, name).players,
            choose: (name) => this.#choose(name),
          })}
          <button class="quiet corner" aria-label="Your player" data-testid="account" @click=${() => this.#shell.go(ACCOUNT_PATH)}>${icons.person}</button>
          <button class="quiet corner" aria-label="Settings" data-testid="settings" @click=${() => this.#shell.openSettings()}>${icons.gear}</button>
        </header>
        <section class="panel play" aria-label="Play">
          ${this.#wayBack.view()}
          <div class="who-where">${this.#nameField.view()}${this.#region.view()}</div>
          ${modesView({
            game,
            modes: modesOf(game),
            chosen: this.#mode,
            counts: (mode) => counts && countsOf(counts, game, mode),
            choose: (mode) => this.#chooseMode(mode),
          })}
          ${this.#shell.party.view()} ${this.#ways()}
          <p class="problem" role="alert">${this.#problem}</p>
          ${this.#codeForm()}
        </section>
        ${this.#live.view()}
        <footer class="foot">${help === "" ? nothing : html`${help} · `}<a href="/top" data-testid="to-ladders" @click=${(event: Event) => this.#follow(event, "/top")}>Leaderboards</a></footer>
      </main>`;
  }

  #follow(event: Event, path: string): void {
    event.preventDefault();
    this.#shell.go(path);
  }

  /** The ways into a match. */
  #ways(): TemplateResult {
    const { privateSettings } = this.#game;
    const alone = () =>
      this.#shell.party.play("private", privateSettings) ||
      void this.#enter("private", (api) => api.createMatch(this.#name, this.#mode, privateSettings));
    const isSearched = this.#isSearched;
    const quick = isSearched ? "Searching …" : this.#isCompetitive ? "Find a match" : "Quick play";
    return html`
      <div class="ways">
        <button class="big ${isSearched ? "" : "primary"}" id="quick-play" data-testid="quick-play" aria-busy=${isSearched || this.#busy === "play"}
          ?disabled=${this.#busy !== undefined} @click=${() => this.#quick()}>
          ${isSearched ? icons.seek : icons.play} ${this.#busy === "play" ? "Finding a match …" : quick}
        </button>
        ${this.#meanwhile(isSearched)}
        ${this.#practice()}
        <button class="big" id="private-match" data-testid="private-match" aria-busy=${this.#busy === "private"}
          ?disabled=${this.#busy !== undefined} @click=${alone}>
          ${icons.lock} ${this.#busy === "private" ? "Opening it …" : "Private match"}
        </button>
        ${this.#ladder()}
      </div>`;
  }

  /** What the buttons do while the player waits for a match. */
  #meanwhile(isSearched: boolean): TemplateResult | typeof nothing {
    const { isOn, wanted } = this.#shell.queue;
    if (!isOn || !wanted) return nothing;
    const text =
      this.#isCompetitive && !isSearched
        ? html`You search for ${titleOf(wanted.game, wanted.mode)}. <b>Find a match</b> ends that search, and begins this one.`
        : html`You search for ${titleOf(wanted.game, wanted.mode)}. Play what you like meanwhile: you are called out of it.`;
    return html`<p class="dim meanwhile" data-testid="meanwhile">${text}</p>`;
  }

  /** For players who know the game by now: it stands where practice stood. */
  #ladder(): TemplateResult | typeof nothing {
    if (!this.#isCompetitive || experience.get() === undefined) return nothing;
    return this.#standing.view(this.#game.name, this.#mode);
  }

  /** For players who have never played with people. */
  #practice(): TemplateResult | typeof nothing {
    const { name, practice } = this.#game;
    if (practice === undefined || experience.get() !== undefined) return nothing;
    const [mode] = Object.keys(modesOf(name));
    const ask = () => this.#enter("practice", (api) => api.createMatch(this.#name, mode, practice.settings));
    return html`
      <button class="big" id="practice" data-testid="practice" aria-busy=${this.#busy === "practice"}
        ?disabled=${this.#busy !== undefined} @click=${ask}>
        ${icons.flag} ${this.#busy === "practice" ? "Opening it …" : "Practice: gentle bots"}
      </button>`;
  }

  #codeForm(): TemplateResult {
    return html`
      <form class="join" @submit=${(event: SubmitEvent) => this.#join(event)} novalidate>
        <label class="field">
          <span>Have a code or a link?</span>
          <input name="code" id="code" data-testid="code" class="code" placeholder="4G7K2M9QXZ" autocomplete="off" autocapitalize="characters"
            spellcheck="false" aria-invalid=${this.#codeProblem !== ""} aria-describedby="code-problem" />
        </label>
        <button id="join-code" data-testid="join-code">Join</button>
        <p class="problem" id="code-problem" role="alert">${this.#codeProblem}</p>
      </form>`;
  }
}
