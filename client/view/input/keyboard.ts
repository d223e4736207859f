/** The keyboard, by the place of a key and not by its letter, so that every layout works. */
import type { Settings, SettingsStore } from "#client/settings.ts";
import { ACTIONS, type ActionId, GAME_ACTIONS, HELD } from "./actions.ts";
import { bindingsOf } from "./bindings.ts";
import type { Device, Press, Reading, ScreenPoint } from "./controls.ts";
import { learn } from "./key-names.ts";
import { Latch } from "./latch.ts";
import { isField } from "./losses.ts";

/** A press of one of these is a press: what repeats is none. */
const isAction = (name: ActionId): boolean => GAME_ACTIONS.some((action) => action === name);

/** Whether a key belongs to what has the focus: a field, or a button that it would press. */
export function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (isField(target) || document.querySelector("dialog[open]") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.closest("button, a, summary") !== null && (event.code === "Enter" || event.code === "Space");
}

/** A remote desktop, a keyboard on the screen or a tool that types may not say where a key is: then its letter counts. */
const hasPlace = ({ code }: KeyboardEvent): boolean => code !== "" && code !== "Unidentified";

/** By what is typed, the place that the key has on an English keyboard: for the keys that are no letters and no digits. */
const PLACES: ReadonlyMap<string, string> = new Map([
  ["shift", "ShiftLeft"],
  ["control", "ControlLeft"],
  ["arrowleft", "ArrowLeft"],
  ["arrowright", "ArrowRight"],
  ["arrowup", "ArrowUp"],
  ["arrowdown", "ArrowDown"],
  ["pageup", "PageUp"],
  ["pagedown", "PageDown"],
]);

function placeOf(key: string): string {
  if (/^[a-z]$/.test(key)) return `Key${key.toUpperCase()}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  return PLACES.get(key) ?? SIGNS.get(key) ?? key.charAt(0).toUpperCase() + key.slice(1);
}

/** Where a key is, and which one it is: the same for its way down and up. */
function keyOf(event: KeyboardEvent): { readonly id: string; readonly code: string } {
  // What fills in a form may send an event without either.
  const letter = (event.key ?? "").toLowerCase();
  return hasPlace(event) ? { id: event.code, code: event.code } : { id: letter, code: placeOf(letter) };
}

/** What this key stands for by its place. */
export const actionsAt = (event: KeyboardEvent, settings: Settings): readonly ActionId[] =>
  bindingsOf(settings)
    .actionsOf("keys", keyOf(event).code)
    .filter((action) => ACTIONS[action].by === "place");

/** What this key stands for by what is written on it. */
export const actionsNamed = (event: KeyboardEvent, settings: Settings): readonly ActionId[] =>
  bindingsOf(settings)
    .actionsOf("keys", labelOf(event))
    .filter((action) => ACTIONS[action].by === "letter");

const SIGNS: ReadonlyMap<string, string> = new Map([
  [",", "Comma"],
  [".", "Period"],
  [" ", "Space"],
  ["?", "Slash"],
]);

/**
 * The `code` that the key with this label has on an English keyboard: what a text names as "M" is where the M is. A
 * keyboard of another script has no such letter, and keeps to the place.
 */
export function labelOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return SIGNS.get(key) ?? (code || key);
}

export class Keyboard implements Device {
  readonly #settings: SettingsStore;
  readonly #latches = new Map<ActionId, Latch>();
  readonly #stop = new AbortController();
  #usedAt = 0;

  constructor(settings: SettingsStore) {
    this.#settings = settings;
    const options = { signal: this.#stop.signal, capture: true };
    addEventListener("keydown", (event) => this.#down(event), options);
    addEventListener("keyup", (event) => this.#up(event), options);
    for (const type of ["pointermove", "pointerdown"] as const)
      addEventListener(type, (event) => this.#shift(event), options);
  }

  #down(event: KeyboardEvent): void {
    if (event.key !== "Shift") this.#shift(event);
    // It would open the browser's menu, which takes the keys that follow.
    if (event.key === "Alt" && !isTaken(event)) event.preventDefault();
    const held = this.#held(event);
    if (held.length === 0 || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    event.preventDefault();
    learn(event);
    for (const action of held) {
      // One that is held still when all was let go moves again; an action wants a press of its own.
      if (event.repeat && isAction(action)) continue;
      if (!event.repeat) this.#usedAt = performance.now();
      this.#latch(action).press(keyOf(event).id);
    }
  }

  #held(event: KeyboardEvent): readonly ActionId[] {
    return actionsAt(event, this.#settings.value).filter((action) => HELD.has(action));
  }

  #up(event: KeyboardEvent): void {
    this.#shift(event);
    if (event.key === "Alt" && !isTaken(event)) event.preventDefault();
    // By the key alone: what it stands for may be another action by now.
    const { id } = keyOf(event);
    for (const latch of this.#latches.values()) {
      latch.release(id);
      latch.release((event.key ?? "").toLowerCase());
    }
    // It may have told its place at its way down and not now.
    if (!hasPlace(event)) for (const action of this.#held(event)) this.#latch(action).releaseAll();
  }

  /**
   * Of two Shift keys that are held together Windows tells the release of one alone; every event says whether any is
   * down.
   */
  #shift({ shiftKey }: KeyboardEvent | PointerEvent): void {
    if (shiftKey) return;
    for (const latch of this.#latches.values()) {
      for (const id of ["ShiftLeft", "ShiftRight", "shift"]) latch.release(id);
    }
  }

  #latch(name: ActionId): Latch {
    let latch = this.#latches.get(name);
    if (latch === undefined) {
      latch = new Latch();
      this.#latches.set(name, latch);
    }
    return latch;
  }

  read(now: number, _body: ScreenPoint | undefined, press: Press): Reading {
    for (const [action, latch] of this.#latches) if (latch.isDown(now)) press(action);
    return { moveX: 0, moveY: 0, aim: undefined, usedAt: this.#usedAt };
  }

  /** When it was used last, in milliseconds; 0 before that. */
  get usedAt(): number {
    return this.#usedAt;
  }

  release(): void {
    for (const latch of this.#latches.values()) latch.drop();
  }

  stop(): void {
    this.#stop.abort();
  }
}
