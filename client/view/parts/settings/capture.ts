/** Waits for the next key, mouse button or button of a pad, for an action that is to be bound to it. */
import type { ActionId, BoundDevice } from "../../input/actions.ts";
import { ACTIONS } from "../../input/actions.ts";
import { learn } from "../../input/key-names.ts";
import { labelOf } from "../../input/keyboard.ts";
import { suspendPadMenu } from "../../input/pad-menu-state.ts";

export interface CaptureOptions {
  readonly action: ActionId;
  /** Whether a pad's button is waited for; else a key or a mouse button. */
  readonly pad: boolean;
  pressed(device: BoundDevice, code: string): void;
  /** The action is to have no button in this place. */
  none(): void;
  cancelled(): void;
}

const isDown = ({ pressed, value }: GamepadButton): boolean => pressed && value > 0.3;

/** The buttons of all pads that are down, as "pad button". */
const downNow = (): ReadonlySet<string> =>
  new Set(
    [...(navigator.getGamepads?.() ?? [])].flatMap((pad, at) =>
      (pad?.mapping === "standard" ? pad.buttons : []).flatMap((button, i) => (isDown(button) ? [`${at} ${i}`] : [])),
    ),
  );

/** Answers how to stop waiting. */
export function capture(options: CaptureOptions): () => void {
  const end = new AbortController();
  const listen = { signal: end.signal, capture: true };
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const finish = (what: () => void) => {
    end.abort();
    what();
  };
  const key = (event: KeyboardEvent) => {
    swallow(event);
    if (event.repeat) return;
    learn(event);
    if (event.key === "Escape" && options.action !== "menu") finish(options.cancelled);
    else if (event.key === "Backspace" || event.key === "Delete") finish(options.none);
    else if (!options.pad) {
      const code = ACTIONS[options.action].by === "letter" ? labelOf(event) : event.code;
      if (code !== "") finish(() => options.pressed("keys", code));
    }
  };
  addEventListener("keydown", key, listen);
  const pointer = (event: PointerEvent) => {
    // The buttons beside, which say that it should be none.
    if (event.target instanceof Element && event.target.closest("[data-capture]")) return;
    swallow(event);
    // What the same press would click is meant for nothing.
    for (const type of ["click", "auxclick", "contextmenu", "mousedown", "mouseup"] as const)
      addEventListener(type, swallow, { capture: true, once: true, signal: AbortSignal.timeout(600) });
    if (options.pad || event.pointerType !== "mouse") finish(options.cancelled);
    else finish(() => options.pressed("mouse", String(event.button)));
  };
  addEventListener("pointerdown", pointer, listen);
  if (options.pad) watchPads(end.signal, (button) => finish(() => options.pressed("pad", button)));
  return () => end.abort();
}

function watchPads(signal: AbortSignal, pressed: (button: string) => void): void {
  const resume = suspendPadMenu();
  signal.addEventListener("abort", resume);
  // What is down already, such as the button that has asked for this, is not meant.
  let before = downNow();
  const look = () => {
    if (signal.aborted) return;
    const now = downNow();
    const fresh = [...now].find((one) => !before.has(one));
    before = now;
    if (fresh !== undefined) pressed(fresh.split(" ")[1]);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
