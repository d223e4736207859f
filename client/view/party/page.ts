/** The page behind a party's link: asks for a name if there is none, and leads to the start page, where the party is seen. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ApiFailure } from "#client/net/api.ts";
import { calledAs } from "#client/settings.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import type { PartyInfo } from "#shared/protocol/party.ts";
import { type Notice, noticeView } from "../pages/notice.ts";
import { failureOf } from "../pages/refusal.ts";
import { icons, wordmark } from "../parts/icons.ts";
import { NameField } from "../parts/name-field.ts";
import { nameProblemOf } from "../parts/name-problem.ts";
import type { Page, Shell } from "../shell.ts";
import type { PartyDesk } from "./desk.ts";

export class PartyPage implements Page {
  readonly title = "A party · Scrim";
  readonly #shell: Shell;
  readonly #code: string;
  readonly #desk: PartyDesk;
  readonly #nameField: NameField;
  /** Undefined while it is looked at. */
  #info: PartyInfo | undefined;
  #joining = false;
  #failure: ApiFailure | undefined;

  constructor(shell: Shell, code: string, desk: PartyDesk) {
    this.#shell = shell;
    this.#code = code;
    this.#desk = desk;
    const { settings, redraw } = shell;
    this.#nameField = new NameField({ settings, label: "Your name", id: "name", autofocus: true, redraw });
    if (settings.value.name === "") void this.#look();
    else void this.#join();
  }

  leave(): void {}

  async #look(): Promise<void> {
    const { scope, redraw } = this.#shell;
    try {
      this.#info = await scope.ask((signal) => this.#desk.look(this.#code, signal));
    } catch (error) {
      this.#failure = failureOf(error);
    }
    redraw();
  }

  async #join(): Promise<void> {
    const { scope, redraw, settings, swap } = this.#shell;
    if (this.#joining) return;
    this.#joining = true;
    this.#failure = undefined;
    redraw();
    try {
      settings.set({ name: calledAs(settings.value) });
      await scope.ask(() => this.#desk.join(this.#code));
      swap("/");
    } catch (error) {
      this.#joining = false;
      const problem = nameProblemOf(error);
      if (problem === undefined) this.#failure = failureOf(error);
      else {
        void this.#look();
        this.#nameField.refuse(problem);
      }
    }
    redraw();
  }

  view(): TemplateResult {
    if (this.#failure) return noticeView(this.#shell, this.#notice(this.#failure));
    if (this.#joining)
      return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Joining the party …</h1></div></main>`;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      if (this.#nameField.commit()) void this.#join();
    };
    const info = this.#info;
    return html`
      <main class="centred">
        <form class="panel notice invitation" @submit=${submit} novalidate>
          ${wordmark}
          <h1>${info?.leader ? html`<bdi class="who" data-testid="host">${info.leader}</bdi> invites you to a party` : "You are invited to a party"}</h1>
          ${info ? thereView(info) : nothing}
          ${this.#nameField.view()}
          <button class="primary big" data-testid="join">Join the party</button>
        </form>
      </main>`;
  }

  #notice({ code, message }: ApiFailure): Notice {
    const again = { label: "Try again", go: () => void this.#join() };
    switch (code) {
      case API_ERROR.noParty:
        return { title: "There is no such party", text: "All have left it, or the link is not complete." };
      case API_ERROR.full:
        return {
          title: "The party is full",
          text: "Eight players are in it. When one leaves, there is room.",
          ways: [again],
        };
      case API_ERROR.barred:
        return { title: "You can't join this party", text: "Its leader has removed you from it." };
      default:
        return { title: "That did not work", text: message, ways: [again] };
    }
  }
}

const thereView = ({ members, most }: PartyInfo): TemplateResult => html`
  <div class="there" translate="no" data-testid="there">
    <p class="dim">${icons.people} ${members.length}/${most}</p>
    ${members.length === 0 ? html`<p class="dim">No player is there yet.</p>` : html`<ul aria-label="Members">${members.map(({ name, here }) => html`<li><bdi class="name">${name}</bdi>${here ? nothing : html` <span class="dim">away</span>`}</li>`)}</ul>`}
  </div>`;
