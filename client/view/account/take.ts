/** This device becomes a player of another one: whose it is stands there, and the person is asked before anything changes. */
import { html, nothing, type TemplateResult } from "lit-html";
import { lookAtTransfer, takeTransfer } from "#client/net/account-api.ts";
import { calledAs } from "#client/settings.ts";
import type { Me, SignedIn } from "#shared/protocol/account.ts";
import { readTransferCode } from "#shared/protocol/code.ts";
import { icons } from "../parts/icons.ts";
import type { Shell } from "../shell.ts";
import { become } from "./become.ts";
import { Errand, Trouble } from "./errand.ts";

/** A player that this device may be. */
export interface Candidate {
  readonly name: string;
  readonly tag: string;
  /** The device is this player already. */
  readonly same: boolean;
  /** Brings the token. */
  take(): Promise<SignedIn>;
}

export class TakePart {
  readonly #shell: Shell;
  readonly #errand: Errand;
  readonly #me: () => Me | undefined;
  #candidate: Candidate | undefined;

  /** @param me what this device's player has; undefined for one that is no player yet */
  constructor(shell: Shell, me: () => Me | undefined) {
    this.#shell = shell;
    this.#me = me;
    this.#errand = new Errand(shell);
  }

  /** Whether the person is being asked. */
  get isAsking(): boolean {
    return this.#candidate !== undefined;
  }

  look(text: string): Promise<void> {
    return this.#errand.run("look", async (api) => {
      const code = readTransferCode(text);
      if (code === undefined) throw new Trouble("A code has twelve letters and digits.");
      const found = await lookAtTransfer(api, code);
      this.propose({
        ...found,
        take: () => this.#shell.scope.ask((signal) => takeTransfer(this.#shell.api(signal), code)),
      });
    });
  }

  propose(candidate: Candidate): void {
    this.#candidate = candidate;
    this.#shell.redraw();
  }

  #take({ take }: Candidate): Promise<void> {
    return this.#errand.run("take", async (api) => become(api.identity, this.#shell.settings, await take()));
  }

  #cancel(): void {
    this.#candidate = undefined;
    this.#shell.swap("/account");
  }

  /** What becomes of the player that this device has been. */
  #loss(): TemplateResult {
    const me = this.#me();
    if (!me) return html`This device has no player yet, so nothing is lost.`;
    const own = html`<b><bdi>${me.name || calledAs(this.#shell.settings.value)}</bdi> <span class="nametag">#${me.tag}</span></b>`;
    return me.passkeys.length > 0
      ? html`This device plays as ${own} now. You can come back to that player with a passkey, or from another device.`
      : html`This device plays as ${own} now. Nothing is merged: unless another device is that player too, its ratings are out of reach
          from then on.`;
  }

  /** The question; nothing while there is none. */
  askView(): TemplateResult | typeof nothing {
    const candidate = this.#candidate;
    if (!candidate) return nothing;
    const { name, tag, same } = candidate;
    const who = html`<bdi>${name || "Player"}</bdi> <span class="nametag">#${tag}</span>`;
    if (same)
      return html`
        <section class="panel own" aria-labelledby="own-take" data-testid="take-same">
          <h2 id="own-take">You are ${who} already</h2>
          <p>This device has nothing to change.</p>
          <div class="row"><button class="primary" @click=${() => this.#cancel()}>All right</button></div>
        </section>`;
    return html`
      <section class="panel own" aria-labelledby="own-take" data-testid="take-ask">
        <h2 id="own-take">Be ${who} on this device?</h2>
        <p>${this.#loss()}</p>
        <p class="problem" role="alert">${this.#errand.problem}</p>
        <div class="row">
          <button class="primary" data-testid="take" aria-busy=${this.#errand.isDoing("take")} ?disabled=${this.#errand.isDoing()}
            @click=${() => this.#take(candidate)}>${icons.check} Yes, be ${name || "Player"}</button>
          <button data-testid="take-not" @click=${() => this.#cancel()}>No</button>
        </div>
      </section>`;
  }

  /** The field for a code of another device. */
  fieldView(): TemplateResult {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      if (event.target instanceof HTMLFormElement) void this.look(String(new FormData(event.target).get("code") ?? ""));
    };
    return html`
      <section class="panel own" aria-labelledby="own-come">
        <h2 id="own-come">You play elsewhere already?</h2>
        <form class="join" @submit=${submit} novalidate>
          <label class="field">
            <span>The code that your other device shows</span>
            <input name="code" id="transfer-input" data-testid="transfer-input" class="code" placeholder="4G7K-2M9Q-XZ12" autocomplete="off"
              autocapitalize="characters" spellcheck="false" aria-invalid=${this.#errand.problem !== ""} aria-describedby="transfer-problem" />
          </label>
          <button data-testid="transfer-look" ?disabled=${this.#errand.isDoing()}>Go on</button>
          <p class="problem" id="transfer-problem" role="alert">${this.#errand.problem}</p>
        </form>
      </section>`;
  }
}
