/** Says whose turn it is, in games that have turns. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { WorldBase } from "#shared/sim/index.ts";
import type { NameOf } from "../games/game-view.ts";
import { icons } from "../parts/icons.ts";

/** The seat whose turn it is in a round that is on; -1 = none. */
export function turnOf(world: WorldBase): number {
  const { game } = world.layout;
  return game.turn !== undefined && game.status(world) === "live" ? game.turn(world) : -1;
}

export interface TurnSignOptions {
  readonly world: WorldBase;
  /** The player's own seat; -1 for a spectator. */
  readonly own: number;
  readonly nameOf: NameOf;
  /** Asks for leave to notify the player; undefined where that can't be asked. */
  readonly bell: (() => void) | undefined;
}

/** The region is there as long as the game has turns, so that a screen reader says what changes in it. */
export function turnSign({ world, own, nameOf, bell }: TurnSignOptions): TemplateResult | typeof nothing {
  if (world.layout.game.turn === undefined) return nothing;
  const seat = turnOf(world);
  const isOwn = seat >= 0 && seat === own;
  const text = seat < 0 ? "" : isOwn ? "Your turn" : `${nameOf(seat)}'s turn`;
  return html`
    <div class="turn-sign ${isOwn ? "own" : ""}" data-over data-testid="turn">
      <span role="status">${text}</span>
      ${
        bell && seat >= 0 && !isOwn
          ? html`<button class="quiet" data-testid="turn-bell" title="Notify me when it is my turn" @click=${bell}>${icons.sound} Notify me</button>`
          : nothing
      }
    </div>`;
}
