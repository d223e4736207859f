/**
 * The player that this browser is to the server: one player, however many tabs it has. Each tab also remembers as
 * which player it has come into its match, so that a reload leads back into the same seat, also if other tabs have
 * come into other matches since.
 */
import * as v from "valibot";
import type { Admission } from "#shared/protocol/index.ts";
import { type BrowserStorage, browserStorage } from "./browser-storage.ts";
import type { AskIn, Identity } from "./net/identity.ts";

/** The longest proof that is sent, in characters: far more than a server makes, and less than it takes in a header. */
const MAX_TOKEN = 4096;

/** What may stand after "Bearer " in a header (RFC 6750); anything else would make each request fail. */
const Token = v.pipe(v.string(), v.maxLength(MAX_TOKEN), v.regex(/^[\w.~+/-]+=*$/));

/** As which player a tab has come into which match. */
const Entry = v.pipe(
  v.string(),
  v.maxLength(2 * MAX_TOKEN),
  v.parseJson(),
  v.object({ code: v.string(), player: Token }),
);

/** The name of the lock that a browser's first request holds. */
const LOCK = "scrim.player";

/** What a player token comes with. */
interface Proof {
  readonly player: string;
}

/** Runs `work` while no other tab does, once `signal` has not ended the wait for that. */
export type Alone = <T>(signal: AbortSignal | undefined, work: () => Promise<T>) => Promise<T>;

/** Without secure origin there are no locks: then two first requests may be on their way at once. */
const alone: Alone = (signal, work) =>
  "locks" in navigator ? navigator.locks.request(LOCK, signal ? { signal } : {}, work) : work();

export interface BrowserIdentityOptions {
  /** What all tabs share. */
  readonly browser?: BrowserStorage;
  /** What this tab has for itself. */
  readonly tab?: BrowserStorage;
  readonly alone?: Alone;
}

export class BrowserIdentity implements Identity {
  readonly #browser: BrowserStorage;
  readonly #tab: BrowserStorage;
  readonly #alone: Alone;

  constructor(options: BrowserIdentityOptions = {}) {
    this.#browser = options.browser ?? browserStorage({ key: "scrim.player", isGood: (text) => v.is(Token, text) });
    this.#tab =
      options.tab ??
      browserStorage({
        key: "scrim.tab",
        storage: () => globalThis.sessionStorage,
        isGood: (text) => v.is(Entry, text),
      });
    this.#alone = options.alone ?? alone;
  }

  /** As which player this tab has come into this match. */
  #own(code: string | undefined): string | undefined {
    const entry = v.safeParse(Entry, this.#tab.get());
    return entry.success && entry.output.code === code ? entry.output.player : undefined;
  }

  /** The token that all tabs share; undefined where this browser is no player yet, or no longer. */
  get #shared(): string | undefined {
    return this.#browser.get() || undefined;
  }

  token(code?: string): string | undefined {
    return this.#own(code) ?? this.#shared;
  }

  become(token: string | undefined): void {
    this.#browser.set(token ?? "");
    // As which player this tab has come into its match counts no more.
    this.#tab.set("");
  }

  keep(token: string, sent: string | undefined): void {
    // Unless another tab has put one there meanwhile.
    if (this.#shared === sent) this.#browser.set(token);
  }

  async admit(ask: AskIn, code?: string, signal?: AbortSignal): Promise<Admission> {
    const admission = await this.#ask(ask, code, signal);
    this.#tab.set(JSON.stringify({ code: admission.code, player: admission.player }));
    return admission;
  }

  meet<T extends Proof>(ask: AskIn<T>, signal?: AbortSignal): Promise<T> {
    return this.#ask(ask, undefined, signal);
  }

  async #ask<T extends Proof>(ask: AskIn<T>, code: string | undefined, signal: AbortSignal | undefined): Promise<T> {
    const own = this.#own(code);
    const sent = own ?? this.#shared;
    // A new player comes into being with the first answer: until then other tabs wait, or there would be two.
    const admission =
      sent === undefined ? await this.#alone(signal, () => this.#once(ask, this.#shared)) : await this.#once(ask, sent);
    const known = this.#shared;
    // Another tab may have become a new player at the same time, where there are no locks or the old proof was good no
    // more. One of both is this browser's, and the seat of the other lapses by itself.
    if (own !== undefined || known === undefined || known === admission.player) return admission;
    return this.#once(ask, known);
  }

  /** Asks with this proof; the one that comes back takes its place, unless another tab has put one there meanwhile. */
  async #once<T extends Proof>(ask: AskIn<T>, sent: string | undefined): Promise<T> {
    const admission = await ask(sent);
    this.keep(admission.player, sent);
    return admission;
  }
}
