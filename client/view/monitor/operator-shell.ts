/** What an operator's page is given. */
import type { MonitorFeed } from "#client/net/monitor-feed.ts";
import type { OperatorSession } from "#shared/monitor/session.ts";
import type { Shell } from "../shell.ts";

/** An operator who has signed in, or needs not. */
export interface SignedIn extends OperatorSession {
  readonly operator: string;
}

export interface OperatorShell extends Shell {
  readonly session: SignedIn;
  /** What the monitor tells, live; it is the same for all pages of the operator's. Ends with the page. */
  feed(): MonitorFeed;
  /** The server has said that the sign-in has ended: the operator signs in again, and is back here. */
  signedOut(): void;
  /** The operator signs out. */
  signOut(): void;
  /** Another address for the page that is shown; Back leads to the one before. */
  turn(path: string): void;
}
