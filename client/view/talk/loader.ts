/** Loads emotes and pings once the first frame is drawn. Where they do not load, the match goes on without. */
import { logFault } from "#client/faults.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import type { Drawn } from "#client/session/types.ts";
import type { ActionId } from "../input/actions.ts";
import type { PageScope } from "../page-scope.ts";
import type { Mishaps } from "../stage/mishaps.ts";
import type { Talk, TalkOptions } from "./talk.ts";

export interface LoaderOptions extends Omit<TalkOptions, "signal"> {
  readonly scope: PageScope;
  readonly code: CodeFiles;
  readonly mishaps: Mishaps;
}

export class TalkLoader {
  readonly #options: LoaderOptions;
  #talk: Talk | "comes" | "fails" | undefined;

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** After each drawn frame. */
  frame(drawn: Drawn, now: number): void {
    const talk = this.#talk;
    if (talk === undefined) void this.#load();
    else if (typeof talk === "object") this.#options.mishaps.guard("talk", () => talk.frame(drawn, now));
  }

  /** A key or a button of this action goes down or up. @returns whether that does anything here */
  run(action: ActionId, isDown: boolean): boolean {
    return typeof this.#talk === "object" && this.#talk.run(action, isDown);
  }

  async #load(): Promise<void> {
    const { scope, code } = this.#options;
    this.#talk = "comes";
    try {
      const { Talk } = await scope.ask(() => code.load("talk", () => import("./talk.ts")));
      if (!scope.signal.aborted) this.#talk = new Talk({ ...this.#options, signal: scope.signal });
    } catch (error) {
      logFault("view_failed", { part: "talk" }, error);
      this.#talk = "fails";
    }
  }
}
