/** The host's part of the lobby and of the results: loaded as the player is host. */
import { nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { Session } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { PageScope } from "../page-scope.ts";
import type { HostPanel } from "./host-panel.ts";

export interface HostingOptions {
  readonly session: Session;
  readonly scope: PageScope;
  redraw(): void;
}

export class Hosting {
  readonly #options: HostingOptions;
  /** "fails": its code has not come; it is tried again as the player is host anew. */
  #panel: HostPanel | "comes" | "fails" | undefined;

  constructor(options: HostingOptions) {
    this.#options = options;
  }

  /** The seat of the match's host; -1 where there is none. */
  get seat(): number {
    return this.#options.session.host?.seat ?? -1;
  }

  /** What the player has as host; undefined where another one is. */
  get panel(): HostPanel | undefined {
    const { seat } = this.#options.session;
    if (seat < 0 || seat !== this.seat) return undefined;
    if (this.#panel === undefined) void this.#load();
    return typeof this.#panel === "object" ? this.#panel : undefined;
  }

  async #load(): Promise<void> {
    const { session, scope, redraw } = this.#options;
    this.#panel = "comes";
    try {
      const { HostPanel } = await scope.ask(() => limited(CODE_MS, () => import("./host-panel.ts")));
      this.#panel = new HostPanel({ session, redraw });
    } catch (error) {
      logFault("view_failed", { part: "host" }, error);
      this.#panel = "fails";
    }
    redraw();
  }

  /** In the lobby. */
  lobby(world: WorldBase): TemplateResult | typeof nothing {
    return this.panel?.lobby(world) ?? nothing;
  }

  /** What stands in a player's row. */
  row(world: WorldBase, seat: number, name: string): TemplateResult | typeof nothing {
    return this.panel?.row(world, seat, name) ?? nothing;
  }

  /** After a round. */
  results(world: WorldBase): TemplateResult | typeof nothing {
    return this.panel?.results(world) ?? nothing;
  }
}
