/** As much of a browser's page as input devices need: events with all the fields of a browser's. */
import { vi } from "vitest";

/** An element that knows its ancestors' tags, as `closest` asks. */
export class PageElement extends EventTarget {
  readonly #tags: readonly string[];
  readonly classList = { toggle: () => false };
  readonly style = {};
  className = "";

  /** @param tags its own, then those of what it stands in */
  constructor(...tags: string[]) {
    super();
    this.#tags = tags;
  }

  contains(other: unknown): boolean {
    return other === this;
  }
  closest(selector: string): PageElement | null {
    const wanted = selector.split(",").map((one) => one.trim().replace(/[:[].*/, ""));
    return this.#tags.some((tag) => wanted.includes(tag)) ? this : null;
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, width: 1000, height: 600 };
  }
  setAttribute(): void {}
  append(): void {}
  remove(): void {}
}

type Values = Readonly<Record<string, unknown>>;

const KEY = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, repeat: false, code: "", key: "" };
const POINTER = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: -1, buttons: 0, clientX: 0, clientY: 0 };

interface PadLike {
  readonly id?: string;
  readonly mapping?: string;
  readonly connected?: boolean;
  readonly axes: readonly number[];
  /** The numbers of those that are down. */
  readonly down?: readonly number[];
}

export class Page {
  readonly window = new EventTarget();
  /** The window in an event's capture phase; `window` itself is its bubble phase. */
  readonly #down = new EventTarget();
  readonly document = Object.assign(new EventTarget(), {
    hidden: false,
    dialog: false,
    focused: true,
    hasFocus: () => this.document.focused,
    createElement: () => new PageElement("div"),
    querySelector: () => (this.document.dialog ? new PageElement("dialog") : null),
  });
  readonly surface = new PageElement("div");
  readonly body = new PageElement("body");
  pads: (PadLike | null)[] = [];
  /** The value of `performance.now`, in milliseconds. */
  now = 1000;

  constructor() {
    const listen = (type: string, listener: EventListener, options: AddEventListenerOptions = {}) =>
      (options.capture ? this.#down : this.window).addEventListener(type, listener, options);
    vi.stubGlobal("addEventListener", listen);
    vi.stubGlobal("document", this.document);
    vi.stubGlobal("innerWidth", 1000);
    for (const kind of ["Node", "HTMLElement"]) vi.stubGlobal(kind, PageElement);
    vi.stubGlobal("navigator", { getGamepads: () => this.padsNow() });
    vi.spyOn(performance, "now").mockImplementation(() => this.now);
  }

  /** The pads as a browser tells them. */
  padsNow() {
    return this.pads.map(padOf);
  }

  /**
   * Fires an event as a browser does: at the window on its way down, at its target, and at the window on its way up.
   */
  fire(type: string, values: Values = {}, target: EventTarget = this.body): Event {
    const event = new Event(type, { cancelable: true, bubbles: true });
    for (const [name, value] of Object.entries({ ...values, target })) Object.defineProperty(event, name, { value });
    for (const at of new Set([this.#down, target, this.window])) at.dispatchEvent(event);
    return event;
  }

  /** @param code of a key on an English keyboard; more in `values` */
  key(type: "keydown" | "keyup", code: string, values: Values = {}, target?: EventTarget): Event {
    const key = code.replace(/^Key|(?<=^(Shift|Meta|Alt|Control))(Left|Right)$/g, "").toLowerCase();
    const named = code === "Space" ? " " : key.length > 1 ? key.charAt(0).toUpperCase() + key.slice(1) : key;
    return this.fire(type, { ...KEY, code, key: named, ...values }, target);
  }

  pointer(type: string, values: Values = {}, target: EventTarget = this.surface): Event {
    return this.fire(`pointer${type}`, { ...KEY, ...POINTER, ...values }, target);
  }

  /** The page is out of sight. */
  hide(): void {
    this.document.hidden = true;
    this.document.dispatchEvent(new Event("visibilitychange"));
  }
}

function padOf(pad: PadLike | null, index: number) {
  if (pad === null) return null;
  const { id = "pad", mapping = "standard", connected = true, axes, down = [] } = pad;
  const buttons = Array.from({ length: 17 }, (_, n) => ({
    pressed: down.includes(n),
    value: down.includes(n) ? 1 : 0,
  }));
  return { index, id, mapping, connected, axes, buttons };
}
