/**
 * Touch: two sticks. A thumb on one half of the screen moves; one on the other half aims, and fires when it is pushed far enough.
 * Where a thumb lands is the middle of its stick, or each stick has a place of its own, as the player has set. A thumb that rests
 * there, as a palm does, gives way to another that comes.
 */
import type { Settings, SettingsStore } from "#client/settings.ts";
import type { Device, Press, Reading, ScreenPoint } from "./controls.ts";
import { Latch } from "./latch.ts";

/** From a stick's middle to its rim, at its usual size; in the page's rem, as in its style. */
const RIM = 3.5;
const REST = 0.15;
/** CSS pixels from the sides of the page within which a browser sees a swipe. */
const EDGE = 36;
/** What a stick with a place of its own leaves to the sides of the screen, and how wide a column of buttons is; in rem. */
const MARGIN = { side: 1.25, bottom: 4.25, tall: 7 };
const BUTTONS = 5.5;
/** CSS pixels: on a screen this low there is little under the sticks. */
const LOW = 480;

/** Which of the two a thumb holds. */
const MOVE = 0;
const AIM = 1;
type Role = typeof MOVE | typeof AIM;

export interface Surface {
  readonly width: number;
  readonly height: number;
  /** CSS pixels in a rem of the page. */
  readonly rem: number;
}

type Hands = Pick<Settings, "leftHanded" | "stickSize" | "buttonSize">;

const rimOf = ({ rem }: Surface, { stickSize }: Pick<Hands, "stickSize">): number => RIM * rem * stickSize;

/** What a thumb does that lands so far from the left. */
export const roleAt = (x: number, { width }: Surface, { leftHanded }: Pick<Hands, "leftHanded">): Role =>
  x < width / 2 === leftHanded ? AIM : MOVE;

/** The middle of a stick that has a place of its own: the one that aims stands beside the buttons. */
export function placeOf(role: Role, surface: Surface, hands: Hands): ScreenPoint {
  const { width, height, rem } = surface;
  const rim = rimOf(surface, hands);
  const inward = MARGIN.side * rem + rim + (role === AIM ? BUTTONS * rem * hands.buttonSize : 0);
  const isLeft = (role === AIM) === hands.leftHanded;
  // On a narrow screen they must not meet in the middle.
  const from = Math.min(inward, width / 2 - rim);
  return { x: isLeft ? from : width - from, y: height - rim - (height <= LOW ? MARGIN.bottom : MARGIN.tall) * rem };
}

const isAtRim = ({ clientX }: globalThis.Touch): boolean => clientX < EDGE || clientX > innerWidth - EDGE;

interface Stick {
  readonly pointer: number;
  readonly originX: number;
  readonly originY: number;
  x: number;
  y: number;
}

/** What is drawn of a stick; the page's style does the rest. */
class Knob {
  readonly #base = document.createElement("div");
  readonly #thumb = document.createElement("div");

  constructor(surface: HTMLElement, role: string) {
    this.#base.className = `stick ${role}`;
    this.#base.setAttribute("aria-hidden", "true");
    this.#base.append(this.#thumb);
    surface.append(this.#base);
  }

  /** @param place where it stands while no thumb holds it; undefined where it is not seen then */
  show(stick: Stick | undefined, { stickSize, touchOpacity }: Settings, place: ScreenPoint | undefined): void {
    this.#base.classList.toggle("held", stick !== undefined || place !== undefined);
    const { originX = place?.x, originY = place?.y, x = 0, y = 0 } = stick ?? {};
    if (originX === undefined || originY === undefined) return;
    this.#base.style.opacity = String(stick ? touchOpacity : touchOpacity * 0.6);
    this.#base.style.transform = `translate(${originX}px, ${originY}px) scale(${stickSize})`;
    this.#thumb.style.transform = `translate(${x * RIM}rem, ${y * RIM}rem)`;
  }

  remove(): void {
    this.#base.remove();
  }
}

export class Touch implements Device {
  readonly #stop = new AbortController();
  readonly #settings: SettingsStore;
  readonly #surface: HTMLElement;
  readonly #fire = new Latch();
  readonly #knobs: readonly [move: Knob, aim: Knob];
  readonly #sticks: [move: Stick | undefined, aim: Stick | undefined] = [undefined, undefined];
  /** Sticks that stand in a place of their own are shown once a finger has been here. */
  #isTouched = false;
  #usedAt = 0;

  constructor(surface: HTMLElement, settings: SettingsStore) {
    this.#settings = settings;
    this.#surface = surface;
    this.#knobs = [new Knob(surface, "move"), new Knob(surface, "aim")];
    const { signal } = this.#stop;
    this.#isTouched = globalThis.matchMedia?.("(any-pointer: coarse)").matches ?? false;
    surface.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    addEventListener("pointermove", (event) => this.#move(event), { signal, capture: true });
    addEventListener("resize", () => this.#showAll(), { signal });
    signal.addEventListener(
      "abort",
      settings.watch(() => this.#showAll()),
    );
    // A thumb that lands at the rim of the screen would else swipe back to the page before.
    const forbid = (event: TouchEvent) => [...event.changedTouches].some(isAtRim) && event.preventDefault();
    surface.addEventListener("touchstart", forbid, { signal, passive: false });
    this.#showAll();
  }

  #showAll(): void {
    for (const role of [MOVE, AIM] as const) this.#show(role);
  }

  #show(role: Role): void {
    const { value } = this.#settings;
    const place = value.stickFixed && this.#isTouched ? placeOf(role, this.#size(), value) : undefined;
    this.#knobs[role].show(this.#sticks[role], value, place);
  }

  #size(): Surface {
    const { width, height } = this.#surface.getBoundingClientRect();
    const rem = Number.parseFloat(globalThis.getComputedStyle?.(document.documentElement).fontSize ?? "");
    return { width, height, rem: rem > 0 ? rem : 16 };
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === "mouse") return;
    const { value } = this.#settings;
    const { left, top } = this.#surface.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const role = roleAt(x, this.#size(), value);
    const holder = this.#sticks[role];
    if (holder !== undefined && Math.hypot(holder.x, holder.y) >= REST) return;
    this.#isTouched = true;
    this.#usedAt = performance.now();
    const origin = value.stickFixed ? placeOf(role, this.#size(), value) : { x, y };
    const stick = { pointer: event.pointerId, originX: origin.x, originY: origin.y, x: 0, y: 0 };
    this.#sticks[role] = stick;
    this.#push(role, stick, event);
  }

  #move(event: PointerEvent): void {
    const role = this.#roleOf(event.pointerId);
    const stick = role === undefined ? undefined : this.#sticks[role];
    if (role === undefined || stick === undefined) return;
    this.#usedAt = performance.now();
    this.#push(role, stick, event);
  }

  /** The thumb is there. */
  #push(role: Role, stick: Stick, { clientX, clientY }: PointerEvent): void {
    const rim = rimOf(this.#size(), this.#settings.value);
    const { left, top } = this.#surface.getBoundingClientRect();
    const x = (clientX - left - stick.originX) / rim;
    const y = (clientY - top - stick.originY) / rim;
    const scale = 1 / Math.max(1, Math.hypot(x, y));
    stick.x = x * scale;
    stick.y = y * scale;
    this.#show(role);
    if (role === AIM) this.#pull(stick);
  }

  /** A setting of 1 fires at a touch, 0 at the rim alone. */
  #pull(stick: Stick): void {
    const threshold = 0.95 - 0.7 * this.#settings.value.stick;
    if (Math.hypot(stick.x, stick.y) >= threshold) this.#fire.press("stick");
    else this.#fire.release("stick");
  }

  /** @param pointer what has left the screen */
  lift(pointer: number): void {
    const role = this.#roleOf(pointer);
    if (role === undefined) return;
    this.#sticks[role] = undefined;
    this.#show(role);
    if (role === AIM) this.#fire.release("stick");
  }

  /** Which stick this pointer holds. */
  #roleOf(pointer: number): Role | undefined {
    return ([MOVE, AIM] as const).find((role) => this.#sticks[role]?.pointer === pointer);
  }

  read(now: number, _body: ScreenPoint | undefined, press: Press): Reading {
    if (this.#fire.isDown(now)) press("primary");
    const [move, aim] = this.#sticks;
    const resting = move === undefined || Math.hypot(move.x, move.y) < REST;
    const aiming = aim !== undefined && Math.hypot(aim.x, aim.y) >= REST;
    return {
      moveX: resting ? 0 : move.x,
      moveY: resting ? 0 : move.y,
      aim: aiming ? Math.atan2(aim.y, aim.x) : undefined,
      usedAt: this.#usedAt,
    };
  }

  /** The phone trembles, if it can. @param strength 0 to 1 */
  rumble(strength: number): void {
    if (navigator.vibrate && strength > 0.05) navigator.vibrate(Math.round(40 + 220 * Math.min(1, strength)));
  }

  /** When it was used last, in milliseconds; 0 before that. */
  get usedAt(): number {
    return this.#usedAt;
  }

  release(): void {
    for (const role of [MOVE, AIM] as const) this.#sticks[role] = undefined;
    this.#showAll();
    this.#fire.drop();
  }

  stop(): void {
    this.#stop.abort();
    for (const knob of this.#knobs) knob.remove();
  }
}
