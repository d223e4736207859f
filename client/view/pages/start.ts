/** The start page: who you are, what to play, and who plays just now. */
import { html, nothing, type TemplateResult } from "lit-html";
import { ApiFailure } from "#client/net/api.ts";
import { NAME_LIMIT } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { cards, startOf, theGame } from "../games/index.ts";
import { icons } from "../parts/icons.ts";
import { joinPath, readCode } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { LiveList } from "./live-list.ts";

export class StartPage implements Page {
  readonly title = "Scrim: a match in one click";
  readonly #shell: Shell;
  readonly #live: LiveList;
  #busy: "play" | "private" | undefined;
  #problem = "";
  #codeProblem = "";

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#live = new LiveList(
      shell.api,
      () => shell.redraw(),
      (path) => shell.go(path),
    );
  }

  leave(): void {
    this.#live.stop();
  }

  get #name(): string {
    return this.#shell.settings.value.name || "Player";
  }

  get #mode(): string {
    const { mode } = this.#shell.settings.value;
    return Object.hasOwn(theGame.modes, mode) ? mode : Object.keys(theGame.modes)[0];
  }

  async #enter(kind: "play" | "private", ask: () => Promise<Admission>): Promise<void> {
    if (this.#busy !== undefined) return;
    this.#busy = kind;
    this.#problem = "";
    this.#shell.redraw();
    try {
      this.#shell.enter(await ask());
    } catch (error) {
      this.#problem = error instanceof ApiFailure ? error.message : "Something went wrong. Try again.";
      this.#busy = undefined;
      this.#shell.redraw();
    }
  }

  #join(event: SubmitEvent): void {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const code = readCode(String(new FormData(event.target).get("code") ?? ""));
    this.#codeProblem = code === undefined ? "A code has ten letters and digits. You can also paste a whole link." : "";
    if (code === undefined) this.#shell.redraw();
    else this.#shell.go(joinPath(code));
  }

  view(): TemplateResult {
    const { api, settings } = this.#shell;
    const quick = () => this.#enter("play", () => api.play(this.#name, this.#mode));
    const alone = () => this.#enter("private", () => api.createMatch(this.#name, this.#mode, theGame.privateSettings));
    return html`
      <main class="start">
        <header class="hero">
          <h1 class="wordmark">SCRIM</h1>
          <p class="tagline">${theGame.tagline}</p>
          ${gamesView()}
          <button class="quiet corner" aria-label="Settings" data-testid="settings" @click=${() => this.#shell.openSettings()}>${icons.gear}</button>
        </header>
        <section class="panel play" aria-label="Play">
          <label class="field">
            <span>Your name</span>
            <input .value=${settings.value.name} id="name" data-testid="name" maxlength=${NAME_LIMIT} placeholder="Player"
              autocomplete="nickname" spellcheck="false" enterkeyhint="go"
              @input=${(event: Event) => event.target instanceof HTMLInputElement && settings.set({ name: event.target.value.trim() })}
              @keydown=${(event: KeyboardEvent) => event.key === "Enter" && quick()} />
          </label>
          <fieldset class="modes">
            <legend>Mode</legend>
            ${Object.entries(theGame.modes).map(
              ([mode, { title }]) => html`
                <label>
                  <input type="radio" name="mode" value=${mode} .checked=${mode === this.#mode} data-testid="mode-${mode}"
                    @change=${() => {
                      settings.set({ mode });
                      this.#shell.redraw();
                    }} />
                  <span>${title}</span>
                </label>`,
            )}
          </fieldset>
          <button class="primary big" id="quick-play" data-testid="quick-play" aria-busy=${this.#busy === "play"}
            ?disabled=${this.#busy !== undefined} @click=${quick}>
            ${icons.play} ${this.#busy === "play" ? "Finding a match …" : "Quick play"}
          </button>
          <button class="big" id="private-match" data-testid="private-match" aria-busy=${this.#busy === "private"}
            ?disabled=${this.#busy !== undefined} @click=${alone}>
            ${icons.lock} ${this.#busy === "private" ? "Opening it …" : "Private match"}
          </button>
          <p class="problem" role="alert">${this.#problem}</p>
          <form class="join" @submit=${(event: SubmitEvent) => this.#join(event)} novalidate>
            <label class="field">
              <span>Have a code?</span>
              <input name="code" id="code" data-testid="code" class="code" placeholder="4G7K2M9QXZ" autocomplete="off" autocapitalize="characters"
                spellcheck="false" aria-invalid=${this.#codeProblem !== ""} aria-describedby="code-problem" />
            </label>
            <button id="join-code" data-testid="join-code">Join</button>
            <p class="problem" id="code-problem" role="alert">${this.#codeProblem}</p>
          </form>
        </section>
        ${this.#live.view()}
        <footer class="foot">${theGame.help}</footer>
      </main>`;
  }
}

/** The choice of the game. Each has a start page of its own. */
const gamesView = (): TemplateResult | typeof nothing =>
  cards.length < 2
    ? nothing
    : html`
      <nav class="games" aria-label="Game" data-testid="games">
        ${cards.map(
          ({ name }) => html`
            <a href=${startOf(name)} data-testid="game-${name}" aria-current=${name === theGame.name ? "page" : nothing}>${name}</a>`,
        )}
      </nav>`;
