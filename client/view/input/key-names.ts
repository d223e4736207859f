/** What stands on a key or a button, for people: as this keyboard's own layout has it, where that is known. */
import type { Settings } from "#client/settings.ts";
import { ACTIONS, type ActionId, type BoundDevice } from "./actions.ts";
import { bindingsOf } from "./bindings.ts";

/** By place, what the keyboard has there: told by the browser, or learned as keys are pressed. */
const layout = new Map<string, string>();

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  ShiftLeft: "Shift",
  ShiftRight: "Right Shift",
  ControlLeft: "Ctrl",
  ControlRight: "Right Ctrl",
  Escape: "Esc",
  Backspace: "Backspace",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Semicolon: ";",
  Quote: "'",
  BracketLeft: "[",
  BracketRight: "]",
  Backslash: "\\",
  Backquote: "`",
  Minus: "-",
  Equal: "=",
  PageUp: "Page up",
  PageDown: "Page down",
  NumpadAdd: "Num +",
  NumpadSubtract: "Num -",
  NumpadMultiply: "Num *",
  NumpadDivide: "Num /",
  NumpadDecimal: "Num .",
  NumpadEnter: "Num Enter",
};

const MOUSE: readonly string[] = ["Left button", "Middle button", "Right button", "Back button", "Forward button"];
const PAD: readonly string[] = [
  ...["A", "B", "X", "Y", "L1", "R1", "LT", "RT", "View", "Menu"],
  ...["Left stick", "Right stick", "Cross ↑", "Cross ↓", "Cross ←", "Cross →", "Home"],
];

const english = (code: string): string =>
  SIGNS[code] ?? code.replace(/^(?:Key|Digit)(?=.$)/, "").replace(/^Numpad/, "Num ");

/** One visible letter or sign, as it stands on a key. */
const isSign = (key: string): boolean => key.length >= 1 && key.length <= 2 && key.trim() !== "";

/** What a key says of its own keyboard when it is pressed: not every browser tells the layout. */
export function learn({ code, key, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): void {
  if (shiftKey || ctrlKey || altKey || metaKey || !/^(?:Key|Digit)?[A-Z]/.test(code) || code.startsWith("Numpad"))
    return;
  if ([...(key ?? "")].length === 1 && isSign(key)) layout.set(code, key.toUpperCase());
}

/** What Chromium offers as `navigator.keyboard`. */
interface LayoutSource {
  getLayoutMap(): Promise<Iterable<readonly [string, string]>>;
}

const isLayoutSource = (value: unknown): value is LayoutSource =>
  typeof value === "object" && value !== null && "getLayoutMap" in value && typeof value.getLayoutMap === "function";

/** Asks the browser for the keyboard's layout, where it tells it. Resolves when it is known, or will not be. */
export async function readLayout(source: unknown = Reflect.get(navigator, "keyboard")): Promise<void> {
  if (!isLayoutSource(source)) return;
  try {
    for (const [code, key] of await source.getLayoutMap()) if (isSign(key)) layout.set(code, key.toUpperCase());
  } catch {
    // A frame may be forbidden to ask: the names of an English keyboard stand, until keys are pressed.
  }
}

/** Forgets what is known of the keyboard. */
export const forgetLayout = (): void => layout.clear();

/**
 * What to call this button. @param by how the key is known, see `ActionEntry.by`
 */
export function buttonName(device: BoundDevice, code: string, by: "place" | "letter" = "place"): string {
  if (device === "mouse") return MOUSE[Number(code)] ?? `Button ${Number(code) + 1}`;
  if (device === "pad") return PAD[Number(code)] ?? `Button ${code}`;
  return (by === "place" ? layout.get(code) : undefined) ?? english(code);
}

/** The names of all buttons of this device that stand for this action. */
export const keyNames = (
  settings: Pick<Settings, "bindings">,
  action: ActionId,
  device: BoundDevice,
): readonly string[] =>
  bindingsOf(settings)
    .of(action, device)
    .map((code) => buttonName(device, code, ACTIONS[action].by));

/**
 * The name of the button that a hint shows for this action: "W", "Left button", "RT". Empty where none of this device stands
 * for it.
 */
export const keyName = (settings: Pick<Settings, "bindings">, action: ActionId, device: BoundDevice): string =>
  keyNames(settings, action, device)[0] ?? "";
