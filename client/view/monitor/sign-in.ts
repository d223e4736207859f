/** An operator signs in: with the server's token, and a name that stands beside what they do. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ApiFailure } from "#client/net/api.ts";
import { signIn } from "#client/net/operator-session.ts";
import type { OperatorSession } from "#shared/monitor/session.ts";
import { cleanName, MAX_UNITS } from "#shared/names/clean.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import { within } from "../ladder/player-link.ts";
import { failureOf } from "../pages/refusal.ts";
import { wordmark } from "../parts/icons.ts";
import type { Page, Shell } from "../shell.ts";

/** What is wrong with each field, and with the whole; empty where nothing is. */
interface Problems {
  readonly token: string;
  readonly name: string;
  readonly whole: string;
}

const FINE: Problems = { token: "", name: "", whole: "" };

const WRONG = "This is not the server's token. It is the secret OPERATOR_TOKEN that was set where the server runs.";

/** Where a refusal of the server's belongs. */
function problemsOf({ code, message }: ApiFailure): Problems {
  if (code === API_ERROR.unauthorized) return { ...FINE, token: WRONG };
  if (code === API_ERROR.badRequest) return { ...FINE, name: message };
  return { ...FINE, whole: message };
}

export class SignInPage implements Page {
  readonly title = "Sign in · Monitor · Scrim";
  readonly #shell: Shell;
  readonly #hasEnded: boolean;
  readonly #done: (session: OperatorSession) => void;
  #problems = FINE;
  #isBusy = false;

  /**
   * @param hasEnded there was a sign-in, and it is over
   * @param done they have signed in
   */
  constructor(shell: Shell, hasEnded: boolean, done: (session: OperatorSession) => void) {
    this.#shell = shell;
    this.#hasEnded = hasEnded;
    this.#done = done;
  }

  leave(): void {}

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.#isBusy || !(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    void this.#signIn(String(form.get("token") ?? "").trim(), String(form.get("name") ?? ""));
  };

  async #signIn(token: string, name: string): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    const clean = cleanName(name);
    this.#problems = {
      token: token === "" ? "Type the server's token." : "",
      name: clean.ok ? "" : clean.message,
      whole: "",
    };
    if (token === "" || !clean.ok) {
      redraw();
      this.#focus();
      return;
    }
    this.#isBusy = true;
    redraw();
    try {
      const session = await scope.ask((signal) => signIn(api(signal), token, clean.name));
      this.#done(session);
    } catch (error) {
      this.#problems = problemsOf(failureOf(error));
    }
    this.#isBusy = false;
    redraw();
    this.#focus();
  }

  /** To the first field with a problem, once that is drawn. */
  #focus(): void {
    const { token, name } = this.#problems;
    const field = token ? "operator-token" : name ? "operator-name" : undefined;
    if (field) setTimeout(() => document.getElementById(field)?.focus());
  }

  view(): TemplateResult {
    const { token, name, whole } = this.#problems;
    const { settings, go } = this.#shell;
    const problem = (id: string, text: string) => html`<p class="problem" id=${id} role="alert">${text || nothing}</p>`;
    return html`
      <main class="centred">
        <form class="panel notice operator-sign-in" novalidate @submit=${this.#submit} data-testid="operator-sign-in">
          <a class="home" href="/" @click=${within("/", go)}>${wordmark}</a>
          <h1>Monitor</h1>
          <p role="status">${
            this.#hasEnded
              ? "Your sign-in has ended. Sign in again, and you are back where you were."
              : "For the operator of this server. It sees what runs, and steps in."
          }</p>
          <label class="field"><span>The server's token</span>
            <input id="operator-token" name="token" type="password" autocomplete="current-password" spellcheck="false" required
              aria-invalid=${token !== ""} aria-describedby="operator-token-problem" data-testid="operator-token" />
          </label>
          ${problem("operator-token-problem", token)}
          <label class="field"><span>Your name</span>
            <input id="operator-name" name="name" type="text" autocomplete="username" maxlength=${MAX_UNITS} required .defaultValue=${settings.value.name}
              aria-invalid=${name !== ""} aria-describedby="operator-name-problem" data-testid="operator-name" />
          </label>
          ${problem("operator-name-problem", name)}
          <p class="dim">Your name stands beside what you do here. The token is the secret OPERATOR_TOKEN: docs/OPERATIONS.md, “The operator”.</p>
          <p class="problem" role="alert">${whole || nothing}</p>
          <button class="primary" ?disabled=${this.#isBusy} data-testid="operator-enter">${this.#isBusy ? "Signing in …" : "Sign in"}</button>
        </form>
      </main>`;
  }
}
