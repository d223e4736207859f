/** The page of a file that the server keeps, a replay or a trace: gets it, and shows it as a live match is watched. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ReplayFailure } from "#client/session/recording/replay-request.ts";
import type { Session } from "#client/session/types.ts";
import type { Play } from "../match/play.ts";
import { progressView } from "../parts/progress.ts";
import type { Page, Shell } from "../shell.ts";
import { FAULT, type Notice, noticeView, UNLOADED, type Way } from "./notice.ts";

export interface FilePageOptions<T> {
  readonly shell: Shell;
  readonly title: string;
  /** What the page calls the file, in a sentence: "replay". */
  readonly noun: string;
  /** What a visitor reads where the server has no such file. */
  readonly missing: string;
  /** @throws {ReplayFailure} the file does not come, or cannot be shown */
  open(signal: AbortSignal): Promise<T>;
  session(opened: T): Session;
  play(opened: T): Play;
  /** Stands over the match. */
  over?(opened: T): TemplateResult | typeof nothing;
}

type State<T> =
  | { readonly is: "loading" }
  | { readonly is: "refused" /** Undefined for a fault of this page. */; readonly failure: ReplayFailure | undefined }
  | { readonly is: "showing"; readonly opened: T; readonly play: Play };

export class FilePage<T> implements Page {
  readonly title: string;
  readonly #options: FilePageOptions<T>;
  #state: State<T> = { is: "loading" };

  constructor(options: FilePageOptions<T>) {
    this.#options = options;
    this.title = options.title;
    void this.#load();
  }

  leave(): void {
    if (this.#state.is === "showing") this.#state.play.stop();
  }

  async #load(): Promise<void> {
    const { shell, open, play } = this.#options;
    this.#state = { is: "loading" };
    shell.redraw();
    try {
      const opened = await shell.scope.ask((signal) => open(signal));
      this.#state = { is: "showing", opened, play: play(opened) };
    } catch (error) {
      if (!(error instanceof ReplayFailure)) logFault("page_failed", { path: location.pathname }, error);
      this.#state = { is: "refused", failure: error instanceof ReplayFailure ? error : undefined };
    }
    shell.redraw();
  }

  view(): TemplateResult {
    const { shell, noun, session, over } = this.#options;
    const state = this.#state;
    switch (state.is) {
      case "loading":
        return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Getting the ${noun} …</h1>${progressView(shell.code)}</div></main>`;
      case "refused":
        return noticeView(shell, state.failure ? this.#refusal(state.failure) : FAULT);
      case "showing": {
        const { link } = session(state.opened);
        return link.state === "closed"
          ? noticeView(shell, this.#damaged(link.reason))
          : html`<main class="playing">${state.play.view()}${over?.(state.opened) ?? nothing}</main>`;
      }
    }
  }

  #refusal({ problem, message }: ReplayFailure): Notice {
    const again: Way = { label: "Try again", go: () => void this.#load() };
    switch (problem) {
      case "missing":
        return { title: `No such ${this.#options.noun}`, text: this.#options.missing, ways: [again] };
      case "unreachable":
        return { title: "No connection", text: message, ways: [again] };
      case "unloaded":
        return UNLOADED;
      case "bad":
        return this.#damaged(message);
    }
  }

  /** @param message one line, as the reader of such files words it */
  #damaged(message: string): Notice {
    return {
      title: `This ${this.#options.noun} can't be shown`,
      text: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`,
    };
  }
}
