/** A match as an operator watches it: without delay, by the match's object and not by its code, which this page never learns. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ApiFailure } from "#client/net/api.ts";
import { type Watching, watchMatch } from "#client/net/operator-api.ts";
import type { Session } from "#client/session/types.ts";
import { titleOf } from "../games/index.ts";
import { isUnloaded } from "../match/blame.ts";
import { fetchStage } from "../match/loading.ts";
import { Play } from "../match/play.ts";
import { pageConditions } from "../net/page-conditions.ts";
import { FAULT, type Notice, noticeView, UNLOADED } from "../pages/notice.ts";
import { progressView } from "../parts/progress.ts";
import type { Page, SessionsOf } from "../shell.ts";
import "../styles/operator-watch.css";
import { failureWords } from "./failure.ts";
import type { OperatorShell } from "./operator-shell.ts";
import { matchPath } from "./paths.ts";
import { watchLineView, watchOver } from "./watch-line.ts";

export interface WatchOptions {
  /** The match's object. */
  readonly id: string;
  readonly sessionsOf: SessionsOf;
}

interface Shown {
  readonly session: Session;
  readonly play: Play;
  readonly title: string;
}

type State =
  | { readonly is: "asking" }
  | { readonly is: "refused"; readonly notice: Notice }
  | { readonly is: "watching"; readonly shown: Shown };

export class MonitorWatchPage implements Page {
  readonly #shell: OperatorShell;
  readonly #options: WatchOptions;
  #state: State = { is: "asking" };

  constructor(shell: OperatorShell, options: WatchOptions) {
    this.#shell = shell;
    this.#options = options;
    void this.#begin();
  }

  get title(): string {
    return this.#state.is === "watching"
      ? `${this.#state.shown.title} · as operator · Scrim`
      : "Watching as operator · Scrim";
  }

  get #back(): string {
    return matchPath(this.#options.id);
  }

  leave(): void {
    this.#stop();
  }

  #stop(): void {
    if (this.#state.is !== "watching") return;
    const { session, play } = this.#state.shown;
    play.stop();
    session.close();
  }

  readonly #begin = async (): Promise<void> => {
    const { scope, redraw } = this.#shell;
    this.#stop();
    this.#state = { is: "asking" };
    redraw();
    try {
      const watching = await scope.ask((signal) => this.#ask(signal));
      this.#state = { is: "watching", shown: await this.#open(watching) };
    } catch (error) {
      this.#state = { is: "refused", notice: this.#notice(error) };
    }
    redraw();
  };

  #ask(signal: AbortSignal): Promise<Watching> {
    return watchMatch(this.#shell.api(signal), this.#options.id);
  }

  async #open(watching: Watching): Promise<Shown> {
    const shell = this.#shell;
    const { scope, code } = shell;
    const { game, mode, path } = watching;
    fetchStage(code, game);
    const open = await scope.ask(() => code.load(game, () => this.#options.sessionsOf(game, "spectator")));
    const session = open({
      ...{ code: "", path, role: "spectator", admission: watching },
      admit: () => scope.ask((signal) => this.#ask(signal)),
      conditions: pageConditions.conditions,
    });
    const back = () => shell.go(this.#back);
    const play = new Play({ ...{ shell, session, game, mode }, pageConditions: undefined, leave: back, again: back });
    session.watch(shell.redraw);
    return { session, play, title: titleOf(game, mode) };
  }

  #notice(error: unknown): Notice {
    const { go } = this.#shell;
    const back = { label: "To the match's page", testId: "watch-back", go: () => go(this.#back) };
    if (error instanceof ApiFailure)
      return {
        title: "This match can't be watched",
        text: failureWords(error, this.#shell.signedOut),
        ways: [{ label: "Try again", go: () => void this.#begin() }, back],
      };
    logFault("page_failed", { path: location.pathname }, error);
    return isUnloaded(error) ? UNLOADED : FAULT;
  }

  view(): TemplateResult {
    const state = this.#state;
    switch (state.is) {
      case "asking":
        return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Asking the match …</h1>${progressView(this.#shell.code)}</div></main>`;
      case "refused":
        return noticeView(this.#shell, state.notice);
      case "watching": {
        const { session, play } = state.shown;
        const { link } = session;
        if (link.state === "closed") {
          const back = { label: "To the match's page", testId: "watch-back", go: () => this.#shell.go(this.#back) };
          const again = { label: "Watch again", testId: "watch-again", go: () => void this.#begin() };
          return noticeView(this.#shell, { ...watchOver(link.ending, link.reason), ways: [back, again] });
        }
        return html`<main class="playing">${play.view()}
          <p class="operator-banner" role="note" data-testid="operator-banner">You watch without delay, as operator</p>
          ${link.state === "live" ? nothing : watchLineView(link, () => session.hurry?.())}</main>`;
      }
    }
  }
}
