/**
 * Loads what a match has besides as soon as its first frame is drawn: sounds, markers at the edge, the scores and the
 * killcam. Until then, and where it does not come, the match goes on without.
 */
import { logFault } from "#client/faults.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import type { PageScope } from "../page-scope.ts";

export type ExtraCode = typeof import("./extra-code.ts");

/** Milliseconds after which it is tried again to load what has not come. */
const AGAIN = 5000;

export interface ExtrasOptions {
  readonly code: CodeFiles;
  readonly scope: PageScope;
  came(code: ExtraCode): void;
}

export class Extras {
  readonly #options: ExtrasOptions;
  #code: ExtraCode | undefined;
  /** When it is to be loaded, as `now`. */
  #due = Number.NEGATIVE_INFINITY;
  #told = false;

  constructor(options: ExtrasOptions) {
    this.#options = options;
  }

  /** Undefined before it has come. */
  get code(): ExtraCode | undefined {
    return this.#code;
  }

  /** A frame has been drawn. */
  drawn(now: number): void {
    if (now < this.#due) return;
    this.#due = Number.POSITIVE_INFINITY;
    const { code, scope, came } = this.#options;
    scope
      .ask(() => code.load("extras", () => import("./extra-code.ts")))
      .then((loaded) => {
        this.#code = loaded;
        came(loaded);
      })
      .catch((error: unknown) => {
        this.#due = now + AGAIN;
        if (!this.#told) logFault("view_failed", { part: "extras" }, error);
        this.#told = true;
      });
  }
}
