/** The account page: the player's own, on this device and on others. */
import { html, nothing, type TemplateResult } from "lit-html";
import { fetchMe } from "#client/net/account-api.ts";
import { ApiFailure } from "#client/net/api.ts";
import type { Me } from "#shared/protocol/account.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import { wordmark } from "../parts/icons.ts";
import { NameField } from "../parts/name-field.ts";
import type { Page, Shell } from "../shell.ts";
import "../styles/account.css";
import { become } from "./become.ts";
import { BlockedPart } from "./blocked.ts";
import { DataPart } from "./data.ts";
import { wordsFor } from "./errand.ts";
import { OfferPart } from "./offer.ts";
import { PasskeysPart } from "./passkeys.ts";
import { TakePart } from "./take.ts";

export interface AccountPageOptions {
  /** A transfer code of another device. */
  readonly code: string | undefined;
  /** A request was refused since its player has been signed out. */
  readonly signedOut: boolean;
}

type State =
  | { readonly is: "loading" }
  | { readonly is: "own"; readonly me: Me }
  /** This browser is no player yet. */
  | { readonly is: "new" }
  | { readonly is: "signed-out" }
  | { readonly is: "failed"; readonly words: string };

export class AccountPage implements Page {
  readonly title = "Your player · Scrim";
  readonly #shell: Shell;
  readonly #nameField: NameField;
  readonly #offer: OfferPart;
  readonly #take: TakePart;
  readonly #passkeys: PasskeysPart;
  readonly #blocked: BlockedPart;
  readonly #data: DataPart;
  #state: State = { is: "loading" };

  constructor(shell: Shell, { code, signedOut }: AccountPageOptions) {
    this.#shell = shell;
    const { settings, redraw } = shell;
    this.#nameField = new NameField({ settings, label: "Your name", id: "name", redraw });
    const again = () => void this.#load();
    this.#offer = new OfferPart(shell, again);
    this.#take = new TakePart(shell, () => this.#me);
    this.#passkeys = new PasskeysPart(shell, again, (player) =>
      this.#take.propose({ ...player, take: async () => player }),
    );
    this.#blocked = new BlockedPart(shell, again);
    this.#data = new DataPart(shell);
    if (shell.api(shell.scope.signal).identity.token("") === undefined) this.#state = { is: "new" };
    else void this.#load(signedOut);
    if (code !== undefined) {
      // A code that can be used once has no place in the browser's history.
      shell.rename("/account");
      void this.#take.look(code);
    }
  }

  leave(): void {
    this.#nameField.save();
  }

  get #me(): Me | undefined {
    return this.#state.is === "own" ? this.#state.me : undefined;
  }

  /** @param signedOut a request of this tab was refused. Another tab may have a newer token: then it was only this tab's that is old */
  async #load(signedOut = false): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    try {
      const me = await scope.ask((signal) => fetchMe(api(signal)));
      if (signedOut) api(scope.signal).identity.become(me.token);
      this.#state = { is: "own", me };
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : undefined;
      if (code === API_ERROR.noToken) this.#state = { is: "new" };
      else if (code === API_ERROR.signedOut) this.#state = { is: "signed-out" };
      else this.#state = { is: "failed", words: wordsFor(error) };
    }
    redraw();
  }

  view(): TemplateResult {
    const home = (event: Event) => {
      event.preventDefault();
      this.#shell.go("/");
    };
    return html`
      <main class="account">
        <header><a class="home" href="/" @click=${home}>${wordmark}</a><h1>Your player</h1></header>
        ${this.#take.askView()} ${this.#take.isAsking ? nothing : this.#body()}
      </main>`;
  }

  #body(): TemplateResult {
    const state = this.#state;
    switch (state.is) {
      case "loading":
        return html`<p role="status" class="panel own">Loading …</p>`;
      case "failed":
        return html`
          <section class="panel own"><p role="alert">${state.words}</p>
            <div class="row"><button class="primary" @click=${() => this.#load()}>Try again</button></div></section>`;
      case "new":
        return html`
          <section class="panel own"><p>You are new here: play a match, and this page is about you.</p>
            <div class="row"><button class="primary" @click=${() => this.#shell.go("/")}>To the start page</button></div></section>
          ${this.#take.fieldView()} ${this.#passkeys.signInView()}`;
      case "signed-out":
        return this.#signedOutView();
      case "own":
        return html`
          ${this.#whoView(state.me)} ${this.#offer.view()} ${this.#passkeys.view(state.me)} ${this.#take.fieldView()}
          ${this.#blocked.view(state.me)} ${this.#data.view(state.me)}`;
    }
  }

  #signedOutView(): TemplateResult {
    const { api, settings, scope } = this.#shell;
    const anew = () => become(api(scope.signal).identity, settings, undefined);
    return html`
      <section class="panel own" data-testid="signed-out">
        <h2>You have been signed out</h2>
        <p role="status">Your player was signed out on all other devices from another one, or was deleted there. To be that player here again, show a
          code on the other device.</p>
        <div class="row"><button data-testid="anew" @click=${anew}>Go on as a new player</button></div>
      </section>
      ${this.#take.fieldView()} ${this.#passkeys.signInView()}`;
  }

  #whoView({ tag, kept }: Me): TemplateResult {
    return html`
      <section class="panel own who" aria-label="Name">
        ${this.#nameField.view()}
        <p class="dim">Your tag is <b class="nametag" data-testid="tag">#${tag}</b>: others see it behind your name where two are called alike.</p>
        ${
          kept
            ? nothing
            : html`<p class="dim">Only this browser knows that you are this player. Show a code to another device of yours, and your ratings live on should this
                one be lost.</p>`
        }
      </section>`;
  }
}
