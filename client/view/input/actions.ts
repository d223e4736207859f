/**
 * Every action that keys, mouse buttons and the buttons of a gamepad can be bound to, and what they are bound to at first. A new
 * one is one more line here, and its name one in action-labels.ts: it can then be remapped, and its buttons have names for hints.
 */

/** What has buttons that can be bound. */
export const DEVICES = ["keys", "mouse", "pad"] as const;
export type BoundDevice = (typeof DEVICES)[number];

/**
 * When an action counts: while one plays, while one watches, or in both. The same key may mean one thing to a player and another
 * to a spectator.
 */
export type When = "play" | "watch" | "both";

export interface ActionEntry {
  readonly when: When;
  /**
   * A key is known by its place, such as `KeyW`, which is the same on every keyboard; or, where a text names its letter, by what
   * stands on it, told as that letter's place on an English keyboard.
   */
  readonly by: "place" | "letter";
  readonly keys: readonly string[];
  /** Numbers of `MouseEvent.button`. */
  readonly mouse: readonly string[];
  /** Numbers of the standard layout: A 0, B 1, X 2, Y 3, L1 4, R1 5, LT 6, RT 7, view 8, menu 9, cross 12 to 15. */
  readonly pad: readonly string[];
}

type Defaults = readonly [keys: readonly string[], mouse?: readonly string[], pad?: readonly string[]];

const line =
  (when: When, by: ActionEntry["by"]) =>
  (...[keys, mouse = [], pad = []]: Defaults): ActionEntry => ({ when, by, keys, mouse, pad });

const act = line("play", "place");
/** A free camera moves as a body does. */
const move = line("both", "place");
const match = line("both", "letter");
const watch = line("watch", "letter");

export const ACTIONS = {
  up: move(["KeyW", "ArrowUp"], [], ["12"]),
  left: move(["KeyA", "ArrowLeft"], [], ["14"]),
  down: move(["KeyS", "ArrowDown"], [], ["13"]),
  right: move(["KeyD", "ArrowRight"], [], ["15"]),
  primary: act(["KeyO"], ["0"], ["7", "5"]),
  secondary: act(["Space", "ShiftLeft", "ShiftRight"], ["2"], ["0", "4"]),
  tertiary: act(["KeyR"], [], ["2"]),
  ready: act(["Enter"], [], ["9"]),
  aimUp: act(["KeyI", "Numpad8"]),
  aimLeft: act(["KeyJ", "Numpad4"]),
  aimDown: act(["KeyK", "Numpad2"]),
  aimRight: act(["KeyL", "Numpad6"]),
  face: act(["KeyU", "Numpad5"]),
  wheel: act(["KeyT"], [], ["6"]),
  ping: act(["KeyV"], ["1"], ["11"]),
  emote1: act(["Digit1"]),
  emote2: act(["Digit2"]),
  emote3: act(["Digit3"]),
  emote4: act(["Digit4"]),
  emote5: act(["Digit5"]),
  emote6: act(["Digit6"]),
  emote7: act(["Digit7"]),
  emote8: act(["Digit8"]),
  scores: match(["Tab"], [], ["3"]),
  menu: match(["Escape"], [], ["8"]),
  mute: match(["KeyM"]),
  net: match(["KeyN"]),
  ghosts: match(["KeyG"]),
  report: match(["F8"]),
  previous: watch(["KeyQ"], [], ["4"]),
  next: watch(["KeyE"], [], ["5"]),
  free: watch(["KeyF"], [], ["10"]),
  director: watch(["KeyC"]),
  pause: watch(["Space", "KeyK"], [], ["0"]),
  skipBack: watch(["KeyJ", "ArrowLeft"], [], ["6"]),
  skipOn: watch(["KeyL", "ArrowRight"], [], ["7"]),
  leapBack: watch(["PageDown"]),
  leapOn: watch(["PageUp"]),
  toStart: watch(["Home"]),
  toEnd: watch(["End"]),
  slower: watch(["Comma"]),
  faster: watch(["Period"]),
  clean: watch(["KeyH"]),
  legend: watch(["Slash"]),
} as const satisfies Readonly<Record<string, ActionEntry>>;

export type ActionId = keyof typeof ACTIONS;

export const ACTION_IDS = Object.keys(ACTIONS).filter((id): id is ActionId => Object.hasOwn(ACTIONS, id));

/** What a game's input can be made of. */
export const GAME_ACTIONS = ["primary", "secondary", "tertiary", "ready"] as const satisfies readonly ActionId[];

/** What steers besides: the ways to go, and to aim. */
export const STEERING = [
  ...(["left", "right", "up", "down"] as const),
  ...(["aimLeft", "aimRight", "aimUp", "aimDown", "face"] as const),
] satisfies readonly ActionId[];

/** What counts for as long as it is held, frame by frame; all else is done when a button goes down. */
export const HELD: ReadonlySet<ActionId> = new Set<ActionId>([...STEERING, ...GAME_ACTIONS]);

const WAYS: readonly ActionId[] = ["left", "right", "up", "down"];
/** While one watches only a free camera goes any way, and its keys come first. */
const yields = (one: ActionId, other: ActionId): boolean => WAYS.includes(one) && ACTIONS[other].when === "watch";

/** Whether one button can't mean both, as there are moments when both count. */
export const meet = (one: ActionId, other: ActionId): boolean =>
  !yields(one, other) && !yields(other, one) && sameTime(one, other);

const sameTime = (one: ActionId, other: ActionId): boolean =>
  ACTIONS[one].when === "both" || ACTIONS[other].when === "both" || ACTIONS[one].when === ACTIONS[other].when;
