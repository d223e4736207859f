/** A replay's page: gets the file, and shows it as a live match is watched. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ReplayFailure } from "#client/session/recording/replay-request.ts";
import type { ReplaySession } from "#client/session/recording/replay-session.ts";
import { cardOf } from "../games/index.ts";
import { Play } from "../match/play.ts";
import { CopyButton } from "../parts/copy.ts";
import { progressView } from "../parts/progress.ts";
import { linkTo, replayPath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { FAULT, type Notice, noticeView, UNLOADED, type Way } from "./notice.ts";

export interface ReplayPageOptions {
  readonly id: string;
  /** Where it begins, in seconds. */
  readonly from: number;
}

type State =
  | { readonly is: "loading" }
  | { readonly is: "refused" /** Undefined for a fault of this page. */; readonly failure: ReplayFailure | undefined }
  | { readonly is: "showing"; readonly session: ReplaySession; readonly play: Play };

export class ReplayPage implements Page {
  readonly title: string;
  readonly #shell: Shell;
  readonly #options: ReplayPageOptions;
  #state: State = { is: "loading" };

  constructor(shell: Shell, options: ReplayPageOptions) {
    this.#shell = shell;
    this.#options = options;
    this.title = `Replay ${options.id} · Scrim`;
    void this.#load();
  }

  leave(): void {
    if (this.#state.is === "showing") this.#state.play.stop();
  }

  async #load(): Promise<void> {
    const { scope, redraw, replays } = this.#shell;
    const { id, from } = this.#options;
    this.#state = { is: "loading" };
    redraw();
    try {
      const session = await scope.ask((signal) => replays.open(id, from, signal));
      this.#state = { is: "showing", session, play: this.#play(session) };
    } catch (error) {
      if (!(error instanceof ReplayFailure)) logFault("page_failed", { path: location.pathname }, error);
      this.#state = { is: "refused", failure: error instanceof ReplayFailure ? error : undefined };
    }
    redraw();
  }

  #play(session: ReplaySession): Play {
    const { scope, redraw, go } = this.#shell;
    const { id } = this.#options;
    const { playhead, head } = session;
    const link = () => linkTo(replayPath(id, (playhead.position - playhead.first) / head.tickRate));
    const copy = new CopyButton(link, scope, redraw);
    const home = () => go("/");
    return new Play({
      shell: this.#shell,
      session,
      code: id,
      pageConditions: undefined,
      ways: () => copy.view("Link", "Copy a link to this moment", "copy-moment"),
      leave: home,
      again: home,
    });
  }

  view(): TemplateResult {
    const state = this.#state;
    switch (state.is) {
      case "loading":
        return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Getting the replay …</h1>${progressView(this.#shell.code)}</div></main>`;
      case "refused":
        return noticeView(this.#shell, state.failure ? this.#refusal(state.failure) : FAULT);
      case "showing":
        return state.session.link.state === "closed"
          ? noticeView(this.#shell, damaged(state.session.link.reason))
          : html`<main class="playing">${state.play.view()}${noteView(state.session)}</main>`;
    }
  }

  #refusal({ problem, message }: ReplayFailure): Notice {
    const again: Way = { label: "Try again", go: () => void this.#load() };
    switch (problem) {
      case "missing":
        return {
          title: "No such replay",
          text: `There is no replay ${this.#options.id}. A match has one when it has ended, and it is kept for some time only.`,
          ways: [again],
        };
      case "unreachable":
        return { title: "No connection", text: message, ways: [again] };
      case "unloaded":
        return UNLOADED;
      case "bad":
        return damaged(message);
    }
  }
}

/** @param message one line, as the reader of replays words it */
const damaged = (message: string): Notice => ({
  title: "This replay can't be shown",
  text: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`,
});

function noteView({ faithful, head }: ReplaySession): TemplateResult | typeof nothing {
  const { title } = cardOf(head.game) ?? { title: head.game };
  const notes = [
    faithful ? "" : `Played by other rules of ${title} than today's: a picture every other second.`,
    head.cut ? "An update has ended this match early." : "",
  ].filter((note) => note !== "");
  return notes.length === 0
    ? nothing
    : html`<p class="replay-note" role="note" data-testid="replay-note">${notes.join(" ")}</p>`;
}
