/**
 * Every action that keys, mouse buttons and the buttons of a gamepad can be bound to, and what they are bound to at first. A new
 * one is one more line here: it can then be remapped, is shown in the settings, and has a name for hints.
 */
/** What has buttons that can be bound. */
export const DEVICES = ["keys", "mouse", "pad"] as const;
export type BoundDevice = (typeof DEVICES)[number];

/**
 * When an action counts: while one plays, while one watches, or in both. The same key may mean one thing to a player and another
 * to a spectator.
 */
export type When = "play" | "watch" | "both";

/** Under which heading the settings show it. */
export type ActionGroup = "Move and act" | "Aim with keys" | "Talk" | "Match" | "Watching";

export interface ActionEntry {
  /** For people. What a game's own buttons do is said by the game: see `GameCard.actions`. */
  readonly label: string;
  readonly group: ActionGroup;
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
  (group: ActionGroup, when: When, by: ActionEntry["by"]) =>
  (label: string, ...[keys, mouse = [], pad = []]: Defaults): ActionEntry => ({
    ...{ label, group, when, by },
    ...{ keys, mouse, pad },
  });

const act = line("Move and act", "play", "place");
/** A free camera moves as a body does. */
const move = line("Move and act", "both", "place");
const aim = line("Aim with keys", "play", "place");
const talk = line("Talk", "play", "place");
const match = line("Match", "both", "letter");
const watch = line("Watching", "watch", "letter");

export const ACTIONS = {
  up: move("Up", ["KeyW", "ArrowUp"], [], ["12"]),
  left: move("Left", ["KeyA", "ArrowLeft"], [], ["14"]),
  down: move("Down", ["KeyS", "ArrowDown"], [], ["13"]),
  right: move("Right", ["KeyD", "ArrowRight"], [], ["15"]),
  primary: act("Fire", ["KeyO"], ["0"], ["7", "5"]),
  secondary: act("Dash", ["Space", "ShiftLeft", "ShiftRight"], ["2"], ["0", "4"]),
  tertiary: act("Reload", ["KeyR"], [], ["2"]),
  ready: act("Ready, rematch", ["Enter"], [], ["9"]),
  aimUp: aim("Aim up", ["KeyI", "Numpad8"]),
  aimLeft: aim("Aim left", ["KeyJ", "Numpad4"]),
  aimDown: aim("Aim down", ["KeyK", "Numpad2"]),
  aimRight: aim("Aim right", ["KeyL", "Numpad6"]),
  face: aim("Turn to the nearest rival", ["KeyU", "Numpad5"]),
  wheel: talk("Emotes", ["KeyT"], [], ["6"]),
  ping: talk("Mark a place", ["KeyV"], ["1"], ["11"]),
  emote1: talk("Emote 1", ["Digit1"]),
  emote2: talk("Emote 2", ["Digit2"]),
  emote3: talk("Emote 3", ["Digit3"]),
  emote4: talk("Emote 4", ["Digit4"]),
  emote5: talk("Emote 5", ["Digit5"]),
  emote6: talk("Emote 6", ["Digit6"]),
  emote7: talk("Emote 7", ["Digit7"]),
  emote8: talk("Emote 8", ["Digit8"]),
  scores: match("Scores", ["Tab"], [], ["3"]),
  menu: match("To the buttons, and back", ["Escape"], [], ["8"]),
  mute: match("Sound on or off", ["KeyM"]),
  net: match("Net graph", ["KeyN"]),
  ghosts: match("Ghosts in the net graph", ["KeyG"]),
  report: match("That felt wrong: keep the last minute", ["F8"]),
  previous: watch("Player before", ["KeyQ"], [], ["4"]),
  next: watch("Next player", ["KeyE"], [], ["5"]),
  free: watch("Free camera", ["KeyF"], [], ["10"]),
  director: watch("Director", ["KeyC"]),
  pause: watch("Pause, play", ["Space", "KeyK"], [], ["0"]),
  skipBack: watch("Back 5 seconds", ["KeyJ", "ArrowLeft"], [], ["6"]),
  skipOn: watch("On 5 seconds", ["KeyL", "ArrowRight"], [], ["7"]),
  leapBack: watch("Back 30 seconds", ["PageDown"]),
  leapOn: watch("On 30 seconds", ["PageUp"]),
  toStart: watch("To the beginning", ["Home"]),
  toEnd: watch("To the end, or live", ["End"]),
  slower: watch("Slower", ["Comma"]),
  faster: watch("Faster", ["Period"]),
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
