/** The wheel: eight signs in a ring, for keys, mouse, touch and pad. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { Sign } from "../games/game-view.ts";
import { vars } from "../parts/vars.ts";

/** A button that is held for longer closes the wheel as it is let go, in milliseconds; a short press leaves it open. */
const HELD_MS = 300;
/** How far a pad's stick must be pushed to choose. */
const PUSHED = 0.5;
/** The cross of a pad, by its buttons in the standard layout: up, down, left, right. */
const CROSS = { up: 12, down: 13, left: 14, right: 15 } as const;
const SECTORS = 8;

/** The eighth of the ring in this direction, the upper first, then clockwise; undefined for none. */
export function sectorOf(x: number, y: number): number | undefined {
  if (Math.hypot(x, y) < PUSHED) return undefined;
  return (Math.round((Math.atan2(x, -y) / (2 * Math.PI)) * SECTORS) + SECTORS) % SECTORS;
}

/** Where a pad's cross or its sticks point. */
export function padSector(pads = navigator.getGamepads?.() ?? []): number | undefined {
  for (const pad of pads) {
    if (!pad) continue;
    const isDown = (button: number) => (pad.buttons[button]?.pressed ? 1 : 0);
    const cross = sectorOf(isDown(CROSS.right) - isDown(CROSS.left), isDown(CROSS.down) - isDown(CROSS.up));
    const [moveX = 0, moveY = 0, aimX = 0, aimY = 0] = pad.axes;
    const sector = cross ?? sectorOf(aimX, aimY) ?? sectorOf(moveX, moveY);
    if (sector !== undefined) return sector;
  }
  return undefined;
}

export interface WheelOptions {
  readonly emotes: readonly Sign[];
  emote(which: number): void;
  ping(): void;
}

export class Wheel {
  readonly #options: WheelOptions;
  #openedAt: number | undefined;
  /** What a pad or the mouse points at. */
  #pointed: number | undefined;

  constructor(options: WheelOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#openedAt !== undefined;
  }

  /** The button for it goes down. */
  press(now: number): void {
    if (this.isOpen) this.close();
    else this.#openedAt = now;
  }

  /** The button goes up: what is pointed at is said. */
  release(now: number): void {
    if (this.#openedAt === undefined) return;
    const [pointed, isHeld] = [this.#pointed, now - this.#openedAt > HELD_MS];
    if (isHeld) this.close();
    if (isHeld && pointed !== undefined) this.#options.emote(pointed);
  }

  close(): void {
    this.#openedAt = undefined;
    this.#pointed = undefined;
  }

  /** A pad points at this one; undefined where it points nowhere, and the mouse may. */
  point(sector: number | undefined): void {
    if (this.isOpen && sector !== undefined) this.#pointed = sector;
  }

  /** @param isRefused the player has just said too much */
  view(isRefused: boolean): TemplateResult {
    return html`
      ${isRefused ? html`<p class="too-much" role="status" data-testid="talk-refused">Not so fast …</p>` : nothing}
      ${this.isOpen ? this.#ring() : nothing}`;
  }

  #ring(): TemplateResult {
    const { emotes, emote, ping } = this.#options;
    return html`
      <div class="wheel" role="group" aria-label="Emotes: keys 1 to 8" data-testid="wheel">
        ${emotes.slice(0, SECTORS).map(
          ({ sign, words }, which) => html`
            <button class=${which === this.#pointed ? "pointed" : ""} ${vars({ "--n": which })} data-testid="emote-${which + 1}"
              @pointerenter=${() => {
                this.#pointed = which;
              }} @click=${() => emote(which)}>
              <b aria-hidden="true">${sign}</b><span>${words}</span><kbd>${which + 1}</kbd>
            </button>`,
        )}
        <button class="middle" data-testid="wheel-ping" @click=${ping}><b aria-hidden="true">📍</b><span>Mark a place</span></button>
      </div>`;
  }
}
