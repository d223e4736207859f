/** The keyboard, by the place of a key and not by its letter, so that every layout works. */
import type { Action, Device, Reading, ScreenPoint } from "./controls.ts";
import { Latch } from "./latch.ts";
import { isField } from "./losses.ts";

type Name = "left" | "right" | "up" | "down" | Action;

const KEYS: readonly (readonly [code: string, key: string, name: Name])[] = [
  ["KeyA", "a", "left"],
  ["ArrowLeft", "arrowleft", "left"],
  ["KeyD", "d", "right"],
  ["ArrowRight", "arrowright", "right"],
  ["KeyW", "w", "up"],
  ["ArrowUp", "arrowup", "up"],
  ["KeyS", "s", "down"],
  ["ArrowDown", "arrowdown", "down"],
  ["Space", " ", "secondary"],
  ["ShiftLeft", "shift", "secondary"],
  ["ShiftRight", "shift", "secondary"],
  ["KeyR", "r", "tertiary"],
  ["Enter", "enter", "ready"],
];
const BY_CODE: ReadonlyMap<string, Name> = new Map(KEYS.map(([code, , name]) => [code, name]));
const BY_KEY: ReadonlyMap<string, Name> = new Map(KEYS.map(([, key, name]) => [key, name]));

const ACTIONS: readonly Action[] = ["primary", "secondary", "tertiary", "ready"];
const isAction = (name: Name): boolean => ACTIONS.some((action) => action === name);

/** Whether a key belongs to what has the focus: a field, or a button that it would press. */
export function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (isField(target) || document.querySelector("dialog[open]") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.closest("button, a, summary") !== null && (event.code === "Enter" || event.code === "Space");
}

/** A remote desktop, a keyboard on the screen or a tool that types may not say where a key is: then its letter counts. */
const hasPlace = ({ code }: KeyboardEvent): boolean => code !== "" && code !== "Unidentified";

/** Which key it is, the same for its way down and up; undefined for one that means nothing here. */
function keyOf(event: KeyboardEvent): { readonly id: string; readonly name: Name } | undefined {
  // What fills in a form may send an event without either.
  const id = hasPlace(event) ? event.code : (event.key ?? "").toLowerCase();
  const name = BY_CODE.get(id) ?? BY_KEY.get(id);
  return name && { id, name };
}

/** Whether this key is one of the game's. */
export const steers = (event: KeyboardEvent): boolean => keyOf(event) !== undefined;

const SIGNS: ReadonlyMap<string, string> = new Map([
  [",", "Comma"],
  [".", "Period"],
  [" ", "Space"],
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
  readonly #latches = new Map<Name, Latch>();
  readonly #stop = new AbortController();
  #usedAt = 0;

  constructor() {
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
    const key = keyOf(event);
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    event.preventDefault();
    // One that is held still when all was let go moves again; an action wants a press of its own.
    if (event.repeat && isAction(key.name)) return;
    if (!event.repeat) this.#usedAt = performance.now();
    this.#latch(key.name).press(key.id);
  }

  #up(event: KeyboardEvent): void {
    this.#shift(event);
    if (event.key === "Alt" && !isTaken(event)) event.preventDefault();
    const key = keyOf(event);
    if (key === undefined) return;
    const latch = this.#latch(key.name);
    // It may have told its place at its way down and not now, or the other way round.
    if (!hasPlace(event)) latch.releaseAll();
    latch.release(key.id);
    latch.release((event.key ?? "").toLowerCase());
  }

  /**
   * Of two Shift keys that are held together Windows tells the release of one alone; every event says whether any is
   * down.
   */
  #shift({ shiftKey }: KeyboardEvent | PointerEvent): void {
    if (shiftKey) return;
    for (const id of ["ShiftLeft", "ShiftRight", "shift"]) this.#latch("secondary").release(id);
  }

  #latch(name: Name): Latch {
    let latch = this.#latches.get(name);
    if (latch === undefined) {
      latch = new Latch();
      this.#latches.set(name, latch);
    }
    return latch;
  }

  read(now: number, _body: ScreenPoint | undefined, press: (action: Action) => void): Reading {
    const down = (name: Name): number => (this.#latches.get(name)?.isDown(now) ? 1 : 0);
    for (const action of ACTIONS) if (down(action)) press(action);
    return {
      moveX: down("right") - down("left"),
      moveY: down("down") - down("up"),
      aim: undefined,
      usedAt: this.#usedAt,
    };
  }

  release(): void {
    for (const latch of this.#latches.values()) latch.drop();
  }

  stop(): void {
    this.#stop.abort();
  }
}
