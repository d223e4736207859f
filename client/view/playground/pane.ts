/** One connection as it is shown: how it stands, the line, what is sent by hand, the world beside it, and the log. */
import { html, type TemplateResult } from "lit-html";
import type { PlaygroundConnection } from "#client/session/playground/connection.ts";
import { encodeUp } from "#shared/protocol/index.ts";
import { conditionerView, titleOf } from "../net/conditioner.ts";
import type { PageScope } from "../page-scope.ts";
import { Composer } from "./composer.ts";
import { handshakeView } from "./handshake-view.ts";
import { LogView } from "./log-view.ts";
import { standingView } from "./standing-view.ts";
import { WorldView } from "./world-view.ts";

export interface PaneOptions {
  readonly number: number;
  readonly connection: PlaygroundConnection;
  readonly scope: PageScope;
  redraw(): void;
  /** It is not wanted any more. */
  remove(): void;
}

export class Pane {
  readonly #options: PaneOptions;
  readonly #composer: Composer;
  readonly #world: WorldView;
  readonly #log: LogView;

  constructor(options: PaneOptions) {
    this.#options = options;
    const { connection, redraw, scope } = options;
    this.#composer = new Composer(`play-${options.number}`, connection, redraw);
    const resync = () => void connection.send(encodeUp({ type: "resync", tick: connection.autopilot.value("newest") }));
    this.#world = new WorldView({ world: connection.world, redraw, resync });
    this.#log = new LogView({ log: connection.log, scope, redraw });
  }

  get number(): number {
    return this.#options.number;
  }

  get title(): string {
    const { connection, number } = this.#options;
    const { wanted, game = "" } = connection;
    return `${number}: ${wanted.role}${game ? ` in ${game}` : ""}`;
  }

  get connection(): PlaygroundConnection {
    return this.#options.connection;
  }

  view(): TemplateResult {
    const { connection, redraw, remove, number } = this.#options;
    const id = `play-${number}`;
    return html`
      <article class="play-pane" aria-labelledby="${id}-title" data-testid="play-pane">
        <div class="play-side">
        <section class="panel">
          <header><h2 id="${id}-title">${this.title}</h2>
            <button class="small quiet" data-testid="play-remove" @click=${remove}>Remove</button></header>
          ${standingView(connection, { again: (resume) => void connection.connect(resume) })}
          <details data-testid="play-handshake"><summary>Handshake: ${connection.steps.length} steps</summary>${handshakeView(connection.steps)}</details>
          <details data-testid="play-line"><summary>Line: ${titleOf(connection.conditions)}</summary>
            ${conditionerView(connection.conditions, redraw, `${id}-line`)}</details>
        </section>
        <section class="panel" aria-labelledby="${id}-send ${id}-title"><h3 id="${id}-send">Send</h3>${this.#composer.view()}</section>
        </div>
        <div class="play-side">
        <section class="panel" aria-labelledby="${id}-world ${id}-title"><h3 id="${id}-world">World</h3>${this.#world.view()}</section>
        <section class="panel" aria-labelledby="${id}-log ${id}-title"><h3 id="${id}-log">Messages</h3>${this.#log.view()}</section>
        </div>
      </article>`;
  }
}
