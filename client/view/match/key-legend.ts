/**
 * What a spectator's keys do: shown to those who watch for the first time, until one of them has been used, and after that where
 * it is asked for.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { type BrowserStorage, browserStorage } from "#client/browser-storage.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { ActionId } from "../input/actions.ts";
import { keyName } from "../input/key-names.ts";
import { icons } from "../parts/icons.ts";

interface Line {
  readonly actions: readonly ActionId[];
  readonly text: string;
}

const LINES: readonly Line[] = [
  { actions: ["previous", "next"], text: "player before, next" },
  { actions: ["director"], text: "follow the action" },
  { actions: ["free"], text: "free camera" },
  { actions: ["pause"], text: "pause, play" },
  { actions: ["skipBack", "skipOn"], text: "5 seconds back, on" },
  { actions: ["slower", "faster"], text: "slower, faster" },
  { actions: ["toEnd"], text: "to the end, or live" },
  { actions: ["clean"], text: "nothing over the picture" },
  { actions: ["legend"], text: "these keys" },
];

const USED = "used";

const place = (): BrowserStorage => browserStorage({ key: "scrim.watch-keys", isGood: (text) => text === USED });

export interface LegendOptions {
  readonly settings: SettingsStore;
  /** Whether there is a camera to be set free, and a director to follow. */
  has(action: ActionId): boolean;
  redraw(): void;
  /** Where it is kept that they are known. */
  readonly kept?: BrowserStorage;
}

export class KeyLegend {
  readonly #options: LegendOptions;
  readonly #kept: BrowserStorage;
  #state: "new" | "asked" | "closed";

  constructor(options: LegendOptions) {
    this.#options = options;
    this.#kept = options.kept ?? place();
    this.#state = this.#kept.get() === USED ? "closed" : "new";
  }

  get isOpen(): boolean {
    return this.#state !== "closed";
  }

  toggle(): void {
    this.#become(this.isOpen ? "closed" : "asked");
  }

  /** A key was used: they are known by now. What was asked for stays. */
  used(action: ActionId): void {
    if (action === "legend") return;
    this.#kept.set(USED);
    if (this.#state === "new") this.#become("closed");
  }

  #become(state: "asked" | "closed"): void {
    if (state === "closed") this.#kept.set(USED);
    this.#state = state;
    this.#options.redraw();
  }

  view(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const { has } = this.#options;
    return html`
      <section class="legend ${this.#state}" data-over aria-label="Keys" data-testid="legend">
        <header>
          <h2>Keys</h2>
          <button class="quiet" aria-label="Close" @click=${() => this.#become("closed")}>${icons.close}</button>
        </header>
        <dl>${LINES.filter(({ actions }) => actions.every(has)).map((line) => this.#line(line))}</dl>
      </section>`;
  }

  #line({ actions, text }: Line): TemplateResult {
    const names = actions.map((action) => this.#name(action)).filter((name) => name !== "");
    return html`<div><dt>${names.map((name) => html`<kbd>${name}</kbd>`)}</dt><dd>${text}</dd></div>`;
  }

  #name(action: ActionId): string {
    const name = keyName(this.#options.settings.value, action, "keys");
    // With Shift and without it the key does the same; people know it by this sign.
    return name === "/" ? "?" : name;
  }
}
