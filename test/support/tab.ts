/** The whole page in a DOM without a browser, with a server whose answers come when the test says so. */

import { vi } from "vitest";
import { BrowserIdentity, type BrowserIdentityOptions } from "#client/identity.ts";
import { LastMatch } from "#client/last-match.ts";
import { Api } from "#client/net/api.ts";
import { CodeFiles } from "#client/net/code-files.ts";
import { Regions } from "#client/net/regions.ts";
import { openReplay } from "#client/session/recording/replay-files.ts";
import { hasReplay } from "#client/session/recording/replay-request.ts";
import type { Link, NetStats, Session } from "#client/session/types.ts";
import { SettingsStore } from "#client/settings.ts";
import { SIGNED_OUT, startApp } from "#client/view/app.ts";
import { chosenGame } from "#client/view/games/index.ts";
import type { OpenSessionOptions } from "#client/view/shell.ts";
import { games } from "#shared/games/index.ts";
import { type ApiErrorCode, afterClose, type Ending, isAgain, type Role } from "#shared/protocol/index.ts";
import { memory } from "./memory.ts";

// No session has a world here, so nothing is drawn. Loading Phaser takes seconds, on a busy machine more than the limit of a request.
vi.doMock("#client/view/stage/stage.ts", () => ({ openStage: () => ({}) }));

/** Lets the page finish its work: more turns of the event loop than it needs. */
async function turns(): Promise<void> {
  do {
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve));
    // Code that it loads first takes as long as it takes.
  } while (document.querySelector('[data-testid="loading"]'));
}

/** A request whose answer is held back. */
export class Held {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly token: string | undefined;
  readonly signal: AbortSignal | undefined;
  readonly response: Promise<Response>;
  #settle: (response: Response) => void = () => {};
  #fail: (error: Error) => void = () => {};

  constructor(path: string, { method = "GET", body, headers, signal }: RequestInit) {
    this.method = method;
    this.path = path;
    this.body = typeof body === "string" ? JSON.parse(body) : undefined;
    this.token = new Headers(headers).get("Authorization")?.replace("Bearer ", "");
    this.signal = signal ?? undefined;
    this.response = new Promise((resolve, reject) => {
      this.#settle = resolve;
      this.#fail = reject;
    });
  }

  get aborted(): boolean {
    return this.signal?.aborted ?? false;
  }

  async answer(body: unknown, status = 200): Promise<void> {
    this.#settle(new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } }));
    await turns();
  }

  admit(code: string, player = `${code}.its.player`, role: Role = "player"): Promise<void> {
    return this.answer({ code, role, ticket: "a.ticket.here", player });
  }

  refuse(error: ApiErrorCode, status = 409): Promise<void> {
    return this.answer({ error, message: `it is ${error}` }, status);
  }

  async fail(): Promise<void> {
    this.#fail(new TypeError("offline"));
    await turns();
  }
}

/** A server that answers when it is told to. It never hears that a request was aborted: the worst of all. */
export class LateServer {
  readonly requests: Held[] = [];

  readonly fetch = (path: string, init: RequestInit): Promise<Response> => {
    const held = new Held(path, init);
    this.requests.push(held);
    return held.response;
  };

  /** The last request to such a path. */
  last(path: string | RegExp): Held {
    const found = this.requests.findLast((held) =>
      typeof path === "string" ? held.path === path && held.method === "POST" : path.test(held.path),
    );
    if (!found) throw new Error(`no request to ${path}, but ${this.requests.map((held) => held.path)}`);
    return found;
  }

  count(path: string): number {
    return this.requests.filter((held) => held.path === path).length;
  }
}

const STATS: NetStats = {
  ...{ rtt: 0, jitter: 0, ahead: 0, slack: undefined, delay: 0, corrections: 0, correction: 0 },
  ...{ down: 0, up: 0, messages: 0, gaps: [] },
};

/** A session that receives nothing. */
export class SilentSession implements Session {
  link: Link = { state: "live" };
  seat = 0;
  readonly seats = [];
  readonly spectators = 0;
  stats = STATS;
  readonly options: OpenSessionOptions;
  /** Its page wants it no more. */
  over = false;
  readonly #watchers = new Set<() => void>();

  constructor(options: OpenSessionOptions) {
    this.options = options;
  }

  frame(): undefined {}
  setInput(): void {}

  leave(): void {
    this.over = true;
  }

  close(): void {
    this.over = true;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  /** The server closes its socket, for good. */
  refuse(code: number): void {
    const next = afterClose(code);
    if (isAgain(next)) throw new RangeError(`a session comes back after ${code}`);
    this.end(next);
  }

  /** It will not come back. */
  end(ending: Ending): void {
    this.link = { state: "closed", ending, reason: "" };
    this.change();
  }

  /** Tells the page that there is something new about it. */
  change(): void {
    for (const changed of this.#watchers) changed();
  }
}

export interface Tab {
  readonly server: LateServer;
  readonly sessions: SilentSession[];
  /** The storage of the browser. */
  readonly token: ReturnType<typeof memory>;
  readonly settings: SettingsStore;
  readonly regions: Regions;
  by(id: string): HTMLElement;
  /** Waits until the page has drawn. */
  drawn(): Promise<void>;
  /** Waits as a person does: a panel that has just appeared takes no press yet. */
  pressable(id: string): Promise<HTMLElement>;
  click(id: string): Promise<void>;
  /** Types into a field, and submits its form. */
  submit(id: string, text: string): Promise<void>;
  text(): string;
  path(): string;
}

export interface TabOptions {
  readonly name?: string;
  readonly identity?: BrowserIdentityOptions;
  /** The code of the match that this browser has played last. */
  readonly last?: string;
}

/** Opens the page at this address. The one before is gone. */
export async function openTab(path: string, { name = "Ann", identity = {}, last = "" }: TabOptions = {}): Promise<Tab> {
  history.replaceState(null, "", path);
  document.body.innerHTML = '<div id="app"></div>';
  const root = document.querySelector<HTMLElement>("#app");
  if (!root) throw new Error("there is no DOM");
  const server = new LateServer();
  const sessions: SilentSession[] = [];
  const token = memory();
  const settings = new SettingsStore(memory(JSON.stringify({ name })));
  const regions = new Regions({ kept: memory(), chosen: () => settings.value.region, now: () => Date.now() });
  const api = new Api({
    fetch: server.fetch,
    base: "",
    identity: new BrowserIdentity({ browser: token, tab: memory(), alone: (_, work) => work(), ...identity }),
    signedOut: () => void dispatchEvent(new Event(SIGNED_OUT)),
    get game() {
      return chosenGame(settings.value).name;
    },
  });
  startApp({
    root,
    api,
    settings,
    lastMatch: new LastMatch(memory(last)),
    regions,
    code: new CodeFiles((path) => server.fetch(path, {}), {}),
    sessions: async () => async () => (options) => {
      const session = new SilentSession(options);
      sessions.push(session);
      return session;
    },
    replays: {
      open: (source, from, signal) => openReplay(server.fetch, async () => games, source, from, signal),
      trace: () => Promise.reject(new Error("no test looks at one")),
      has: (id, signal) => hasReplay(server.fetch, id, signal),
    },
  });
  const drawn = turns;
  await drawn();
  const by = (id: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(`[data-testid="${id}"]`);
    if (!found) throw new Error(`no ${id} in: ${root.textContent}`);
    return found;
  };
  const pressable = async (id: string): Promise<HTMLElement> => {
    while (by(id).closest("[inert]")) await new Promise((resolve) => setTimeout(resolve, 20));
    return by(id);
  };
  return {
    server,
    sessions,
    token,
    settings,
    regions,
    by,
    drawn,
    pressable,
    async click(id) {
      (await pressable(id)).click();
      await drawn();
    },
    async submit(id, text) {
      const field = by(id);
      if (!(field instanceof HTMLInputElement)) throw new Error(`${id} is no field`);
      field.value = text;
      field.form?.dispatchEvent(new SubmitEvent("submit", { cancelable: true, bubbles: true }));
      await drawn();
    },
    text: () => (root.textContent ?? "").replace(/\s+/g, " "),
    path: () => location.pathname,
  };
}

/** Goes where the browser's back button leads. */
export async function back(): Promise<void> {
  history.replaceState(null, "", "/");
  dispatchEvent(new PopStateEvent("popstate"));
  await turns();
}
