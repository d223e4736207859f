/**
 * What is done in a match when a key or a button goes down that is no part of the game's input: scores, sound, the net graph, and a
 * spectator's choice of player and moment. The same for every device.
 */
import type { SettingsStore } from "#client/settings.ts";
import { ACTIONS, type ActionId } from "../input/actions.ts";
import { enterPadMenu } from "../input/pad-menu-state.ts";
import type { Eye } from "./eye.ts";
import type { Scrubber } from "./scrubber.ts";

export interface PageActionOptions {
  readonly settings: SettingsStore;
  readonly eye: Pick<Eye, "free" | "step" | "toggleFree" | "toggleDirected">;
  spectates(): boolean;
  /** What a spectator looks back with; undefined while there is nothing to look back at. */
  scrubber(): Pick<Scrubber, "key"> | undefined;
  mute(): void;
  /** Shows or hides the net graph; ghosts. */
  net(): void;
  ghosts(): void;
  /** Keeps what the player saw of the last minute. */
  report(): void;
  scores(shown: boolean): void;
  /** Emotes and pings. @returns whether the button does anything there */
  talk?(action: ActionId, isDown: boolean): boolean;
  /** To the buttons of the page, or back to the match. */
  menu(): void;
  /** Shows nothing over the picture, or all again; and what the keys do. */
  clean(): void;
  legend(): void;
  /** A spectator has made use of a button for this. */
  used(action: ActionId): void;
}

/** By the spectator's action, the key for it on the bar. */
const BAR: Readonly<Partial<Record<ActionId, string>>> = {
  pause: "Space",
  skipBack: "KeyJ",
  skipOn: "KeyL",
  leapBack: "PageDown",
  leapOn: "PageUp",
  toStart: "Home",
  toEnd: "End",
  slower: "Comma",
  faster: "Period",
};

export class PageActions {
  readonly #options: PageActionOptions;
  readonly #deeds: Readonly<Partial<Record<ActionId, () => void>>>;
  #showsScores = false;

  constructor(options: PageActionOptions) {
    const { eye, mute, net, ghosts, report, menu, clean, legend } = options;
    this.#options = options;
    this.#deeds = {
      ...{ mute, net, ghosts, report, menu, clean, legend },
      previous: () => eye.step(-1),
      next: () => eye.step(1),
      free: () => eye.toggleFree(),
      director: () => eye.toggleDirected(),
    };
  }

  /** Whether it is for players, or for spectators, as this page's person is. */
  counts(action: ActionId): boolean {
    return ACTIONS[action].when !== (this.#options.spectates() ? "play" : "watch");
  }

  /**
   * A button for this goes down, or goes down again by being held, or up.
   * @returns whether that does anything here
   */
  run(action: ActionId, isDown: boolean, repeats = false): boolean {
    if (!this.counts(action)) return false;
    const isDone = this.#do(action, isDown, repeats);
    if (isDone && isDown && ACTIONS[action].when === "watch") this.#options.used(action);
    return isDone;
  }

  #do(action: ActionId, isDown: boolean, repeats: boolean): boolean {
    if (action === "scores") return this.#scores(isDown, repeats);
    if (!repeats && this.#options.talk?.(action, isDown) === true) return true;
    if (!isDown) return false;
    const key = BAR[action];
    // A key that is held goes on and on, but for the one that stops.
    if (key !== undefined)
      return !(repeats && action === "pause") && this.#options.scrubber()?.key(key, false) === true;
    const deed = this.#deeds[action];
    if (!repeats) deed?.();
    return deed !== undefined;
  }

  #scores(isDown: boolean, repeats: boolean): boolean {
    if (repeats) return true;
    const { scoresToggle } = this.#options.settings.value;
    if (!scoresToggle) this.#show(isDown);
    else if (isDown) this.#show(!this.#showsScores);
    return true;
  }

  #show(shown: boolean): void {
    if (shown === this.#showsScores) return;
    this.#showsScores = shown;
    this.#options.scores(shown);
  }

  /** Nothing is held any more. */
  release(): void {
    if (!this.#options.settings.value.scoresToggle) this.#show(false);
  }
}

/**
 * Moves the focus to the first button of the match's page, or, where it is on one of them, back to the match. A pad that asked for
 * it moves the focus on from there.
 */
export function toMenu(): void {
  const { activeElement } = document;
  const isIn = activeElement instanceof HTMLElement && activeElement !== document.body;
  enterPadMenu(!isIn);
  if (isIn) activeElement.blur();
  else document.querySelector<HTMLElement>(".lobby:not(.folded) .ready, .toolbar button")?.focus();
}
