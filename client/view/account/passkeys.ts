/** Passkeys: to make one, to remove one, and to sign in with one. */
import { html, nothing, type TemplateResult } from "lit-html";
import { addPasskey, passkeyOptions, removePasskey, signInOptions, signInWith } from "#client/net/account-api.ts";
import { calledAs } from "#client/settings.ts";
import type { Me, SignedIn } from "#shared/protocol/account.ts";
import { icons } from "../parts/icons.ts";
import type { Shell } from "../shell.ts";
import { Errand, Trouble } from "./errand.ts";

/** A browser has passkeys on pages of a domain over TLS, or of this machine. */
const isPossible = (): boolean => "PublicKeyCredential" in globalThis && !/^[\d.]+$|^\[/.test(location.hostname);

const library = () => import("@simplewebauthn/browser");

/** What the browser's own dialog ended with, for the player. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    switch (error.name) {
      case "NotAllowedError":
      case "AbortError":
        throw new Trouble("No passkey was chosen. Try again when you are ready.");
      case "InvalidStateError":
        throw new Trouble("This device has a passkey of this player already.");
      default:
        throw error;
    }
  }
}

/** What makes the passkey, in words: "Firefox on Linux". */
function deviceName(): string {
  const { userAgent } = navigator;
  const found = (names: readonly (readonly [RegExp, string])[]) => names.find(([sign]) => sign.test(userAgent))?.[1];
  const browser = found([
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrom(?:e|ium)\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = found([
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Windows/, "Windows"],
    [/Mac OS/, "macOS"],
    [/CrOS/, "ChromeOS"],
    [/Linux/, "Linux"],
  ]);
  return `${browser ?? "A browser"}${system ? ` on ${system}` : ""}`;
}

export class PasskeysPart {
  readonly #shell: Shell;
  readonly #errand: Errand;
  readonly #changed: () => void;
  readonly #found: (player: SignedIn) => void;

  /**
   * @param changed the list is another one now
   * @param found a passkey has been shown, and this is its player: nothing has changed yet
   */
  constructor(shell: Shell, changed: () => void, found: (player: SignedIn) => void) {
    this.#shell = shell;
    this.#errand = new Errand(shell);
    this.#changed = changed;
    this.#found = found;
  }

  #add(): Promise<void> {
    return this.#errand.run("add", async (api) => {
      const { startRegistration } = await library();
      const optionsJSON = await passkeyOptions(api, calledAs(this.#shell.settings.value));
      const response = await asked(() => startRegistration({ optionsJSON }));
      await addPasskey(api, response, deviceName());
      this.#changed();
    });
  }

  #signIn(): Promise<void> {
    return this.#errand.run("sign-in", async (api) => {
      const { startAuthentication } = await library();
      const optionsJSON = await signInOptions(api);
      const response = await asked(() => startAuthentication({ optionsJSON }));
      this.#found(await signInWith(api, response));
    });
  }

  #remove(id: string): Promise<void> {
    return this.#errand.run(id, async (api) => {
      await removePasskey(api, id);
      this.#changed();
    });
  }

  #problem(): TemplateResult {
    return html`<p class="problem" role="alert">${this.#errand.problem}</p>`;
  }

  #signInButton(): TemplateResult {
    return html`
      <button data-testid="passkey-sign-in" aria-busy=${this.#errand.isDoing("sign-in")} ?disabled=${this.#errand.isDoing()}
        @click=${() => this.#signIn()}>${icons.lock} Sign in with a passkey</button>`;
  }

  /** For a device whose player is another one, or none. */
  signInView(): TemplateResult | typeof nothing {
    if (!isPossible()) return nothing;
    return html`<section class="panel own" aria-label="Passkey">${this.#problem()}<div class="row">${this.#signInButton()}</div></section>`;
  }

  view({ passkeys }: Me): TemplateResult | typeof nothing {
    if (!isPossible()) return nothing;
    return html`
      <section class="panel own" aria-labelledby="own-passkeys">
        <h2 id="own-passkeys">Passkeys</h2>
        <p class="dim">With a passkey you are this player on any device, also should all others be lost: your finger, your face or a key in place of a password.</p>
        ${
          passkeys.length === 0
            ? nothing
            : html`<ul class="own-list" data-testid="passkeys">${passkeys.map(
                ({ id, label, made, used }) => html`
                  <li><span class="what"><bdi>${label}</bdi> <span class="dim">${used ? `used ${dateOf(used)}` : `made ${dateOf(made)}`}</span></span>
                    <button class="small" ?disabled=${this.#errand.isDoing()} @click=${() => this.#remove(id)}>Remove<span class="unseen"> ${label}</span></button></li>`,
              )}</ul>`
        }
        ${this.#problem()}
        <div class="row">
          <button class="primary" data-testid="passkey-add" aria-busy=${this.#errand.isDoing("add")} ?disabled=${this.#errand.isDoing()}
            @click=${() => this.#add()}>${icons.lock} Make a passkey</button>
          ${this.#signInButton()}
        </div>
      </section>`;
  }
}

const dateOf = (at: number): string => new Date(at).toLocaleDateString(undefined, { dateStyle: "medium" });
