/** What a player can do with all that is kept: take it along, sign out everywhere, delete it. */
import { html, nothing, type TemplateResult } from "lit-html";
import { deleteMe, exportAll, signOutEverywhere } from "#client/net/account-api.ts";
import type { Me } from "#shared/protocol/account.ts";
import type { Shell } from "../shell.ts";
import { become } from "./become.ts";
import { Errand, Trouble } from "./errand.ts";

/** Long enough for any browser to have begun a download, in milliseconds. */
const READ_MS = 60_000;

/** Saves a file, as a link that the browser downloads. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}

export class DataPart {
  readonly #shell: Shell;
  readonly #errand: Errand;
  #news = "";
  /** The person is asked whether all is to be deleted. */
  #isDeleting = false;

  constructor(shell: Shell) {
    this.#shell = shell;
    this.#errand = new Errand(shell);
  }

  #do(what: string, work: Parameters<Errand["run"]>[1]): void {
    this.#news = "";
    void this.#errand.run(what, work);
  }

  view(me: Me): TemplateResult {
    const isBusy = this.#errand.isDoing();
    const download = () =>
      this.#do("export", async (api) => {
        save(`scrim-${me.tag}.json`, JSON.stringify(await exportAll(api), undefined, 2));
        this.#news = "Your data has been saved as a file.";
      });
    const signOut = () =>
      this.#do("sign-out", async (api) => {
        await signOutEverywhere(api);
        this.#news = "Done. Only this device is signed in now.";
      });
    const ask = (isDeleting: boolean) => {
      this.#isDeleting = isDeleting;
      this.#shell.redraw();
    };
    return html`
      <section class="panel own" aria-labelledby="own-data">
        <h2 id="own-data">Your data</h2>
        <div class="row">
          <button data-testid="export" ?disabled=${isBusy} @click=${download}>Save a copy</button>
          <button data-testid="sign-out" ?disabled=${isBusy} @click=${signOut}>Sign out all other devices</button>
          <button class="danger" data-testid="delete" aria-expanded=${this.#isDeleting} ?disabled=${isBusy} @click=${() => ask(!this.#isDeleting)}>Delete this player …</button>
        </div>
        ${this.#isDeleting ? this.#deleteView(me, () => ask(false)) : nothing}
        <p role="status" class="news" data-testid="data-news">${this.#news}</p>
        <p class="problem" role="alert">${this.#errand.problem}</p>
      </section>`;
  }

  #deleteView({ tag }: Me, cancel: () => void): TemplateResult {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      const typed = String(new FormData(event.target).get("tag") ?? "");
      this.#do("delete", async (api) => {
        if (typed.replace("#", "").trim().toUpperCase() !== tag)
          throw new Trouble(`Type your tag, ${tag}, to delete this player.`);
        await deleteMe(api, tag);
        become(api.identity, this.#shell.settings, undefined);
      });
    };
    return html`
      <form class="delete" @submit=${submit} novalidate data-testid="delete-form">
        <p>This deletes your profile, ratings, passkeys and blocked players, on all devices, for good. Your rounds stay on the ladders without
          your name. No one can undo it.</p>
        <label class="field"><span>Type your tag, <b>${tag}</b>, to go on</span>
          <input name="tag" class="code" data-testid="delete-tag" autocomplete="off" spellcheck="false" /></label>
        <div class="row">
          <button class="danger" data-testid="delete-sure" ?disabled=${this.#errand.isDoing()}>Delete for good</button>
          <button type="button" @click=${cancel}>Keep it</button>
        </div>
      </form>`;
  }
}
