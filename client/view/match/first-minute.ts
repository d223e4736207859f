/** Loads what helps a player through the first minute, once the first frame is drawn. The match goes on without it. */
import { nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { Drawn } from "#client/session/types.ts";
import type { PageScope } from "../page-scope.ts";
import type { Guide, GuideOptions } from "./guide.ts";

export class FirstMinute {
  readonly #options: GuideOptions;
  readonly #scope: PageScope;
  #guide: Guide | undefined;
  #asked = false;

  constructor(scope: PageScope, options: GuideOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  /** A frame has been drawn. */
  look(drawn: Drawn, now: number): void {
    if (!this.#asked) void this.#load();
    this.#asked = true;
    this.#guide?.look(drawn, now);
  }

  async #load(): Promise<void> {
    try {
      const { Guide } = await this.#scope.ask(() => limited(CODE_MS, () => import("./guide.ts")));
      this.#guide = new Guide(this.#options);
    } catch (error) {
      logFault("view_failed", { part: "guide" }, error);
    }
  }

  view(): TemplateResult | typeof nothing {
    return this.#guide?.view() ?? nothing;
  }
}
