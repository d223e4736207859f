/**
 * Tells a player that it is their turn, also in another tab: the title of the page, a sound once, and a notification where the player
 * has allowed it. It goes by what comes from the server, since a hidden page draws nothing. Loaded for games that have turns.
 */
import type { SettingsStore } from "#client/settings.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import { Call } from "../parts/call.ts";
import { turnOf } from "./turn-sign.ts";

const CALL = { title: "Your turn", tag: "scrim.turn", notes: [659.25, 880] } as const;

export interface TurnNoticeOptions {
  readonly settings: SettingsStore;
  readonly signal: AbortSignal;
  /** The player's own seat; -1 while there is none. */
  seat(): number;
  /** Of the match: "Dice". */
  readonly title: string;
  redraw(): void;
}

export class TurnNotice {
  readonly #options: TurnNoticeOptions;
  readonly #call: Call;
  /** Undefined before the first world: what a player finds when they come needs no call. */
  #isOwn: boolean | undefined;

  constructor(options: TurnNoticeOptions) {
    const { settings, signal } = options;
    this.#options = options;
    this.#call = new Call(settings, CALL);
    // From then on the browser lets the page sound.
    for (const gesture of ["pointerup", "keydown"]) addEventListener(gesture, () => this.#call.prepare(), { signal });
    signal.addEventListener("abort", () => this.#call.stop());
    this.#call.prepare();
  }

  /** Of the page; undefined while it is not the player's turn. */
  get title(): string | undefined {
    return this.#isOwn === true ? `Your turn · ${this.#options.title}` : undefined;
  }

  /** Asks for leave to notify; undefined where that can't be asked, or has been. */
  get bell(): (() => void) | undefined {
    return this.#call.canAsk ? () => void this.#call.ask().then(this.#options.redraw) : undefined;
  }

  /** The newest world of the server. */
  look(world: WorldBase): void {
    const { seat, redraw, title } = this.#options;
    const own = seat();
    const isOwn = own >= 0 && turnOf(world) === own;
    const before = this.#isOwn;
    this.#isOwn = isOwn;
    if (isOwn === before) return;
    // A player who looks at the match sees it there.
    if (isOwn && before === false && (document.hidden || !document.hasFocus())) this.#call.call(title);
    redraw();
  }
}
