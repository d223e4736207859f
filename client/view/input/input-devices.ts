/** All devices together, and the buttons of the page: one controls. */
import type { SettingsStore } from "#client/settings.ts";
import { type ActionId, GAME_ACTIONS, HELD } from "./actions.ts";
import type { Action, Controls, Device, Offset, PadDevice, Reading, ScreenPoint } from "./controls.ts";
import { Fingers } from "./fingers.ts";
import { KeyAim } from "./key-aim.ts";
import { readLayout } from "./key-names.ts";
import { Keyboard } from "./keyboard.ts";
import { LatePads } from "./late-pads.ts";
import { watchLosses } from "./losses.ts";
import { Mouse } from "./mouse.ts";
import { Toggle } from "./toggle.ts";
import { Touch } from "./touch.ts";
import { lastUse, Used } from "./used.ts";

/** Which way two pairs of buttons point: right and down positive. */
function wayOf(held: ReadonlySet<ActionId>, [left, right, up, down]: readonly ActionId[]): Offset {
  const of = (action: ActionId) => (held.has(action) ? 1 : 0);
  return { dx: of(right) - of(left), dy: of(down) - of(up) };
}

const WAYS: readonly ActionId[] = ["left", "right", "up", "down"];
const AIMS: readonly ActionId[] = ["aimLeft", "aimRight", "aimUp", "aimDown"];

/** Milliseconds that a button of the page holds its action once it is seen: some ticks, so that one of them is sent. */
const CLICK = 120;

/** An action that is no part of the game's input begins or ends: by a button of the mouse or of a pad. */
export type PageAct = (action: ActionId, isDown: boolean) => void;

export class InputDevices {
  readonly #settings: SettingsStore;
  readonly #act: PageAct;
  readonly #keyboard: Keyboard;
  readonly #touch: Touch;
  readonly #mouse: Mouse;
  readonly #pads: PadDevice;
  readonly #devices: readonly Device[];
  readonly #keyAim = new KeyAim();
  readonly #fires = new Toggle();
  /** What the player has done with them. */
  readonly used = new Used();
  /** What mouse and pads hold that is no part of the game's input. */
  readonly #acts = new Set<ActionId>();
  /** Where the player aimed last. */
  #aim = 0;
  readonly #stop = new AbortController();
  /** When the page's buttons were first seen to hold an action; undefined for a click that no frame has seen yet. */
  readonly #clicked = new Map<Action, number | undefined>();
  /** By pointer, the buttons of the page that are held. */
  readonly #held = new Map<number, Action>();
  /** When keys or a stick moved the body last. */
  #movedAt = 0;

  /**
   * @param letGo called when all is let go because the browser may not tell how it ends: see losses.ts
   * @param act told of what is no part of the game's input
   */
  constructor(
    surface: HTMLElement,
    settings: SettingsStore,
    letGo: () => void,
    act: PageAct = () => {},
    pads: PadDevice = new LatePads(settings),
  ) {
    this.#settings = settings;
    this.#act = act;
    this.#keyboard = new Keyboard(settings);
    this.#mouse = new Mouse(surface, settings);
    const touch = new Touch(surface, settings);
    this.#touch = touch;
    this.#pads = pads;
    this.#devices = [this.#keyboard, this.#mouse, touch, this.#pads];
    void readLayout();
    const { signal } = this.#stop;
    new Fingers(signal, (pointer) => {
      touch.lift(pointer);
      this.#held.delete(pointer);
    });
    watchLosses(signal, () => {
      for (const device of this.#devices) device.release();
      this.#keyAim.release();
      this.#fires.drop();
      this.#tell(new Set());
      this.#held.clear();
      this.#clicked.clear();
      letGo();
    });
  }

  /** A press of a button of the page, as long as a tap. A second one while it lasts is the same. */
  click(action: Action): void {
    if (!this.#clicked.has(action)) this.#clicked.set(action, undefined);
  }

  /** The actions that clicks hold. Each is let go for as long as it was held, so that two clicks stay two. */
  #clicks(now: number): Action[] {
    const held: Action[] = [];
    for (const [action, seenAt = now] of this.#clicked) {
      this.#clicked.set(action, seenAt);
      if (now - seenAt < CLICK) held.push(action);
      else if (now - seenAt >= 2 * CLICK) this.#clicked.delete(action);
    }
    return held;
  }

  /** A button of the page goes down, and is held for as long as this pointer is. */
  hold(action: Action, pointer: number): void {
    // A tap may be shorter than a frame.
    this.click(action);
    this.#held.set(pointer, action);
  }

  /**
   * @param body where the player's body is on the screen
   * @param zoom CSS pixels for a pixel of the world
   * @param nearest where on the screen the rival is that is next to the player
   */
  read(
    now: number,
    body: ScreenPoint | undefined,
    zoom: number,
    nearest: () => ScreenPoint | undefined = () => undefined,
  ): Controls {
    const settings = this.#settings.value;
    const actions = new Set<Action>([...this.#held.values(), ...this.#clicks(now)]);
    const onGlass = new Set<ActionId>();
    const pressed = new Set<ActionId>();
    const press = (action: ActionId) => void pressed.add(action);
    const keyboard = this.#keyboard.read(now, body, press);
    const mouse = this.#mouse.read(now, body, press);
    const pads = this.#pads.read(now, body, press);
    const touch = this.#touch.read(now, body, (action) => void onGlass.add(action));
    if (body === undefined) this.#fires.drop();
    const fires = settings.fireToggles ? this.#fires.read(pressed.has("primary")) : pressed.has("primary");
    for (const action of GAME_ACTIONS) {
      if (onGlass.has(action) || (action === "primary" ? fires : pressed.has(action))) actions.add(action);
    }
    this.#tell(new Set([...pressed].filter((action) => !HELD.has(action))));
    const readings = [keyboard, mouse, touch, pads];
    const way = wayOf(pressed, WAYS);
    const x = readings.reduce((sum, { moveX }) => sum + moveX, way.dx);
    const y = readings.reduce((sum, { moveY }) => sum + moveY, way.dy);
    const scale = 1 / Math.max(1, Math.hypot(x, y));
    if (x !== 0 || y !== 0) this.#movedAt = now;
    const pointer = pointerOf(readings, this.#movedAt, zoom);
    const { dx, dy } = wayOf(pressed, AIMS);
    const aimKeys = { x: dx, y: dy, face: pressed.has("face") };
    const byKeys = this.#keyAim.read(now, aimKeys, settings, this.#aim, body, nearest);
    const aimers = [mouse, touch, pads, { ...keyboard, aim: byKeys, usedAt: this.#keyAim.usedAt }];
    const aim = aimOf(aimers, keyboard.usedAt, x, y);
    if (aim !== undefined) this.#aim = aim;
    const last = lastOf(aimers);
    const heading = last === mouse ? undefined : last.aim;
    const controls = { moveX: x * scale, moveY: y * scale, aim, pointer, actions, heading };
    this.used.see(controls, lastUse(keyboard, mouse, touch, pads));
    return controls;
  }

  /** @param held what mouse and pads hold by now that is no part of the game's input */
  #tell(held: ReadonlySet<ActionId>): void {
    const before = [...this.#acts];
    for (const action of before) if (!held.has(action)) this.#acts.delete(action);
    for (const action of held) this.#acts.add(action);
    for (const action of before) if (!held.has(action)) this.#act(action, false);
    for (const action of held) if (!before.includes(action)) this.#act(action, true);
  }

  /** What is in hand trembles, where it can and the player wants it. @param strength 0 to 1 */
  rumble(strength: number): void {
    if (!this.#settings.value.vibrates) return;
    const [pads, touch] = [this.#pads.usedAt, this.#touch.usedAt];
    if (pads > Math.max(touch, this.#keyboard.usedAt, this.#mouse.usedAt)) this.#pads.rumble(strength);
    else if (touch > Math.max(this.#keyboard.usedAt, this.#mouse.usedAt)) this.#touch.rumble(strength);
  }

  stop(): void {
    this.#stop.abort();
    for (const device of this.#devices) device.stop();
  }
}

/** What points at a place counts once it is used after all that moves the body. */
function pointerOf(readings: readonly Reading[], movedAt: number, zoom: number): Offset | undefined {
  const pointer = readings.find((one) => one.pointer !== undefined && one.usedAt > movedAt)?.pointer;
  return pointer && { dx: pointer.dx / zoom, dy: pointer.dy / zoom };
}

const lastOf = (readings: readonly Reading[]): Reading =>
  readings.reduce((best, one) => (one.usedAt > best.usedAt ? one : best));

/** The device in hand aims; one that can but does not (a stick at rest) looks where the body goes. */
function aimOf(aimers: readonly Reading[], keyedAt: number, x: number, y: number): number | undefined {
  const last = lastOf(aimers);
  if (last.aim !== undefined) return last.aim;
  const moves = x !== 0 || y !== 0;
  return moves && Math.max(last.usedAt, keyedAt) > 0 ? Math.atan2(y, x) : undefined;
}
