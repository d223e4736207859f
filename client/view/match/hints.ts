/**
 * The controls, shown in the match for the device in hand until each has been used once: keys drawn as keys, sticks where
 * they lie on the glass. Loaded after the first frame.
 */
import { html, nothing, type TemplateResult } from "lit-html";
import { type BrowserStorage, browserStorage } from "#client/browser-storage.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { Hint } from "../games/game-view.ts";
import type { ActionId, BoundDevice } from "../input/actions.ts";
import { keyNames } from "../input/key-names.ts";
import type { DeviceInHand, Doing, Used } from "../input/used.ts";

export interface HintsOptions {
  readonly game: string;
  readonly hints: readonly Hint[];
  readonly used: Used;
  readonly settings: SettingsStore;
  /** What was used in earlier matches. */
  readonly kept?: BrowserStorage;
}

/** The longest text that is read. */
const MAX_TEXT = 10_000;

const storage = (): BrowserStorage =>
  browserStorage({ key: "scrim.hints", isGood: ({ length }) => length <= MAX_TEXT });

export class Hints {
  readonly #options: HintsOptions;
  readonly #kept: BrowserStorage;
  /** What is known by now, each as "arena keys move". */
  readonly #known: Set<string>;
  /** For screen readers: what was to be learnt when it began. It stays, so that it is read once. */
  #told: string | undefined;

  constructor(options: HintsOptions) {
    this.#options = options;
    this.#kept = options.kept ?? storage();
    this.#known = new Set((this.#kept.get() ?? "").split("\n"));
  }

  /** What is still to be learnt with the device in hand. */
  get left(): readonly Hint[] {
    const { game, hints, used } = this.#options;
    for (const doing of used.done) this.#learn(`${game} ${used.inHand} ${doing}`);
    return hints.filter(({ of }) => !this.#known.has(`${game} ${used.inHand} ${of}`) && isHinted(used.inHand, of));
  }

  #learn(what: string): void {
    if (this.#known.has(what)) return;
    this.#known.add(what);
    this.#kept.set([...this.#known].join("\n"));
  }

  view(): TemplateResult {
    const { inHand } = this.#options.used;
    const { left } = this;
    this.#told ??= left.map((hint) => `${hint.words}: ${this.#names(hint)}`).join(". ");
    return html`
      <p class="unseen" role="status">${this.#told}</p>
      ${
        left.length === 0
          ? nothing
          : html`
        <ul class="hints ${inHand}" data-testid="hints" aria-hidden="true" data-over=${inHand === "touch" ? nothing : "body"}>
          ${left.map((hint) => html`<li class="hint ${hint.of}" data-hint=${hint.of} data-over=${inHand === "touch" ? "body" : nothing}>${this.#sign(hint)}<span>${hint.words}</span></li>`)}
        </ul>`
      }`;
  }

  #first(action: ActionId, device: BoundDevice): string | undefined {
    return keyNames(this.#options.settings.value, action, device)[0];
  }

  #ways(): string[] {
    return (["up", "left", "down", "right"] as const).flatMap((way) => this.#first(way, "keys") ?? []);
  }

  /** The names in words. */
  #names({ of, aims = false }: Hint): string {
    const { inHand } = this.#options.used;
    if (of === "move") {
      if (inHand === "touch") return "your left thumb";
      if (inHand === "pad") return "the left stick";
      return [...(aims ? ["the mouse"] : []), this.#ways().join(" ")].join(" or ");
    }
    if (inHand === "touch") return "your right thumb";
    if (inHand === "pad") return [...(aims ? ["the right stick"] : []), this.#first(of, "pad") ?? ""].join(", ");
    const byMouse = this.#first(of, "mouse")?.toLowerCase();
    return aims && byMouse ? `the mouse, ${byMouse}` : (this.#first(of, "keys") ?? byMouse ?? "");
  }

  #sign(hint: Hint): TemplateResult {
    const { of, aims = false } = hint;
    const { inHand } = this.#options.used;
    if (inHand === "touch") return html`<i class="glass-stick"></i>`;
    if (inHand === "pad") return this.#padSign(of, aims);
    if (of === "move") {
      const keys = html`<span class="key-ways">${this.#ways().map((name) => html`<kbd>${name}</kbd>`)}</span>`;
      return aims ? html`${mouse("")} ${keys}` : keys;
    }
    const button = this.#first(of, "mouse");
    const key = this.#first(of, "keys");
    if (aims && button) return mouse(button);
    return key ? html`<kbd>${key}</kbd>` : mouse(button ?? "");
  }

  #padSign(of: Doing, aims: boolean): TemplateResult {
    if (of === "move") return html`<i class="pad-stick">L</i>`;
    const button = html`<b class="pad-button">${this.#first(of, "pad")}</b>`;
    return aims ? html`<i class="pad-stick">R</i> ${button}` : button;
  }
}

/** On the glass the buttons say themselves what they do; the two sticks are not seen before a thumb is there. */
const isHinted = (device: DeviceInHand, of: Doing): boolean => device !== "touch" || of === "move" || of === "primary";

const mouse = (button: string): TemplateResult =>
  html`<i class="mouse ${button.split(" ")[0]?.toLowerCase() ?? ""}"></i>`;
