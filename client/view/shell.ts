/** What every page is given. */
import type { TemplateResult } from "lit-html";
import type { LastMatch } from "#client/last-match.ts";
import type { Api } from "#client/net/api.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import type { Conditions } from "#client/net/conditions.ts";
import type { Regions } from "#client/net/regions.ts";
import type { Observer } from "#client/session/observer.ts";
import type { Admit, Ticketed } from "#client/session/open.ts";
import type { ReplaySession } from "#client/session/recording/replay-session.ts";
import type { FileSource, TraceSource } from "#client/session/recording/sources.ts";
import type { OpenedTrace } from "#client/session/recording/trace-files.ts";
import type { Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { Admission, Role } from "#shared/protocol/index.ts";
import type { PageScope } from "./page-scope.ts";
import type { PartyOfPages, ShownPage } from "./party/types.ts";
import type { QueueOfPages } from "./queue/types.ts";

export interface OpenSessionOptions {
  readonly code: string;
  readonly role: Role;
  /** The admission that the server has just given. */
  readonly admission: Ticketed;
  /** The address of the socket below the server's; by default the one of the match's code. */
  readonly path?: string | undefined;
  /** Asks for admission again, after the connection was lost. */
  readonly admit: Admit;
  /** Makes the link worse than it is; they may change. */
  readonly conditions: Conditions;
  /** Is told all that happens on the link. */
  readonly observer?: Observer | undefined;
}

export type OpenSession = (options: OpenSessionOptions) => Session;

/**
 * Loads what a match of this game needs for this role, before its session is opened: a client tells the server then which rules it
 * has.
 * @param game undefined where the server does not say it
 */
export type SessionsOf = (game: string | undefined, role: Role) => Promise<OpenSession>;

/** A signal aborts each. */
export interface Replays {
  /**
   * Gets a replay, to be watched from so many seconds on.
   * @throws {ReplayFailure}
   */
  open(source: FileSource, from: number, signal: AbortSignal): Promise<ReplaySession>;
  /**
   * Gets what a player saw of a minute, and the server's log of it.
   * @throws {ReplayFailure}
   */
  trace(source: TraceSource, signal: AbortSignal): Promise<OpenedTrace>;
  /** Whether there is this one by now. */
  has(id: string, signal: AbortSignal): Promise<boolean>;
}

/** Once the page has been left none of this does anything. */
export interface Shell {
  /** Ends when the page is left: what it asks for, it asks for within this. */
  readonly scope: PageScope;
  /** The server, for requests that are aborted by this signal. */
  api(signal: AbortSignal): Api;
  readonly settings: SettingsStore;
  readonly lastMatch: LastMatch;
  /** Where matches run, and how far that is. */
  readonly regions: Regions;
  readonly replays: Replays;
  /** What is loaded when it is needed. */
  readonly code: CodeFiles;
  readonly party: PartyOfPages;
  readonly queue: QueueOfPages;
  /** Draws the page again, soon. */
  redraw(): void;
  /** To another page of this site. */
  go(path: string): void;
  /** To another page of this site, which takes the place of this one: Back does not lead here. */
  swap(path: string): void;
  /** Another address for the page that is shown. */
  rename(path: string): void;
  /** Into the match of this admission. */
  enter(admission: Admission): void;
  /** @param game the one that is played on this page */
  openSettings(game?: string): void;
}

export interface Page extends ShownPage {
  readonly title: string;
  view(): TemplateResult;
  /** The page is being left: end what it has begun. */
  leave(): void;
}
