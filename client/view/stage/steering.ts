/** From what the input devices say to the input of the player's seat. */
import type { Session } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { GameView } from "../games/game-view.ts";
import { AT_REST, type Controls, type ScreenPoint } from "../input/controls.ts";
import type { Mishaps } from "./mishaps.ts";

export interface SteeringOptions {
  readonly session: Pick<Session, "seat" | "setInput">;
  readonly view: Pick<GameView, "input">;
  readonly devices: {
    read(now: number, body: ScreenPoint | undefined, zoom: number, nearest?: () => ScreenPoint | undefined): Controls;
  };
  readonly mishaps: Mishaps;
}

export class Steering {
  readonly #options: SteeringOptions;

  constructor(options: SteeringOptions) {
    this.#options = options;
  }

  /**
   * Reads the devices, and sets the seat's input. Where that throws the seat does nothing, so that nothing goes on.
   * @param world what was drawn last; undefined before that
   * @param body where the player's body is on the screen
   * @param zoom CSS pixels for a pixel of the world
   * @param nearest where the nearest rival is on the screen
   */
  steer(
    now: number,
    world: WorldBase | undefined,
    body: ScreenPoint | undefined,
    zoom: number,
    nearest?: () => ScreenPoint | undefined,
  ): Controls {
    const { mishaps, devices } = this.#options;
    const controls = mishaps.guard("input", () => {
      const read = devices.read(now, body, zoom, nearest);
      this.#set(read, world);
      return read;
    });
    if (controls) return controls;
    mishaps.guard("input", () => this.#rest(world));
    return AT_REST;
  }

  /** All keys and buttons are let go. Frames may stop now, so it is said at once. */
  letGo(world: WorldBase | undefined): void {
    this.#options.mishaps.guard("input", () => this.#set(AT_REST, world));
  }

  #set(controls: Controls, world: WorldBase | undefined): void {
    const { session, view } = this.#options;
    if (session.seat >= 0 && world) session.setInput(view.input(controls, world, session.seat));
  }

  /** Without the game's view, which has thrown: each column idles. */
  #rest(world: WorldBase | undefined): void {
    const { session } = this.#options;
    if (session.seat < 0 || world === undefined) return;
    const columns = Object.entries(world.layout.game.input);
    session.setInput(Object.fromEntries(columns.map(([name, { idle }]) => [name, idle])));
  }
}
