/** The door of the operator's pages: asks who is signed in, lets them sign in, and then shows the page of the address. */
import "../styles/monitor.css";
import { html, type TemplateResult } from "lit-html";
import { askSession, signOut } from "#client/net/operator-session.ts";
import type { OperatorSession } from "#shared/monitor/session.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import type { PageScope } from "../page-scope.ts";
import { LazyPage } from "../pages/lazy.ts";
import { NoticePage } from "../pages/notice.ts";
import { failureOf } from "../pages/refusal.ts";
import type { Page, Shell } from "../shell.ts";
import { keptFeed } from "./kept-feed.ts";
import type { OperatorShell, SignedIn } from "./operator-shell.ts";
import { MONITOR } from "./paths.ts";
import { SignInPage } from "./sign-in.ts";
import { wayTo } from "./ways.ts";

/** Who was signed in last in this tab: its next page need not ask. The server says when that is over. */
let known: SignedIn | undefined;

const isSignedIn = (session: OperatorSession): session is SignedIn => session.operator !== null;

export class OperatorPage implements Page {
  readonly #shell: Shell;
  #page: Page | undefined;
  /** Of the page that is shown behind the door. */
  #scope: PageScope | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    if (known) this.#open(known);
    else void this.#ask();
  }

  get title(): string {
    return this.#page?.title ?? "Monitor · Scrim";
  }

  view(): TemplateResult {
    return (
      this.#page?.view() ??
      html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Loading …</h1></div></main>`
    );
  }

  holds(): boolean {
    return this.#page?.holds?.() ?? false;
  }

  leave(): void {
    this.#scope?.end();
    this.#page?.leave();
  }

  async #ask(): Promise<void> {
    const { scope, api } = this.#shell;
    try {
      const session = await scope.ask((signal) => askSession(api(signal)));
      if (isSignedIn(session)) this.#open(session);
      else this.#signIn(false);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { code, message } = failureOf(error);
    const notice =
      code === API_ERROR.noRoute
        ? {
            title: "This server has no monitor",
            text: "It has one where its operator has set the secret OPERATOR_TOKEN: docs/OPERATIONS.md, “The operator”.",
          }
        : {
            title: "The monitor does not open",
            text: message,
            ways: [{ label: "Try again", testId: "again", go: () => this.#again() }],
          };
    this.#turn(() => new NoticePage(this.#shell, notice));
  }

  #again(): void {
    this.#page = undefined;
    this.#shell.redraw();
    void this.#ask();
  }

  /** @param hasEnded there was a sign-in, and it is over */
  #signIn(hasEnded: boolean): void {
    known = undefined;
    const done = (session: OperatorSession) => isSignedIn(session) && this.#open(session);
    this.#turn(() => new SignInPage(this.#shell, hasEnded, done));
  }

  /** The page of the address, for this operator. */
  #open(session: SignedIn): void {
    known = session;
    const load = wayTo(location.pathname);
    this.#turn((scope) => {
      const shell = this.#shellFor(scope, session);
      return load ? new LazyPage(shell, () => load(shell)) : nothingHere(shell);
    });
  }

  /** @param make is given what ends with the page */
  #turn(make: (scope: PageScope) => Page): void {
    this.leave();
    this.#scope = this.#shell.scope.within();
    this.#page = make(this.#scope);
    this.#shell.redraw();
  }

  #shellFor(scope: PageScope, session: SignedIn): OperatorShell {
    const shell = this.#shell;
    return {
      ...shell,
      scope,
      session,
      redraw: () => scope.over || shell.redraw(),
      feed: () => keptFeed(scope.signal),
      signedOut: () => scope.over || this.#signIn(true),
      signOut: () => void this.#signOut(),
      turn(path) {
        if (scope.over) return;
        // A second entry for this page, which then has the new address.
        history.pushState(null, "", location.href);
        shell.rename(path);
      },
    };
  }

  async #signOut(): Promise<void> {
    const { scope, api } = this.#shell;
    try {
      await scope.ask((signal) => signOut(api(signal)));
      this.#signIn(false);
    } catch (error) {
      known = undefined;
      this.#fail(error);
    }
  }
}

const nothingHere = (shell: Shell): Page =>
  new NoticePage(shell, {
    title: "Nothing here",
    text: "This address leads nowhere.",
    ways: [{ label: "To the monitor", testId: "to-monitor", go: () => shell.go(MONITOR) }],
  });
