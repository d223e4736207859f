/** Which buttons stand for which actions, to be looked at and changed: for keys and the mouse, or for gamepads. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { SettingsStore } from "#client/settings.ts";
import type { GameCard } from "../../games/game-view.ts";
import { actionLabel, GROUPS } from "../../input/action-labels.ts";
import { ACTIONS, type ActionId, type BoundDevice } from "../../input/actions.ts";
import { bind, bindingsOf, MOST, unbind } from "../../input/bindings.ts";
import { buttonName } from "../../input/key-names.ts";
import { icons } from "../icons.ts";
import { capture } from "./capture.ts";

/** A button as it is shown: of a device, with its place among the action's. */
interface Shown {
  readonly device: BoundDevice;
  readonly code: string;
}

interface Waiting {
  readonly action: ActionId;
  /** The button that is to be replaced; undefined for one more. */
  readonly instead: Shown | undefined;
  readonly stop: () => void;
}

/** A button has been pressed that stands for something else already. */
interface Clash extends Shown {
  readonly action: ActionId;
  readonly instead: Shown | undefined;
  readonly others: readonly ActionId[];
}

export interface BindingsOptions {
  readonly settings: SettingsStore;
  readonly pad: boolean;
  /** The game whose names the actions have. */
  card(): GameCard | undefined;
  redraw(): void;
}

export class BindingsTable {
  readonly #options: BindingsOptions;
  #waiting: Waiting | undefined;
  #clash: Clash | undefined;
  /** What has just been done, for screen readers too. */
  #said = "";

  constructor(options: BindingsOptions) {
    this.#options = options;
  }

  /** Nothing is waited for any more. */
  leave(): void {
    this.#waiting?.stop();
    this.#waiting = undefined;
    this.#clash = undefined;
    this.#said = "";
  }

  get #devices(): readonly BoundDevice[] {
    return this.#options.pad ? ["pad"] : ["keys", "mouse"];
  }

  #shown(action: ActionId): readonly Shown[] {
    const bindings = bindingsOf(this.#options.settings.value);
    return this.#devices.flatMap((device) => bindings.of(action, device).map((code) => ({ device, code })));
  }

  #name(action: ActionId): string {
    return actionLabel(action, this.#options.card());
  }

  #ask(action: ActionId, instead: Shown | undefined): void {
    this.leave();
    const { pad } = this.#options;
    const done = (work: () => void) => () => {
      this.#waiting = undefined;
      work();
      this.#back(action);
    };
    const stop = capture({
      ...{ action, pad },
      pressed: (device, code) => done(() => this.#pressed({ action, instead, device, code }))(),
      none: done(() => instead && this.#remove(action, instead)),
      cancelled: done(() => {}),
    });
    this.#waiting = { action, instead, stop };
    this.#options.redraw();
  }

  #pressed(found: Omit<Clash, "others">): void {
    const { action, device, code } = found;
    const others = bindingsOf(this.#options.settings.value).clashes(action, device, code);
    if (others.length > 0) this.#clash = { ...found, others };
    else this.#bind(found, false);
  }

  #bind({ action, device, code, instead }: Omit<Clash, "others">, swap: boolean): void {
    const { settings } = this.#options;
    let { bindings } = settings.value;
    const sameDevice = instead?.device === device;
    if (instead && !sameDevice) bindings = unbind(bindings, { action, ...instead });
    settings.set({
      bindings: bind(bindings, { action, device, code, instead: sameDevice ? instead?.code : undefined }, swap),
    });
    this.#said = `${buttonName(device, code, ACTIONS[action].by)} is now ${this.#name(action)}.`;
  }

  #remove(action: ActionId, shown: Shown): void {
    const { settings } = this.#options;
    settings.set({ bindings: unbind(settings.value.bindings, { action, ...shown }) });
    this.#said = `${this.#name(action)} has one button less.`;
  }

  /** Draws it, and brings the focus back to the action that was changed, or to the question about it. */
  #back(action: ActionId): void {
    this.#options.redraw();
    queueMicrotask(() =>
      queueMicrotask(() => {
        const row = document.querySelector(`[data-action="${action}"]`);
        const asks = row?.querySelector<HTMLElement>(".clash button");
        (asks ?? row?.querySelector<HTMLElement>(".keycap"))?.focus();
      }),
    );
  }

  #solve(clash: Clash, how: "swap" | "take" | "leave"): void {
    this.#clash = undefined;
    if (how !== "leave") this.#bind(clash, how === "swap");
    this.#back(clash.action);
  }

  #reset(): void {
    const { settings, redraw } = this.#options;
    this.leave();
    const kept = Object.entries(settings.value.bindings);
    settings.set({
      bindings: Object.fromEntries(kept.filter(([device]) => !this.#devices.some((one) => one === device))),
    });
    this.#said = "All are as they were at first.";
    redraw();
  }

  view(): TemplateResult {
    const { pad } = this.#options;
    return html`
      ${GROUPS.map(({ title, actions }) => {
        return html`
          <section class="binding-group">
            <h3>${title}</h3>
            ${repeat(
              actions.filter((action) => this.#name(action) !== ""),
              (action) => action,
              (action) => this.#row(action),
            )}
          </section>`;
      })}
      <p class="unseen" role="status">${this.#said}</p>
      <button type="button" data-testid=${pad ? "reset-pad" : "reset-keys"} @click=${() => this.#reset()}>
        ${icons.again} ${pad ? "Reset the pad's buttons" : "Reset keys and mouse"}
      </button>`;
  }

  #row(action: ActionId): TemplateResult {
    const shown = this.#shown(action);
    const name = this.#name(action);
    const waits = this.#waiting?.action === action ? this.#waiting : undefined;
    const isMore = waits && waits.instead === undefined;
    const full = this.#devices.every((device) => shown.filter((one) => one.device === device).length >= MOST);
    return html`
      <div class="binding" data-action=${action} role="group" aria-label=${name}>
        <span class="binding-name">${name}</span>
        <span class="keycaps">
          ${shown.map((one) => this.#cap(action, one))}
          ${isMore ? html`<span class="keycap waits">…</span>` : nothing}
          ${
            full || isMore
              ? nothing
              : html`<button type="button" class="keycap more" aria-label="One more for ${name}" title="One more" data-testid="more-${action}"
                  @click=${() => this.#ask(action, undefined)}>+</button>`
          }
        </span>
        ${waits ? this.#asking(waits) : nothing} ${this.#clash?.action === action ? this.#clashView(this.#clash) : nothing}
      </div>`;
  }

  #cap(action: ActionId, one: Shown): TemplateResult {
    const text = buttonName(one.device, one.code, ACTIONS[action].by);
    const { instead } = this.#waiting?.action === action ? this.#waiting : {};
    const waits = instead?.device === one.device && instead.code === one.code;
    return html`<button type="button" class="keycap ${waits ? "waits" : ""}" aria-label="${text}, for ${this.#name(action)}: change"
      data-testid="bind-${action}-${one.code}" @click=${() => this.#ask(action, one)}>${waits ? "…" : text}</button>`;
  }

  #asking({ action, instead }: Waiting): TemplateResult {
    const text = this.#options.pad ? "Press a button of the pad." : "Press a key or a mouse button.";
    const none = () => {
      this.leave();
      if (instead) this.#remove(action, instead);
      this.#back(action);
    };
    return html`
      <p class="asking" role="status">${text} <span class="dim">Esc: leave it${instead ? " · Backspace: none" : nothing}</span>
        <button type="button" class="quiet" data-capture @click=${none}>${instead ? "None" : "Cancel"}</button>
      </p>`;
  }

  #clashView(clash: Clash): TemplateResult {
    const { action, device, code, instead, others } = clash;
    const swaps = instead?.device === device;
    const names = others.map((one) => this.#name(one)).join(" and ");
    return html`
      <div class="clash" role="alert">
        <p>${buttonName(device, code, ACTIONS[action].by)} is ${names} already.</p>
        <div class="row">
          ${
            swaps
              ? html`<button type="button" class="primary" data-testid="clash-swap" @click=${() => this.#solve(clash, "swap")}>Swap them</button>`
              : nothing
          }
          <button type="button" data-testid="clash-take" @click=${() => this.#solve(clash, "take")}>Take it from there</button>
          <button type="button" data-testid="clash-leave" @click=${() => this.#solve(clash, "leave")}>Leave it</button>
        </div>
      </div>`;
  }
}
