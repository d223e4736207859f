/** A trace's page: what a player saw of a minute, over the server's own log of it. */
import { html, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ReplayFailure } from "#client/session/recording/replay-request.ts";
import type { OpenedTrace } from "#client/session/recording/trace-files.ts";
import { Play } from "../match/play.ts";
import { TraceLanes } from "../match/trace-lanes.ts";
import { CopyButton } from "../parts/copy.ts";
import { linkTo, tracePath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { FAULT, type Notice, noticeView, UNLOADED, type Way } from "./notice.ts";

type State =
  | { readonly is: "loading" }
  | { readonly is: "refused" /** Undefined for a fault of this page. */; readonly failure: ReplayFailure | undefined }
  | { readonly is: "showing"; readonly opened: OpenedTrace; readonly play: Play };

export class TracePage implements Page {
  readonly title: string;
  readonly #shell: Shell;
  readonly #id: string;
  #state: State = { is: "loading" };

  constructor(shell: Shell, id: string) {
    this.#shell = shell;
    this.#id = id;
    this.title = `What ${id} saw · Scrim`;
    void this.#load();
  }

  leave(): void {
    if (this.#state.is === "showing") this.#state.play.stop();
  }

  async #load(): Promise<void> {
    const { scope, redraw, replays } = this.#shell;
    this.#state = { is: "loading" };
    redraw();
    try {
      const opened = await scope.ask((signal) => replays.trace(this.#id, signal));
      this.#state = { is: "showing", opened, play: this.#play(opened) };
    } catch (error) {
      if (!(error instanceof ReplayFailure)) logFault("page_failed", { path: location.pathname }, error);
      this.#state = { is: "refused", failure: error instanceof ReplayFailure ? error : undefined };
    }
    redraw();
  }

  #play({ session, reading, marks }: OpenedTrace): Play {
    const { scope, redraw, go } = this.#shell;
    const { playhead } = session;
    const copy = new CopyButton(() => linkTo(tracePath(this.#id)), scope, redraw);
    const lanes = new TraceLanes({ playhead, reading, marks, redraw });
    const home = () => go("/");
    return new Play({
      shell: this.#shell,
      session,
      code: this.#id,
      pageConditions: undefined,
      seen: { seat: reading.trace.seat, at: (tick) => reading.placeAt(tick) },
      under: () => lanes.view(),
      ways: () => copy.view("Link", "Copy a link to this recording", "copy-trace"),
      leave: home,
      again: home,
    });
  }

  view(): TemplateResult {
    const state = this.#state;
    switch (state.is) {
      case "loading":
        return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Getting the recording …</h1></div></main>`;
      case "refused":
        return noticeView(this.#shell, state.failure ? this.#refusal(state.failure) : FAULT);
      case "showing": {
        const { link } = state.opened.session;
        return link.state === "closed"
          ? noticeView(this.#shell, damaged(link.reason))
          : html`<main class="playing">${state.play.view()}</main>`;
      }
    }
  }

  #refusal({ problem, message }: ReplayFailure): Notice {
    const again: Way = { label: "Try again", go: () => void this.#load() };
    switch (problem) {
      case "missing":
        return {
          title: "No such recording",
          text: `There is no recording ${this.#id}, or it is kept no more.`,
          ways: [again],
        };
      case "unreachable":
        return { title: "It did not come", text: message, ways: [again] };
      case "unloaded":
        return UNLOADED;
      case "bad":
        return damaged(message);
    }
  }
}

/** @param message one line, as the reader of traces words it */
const damaged = (message: string): Notice => ({
  title: "This recording can't be shown",
  text: `${message.slice(0, 1).toUpperCase()}${message.slice(1)}.`,
});
