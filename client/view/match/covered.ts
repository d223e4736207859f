/**
 * What of the picture is covered: by the lobby, the net graph and a spectator's deck, and of a game that is seen
 * whole by the HUD as well.
 */
import type { Sight } from "../games/game-view.ts";
import type { Covered } from "../stage/frame.ts";

/** CSS pixels: what the lobby takes of a screen that is at least so wide. */
const LOBBY = 400;
const WIDE = 900;

export interface CoveredOptions {
  readonly host: HTMLElement;
  readonly sight: Sight;
  /** The lobby is shown, and unfolded. */
  readonly lobby: boolean;
}

/** Looks at the page, so not for every frame. */
export function coveredBy({ host, sight, lobby }: CoveredOptions): Covered {
  const { left, top, bottom, width } = host.getBoundingClientRect();
  const over = (name: string) => host.parentElement?.querySelector(name)?.getBoundingClientRect();
  const net = over(".net");
  const isWide = net !== undefined && net.width > width / 2;
  // A world that goes on beyond the screen may go on under the HUD.
  const hud = sight === "whole" ? { top: over(".hud-top")?.bottom, bottom: over(".gauges")?.top } : undefined;
  const deck = over(".deck")?.top ?? bottom;
  return {
    left: net && !isWide ? net.right - left : 0,
    right: lobby && width >= WIDE ? LOBBY : 0,
    top: Math.max(0, (hud?.top ?? top) - top, isWide ? net.bottom - top : 0),
    bottom: Math.max(0, bottom - Math.min(deck, hud?.bottom ?? bottom)),
  };
}
