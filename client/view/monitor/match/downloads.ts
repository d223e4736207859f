/** Files of a match: the log of the round that is on, and the replays of those that have ended. */
import { html, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { matchAddress } from "#client/net/operator-api.ts";
import { ask, ReplayFailure } from "#client/session/recording/replay-request.ts";
import type { PageScope } from "../../page-scope.ts";

export interface DownloadsOptions {
  /** The match's object. */
  readonly id: string;
  readonly scope: PageScope;
  redraw(): void;
}

/** Long enough for any browser to have begun a download, in milliseconds. */
const READ_MS = 60_000;

/** Saves a file, as a link that the browser downloads. */
function save(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this.
  setTimeout(() => URL.revokeObjectURL(url), READ_MS);
}

export class Downloads {
  readonly #options: DownloadsOptions;
  /** What is on its way; empty while nothing is. */
  #getting = "";
  #news = "";
  #problem = "";

  constructor(options: DownloadsOptions) {
    this.#options = options;
  }

  /** @param what the address below the match's, and the file's name */
  async #get(what: string, name: string, missing: string): Promise<void> {
    const { id, scope, redraw } = this.#options;
    if (this.#getting !== "") return;
    [this.#getting, this.#news, this.#problem] = [what, "", ""];
    redraw();
    try {
      const url = `${matchAddress(id)}/${what}`;
      const bytes = await scope.ask((signal) => ask((path, init) => fetch(path, init), url, missing, signal));
      save(name, bytes);
      this.#news = `Saved as ${name}.`;
    } catch (error) {
      if (!(error instanceof ReplayFailure)) logFault("page_failed", { part: "downloads" }, error);
      this.#problem = error instanceof ReplayFailure ? error.message : "Something went wrong. Try again.";
    }
    this.#getting = "";
    redraw();
  }

  /** @param code the beginning of the match's code: files are called by it @param round the one that is on, or was the last */
  view(code: string, round: number): TemplateResult {
    const isBusy = this.#getting !== "";
    const log = () => void this.#get("log", `scrim-${code}-log.scrim`, "There is no log: no round has begun.");
    const replay = (of: number) =>
      void this.#get(
        `replay?round=${of}`,
        `scrim-${code}-${of}.scrim`,
        `Round ${of} has left no replay: it is on, or it was long ago.`,
      );
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      if (!(event.target instanceof HTMLFormElement)) return;
      const of = Number(new FormData(event.target).get("round"));
      if (Number.isSafeInteger(of) && of > 0) replay(of);
    };
    return html`
      <section class="panel" aria-labelledby="downloads">
        <h2 id="downloads">Files</h2>
        <div class="row">
          <button ?disabled=${isBusy} data-testid="download-log" @click=${log}>Log of this round</button>
          <form class="row" @submit=${submit}>
            <label class="inline-field"><span>Replay of round</span>
              <input type="number" name="round" min="1" step="1" required .defaultValue=${String(Math.max(1, round))} data-testid="download-round" /></label>
            <button ?disabled=${isBusy} data-testid="download-replay">Get it</button>
          </form>
        </div>
        <p class="dim">Both are for <code>npm run replay</code>: docs/REPLAYS.md.</p>
        <p role="status" data-testid="download-news">${this.#news}</p>
        <p class="problem" role="alert">${this.#problem}</p>
      </section>`;
  }
}
