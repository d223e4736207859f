/** Opens the player's party on any page. Many players have none, so its code is loaded when there is one, or one is made. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import { PartyMemory } from "#client/party-memory.ts";
import { icons } from "../parts/icons.ts";
import { partyPath } from "../router.ts";
import type { PartyDesk, PartySurroundings } from "./desk.ts";
import type { PartyOfPages } from "./types.ts";

export interface PartyOptions extends Omit<PartySurroundings, "memory"> {
  readonly code: CodeFiles;
}

export class PartyOpener implements PartyOfPages {
  readonly #options: PartyOptions;
  readonly #memory = new PartyMemory();
  #desk: PartyDesk | undefined;
  #coming: Promise<PartyDesk> | undefined;
  #problem = "";

  constructor(options: PartyOptions) {
    this.#options = options;
    if (this.#memory.code !== undefined) void this.#open((desk) => desk.enter());
  }

  /** Undefined before its code has been loaded: then the player is in no party. */
  get desk(): PartyDesk | undefined {
    return this.#desk;
  }

  /** Loads the code. @throws what `CodeFiles.load` throws */
  load(): Promise<PartyDesk> {
    const { code } = this.#options;
    this.#coming ??= code
      .load("party", () => import("./desk.ts"))
      .then(({ PartyDesk }) => {
        this.#desk = new PartyDesk({ ...this.#options, memory: this.#memory });
        return this.#desk;
      })
      .finally(() => {
        if (!this.#desk) this.#coming = undefined;
      });
    return this.#coming;
  }

  async #open(then: (desk: PartyDesk) => unknown): Promise<void> {
    this.#problem = "";
    try {
      const coming = this.load();
      this.#options.redraw();
      await then(await coming);
    } catch (error) {
      logFault("view_failed", { part: "party" }, error);
      this.#problem = "The party did not come: no connection, or a newer version of this page.";
    }
    this.#options.redraw();
  }

  /** Another page is shown. */
  moved(): void {
    this.#desk?.moved();
  }

  play(kind: "casual" | "private", settings?: Readonly<Record<string, number>>): boolean {
    return this.#desk?.play(kind, settings) ?? false;
  }

  view(): TemplateResult {
    return this.#desk?.isOpen ? this.#desk.view() : this.#closed();
  }

  #closed(): TemplateResult {
    const { last } = this.#memory;
    const isBusy = this.#coming !== undefined && this.#desk === undefined;
    const text = this.#problem || (this.#desk?.problem ?? "");
    return html`
      <section class="party" aria-label="Party" data-testid="party-closed">
        <div class="row">
          <button data-testid="make-party" aria-busy=${isBusy} ?disabled=${isBusy} @click=${() => void this.#open((desk) => desk.make())}>
            ${icons.people} ${isBusy ? "One moment …" : "Make a party"}
          </button>
          ${last ? html`<button data-testid="my-party" @click=${() => this.#options.go(partyPath(last))}>Back to your party</button>` : nothing}
        </div>
        <p class="problem" role="alert">${text}</p>
      </section>`;
  }
}
