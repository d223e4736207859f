/** Parts of a HUD that more than one game has. */
import type { Cells } from "#shared/sim/columns.ts";
import type { Gauge, Hud } from "../game-view.ts";
import { TEAMS, teamMark } from "./teams.ts";

/**
 * @param score by team
 * @param own the eye's own team, if it has one
 */
export const teamScores = (score: Cells, own: number | undefined): Hud["scores"] =>
  TEAMS.map(({ title }, team) => ({
    label: title,
    value: String(score[team]),
    mark: teamMark(team),
    own: team === own,
  }));

/** How long until one can dash again. `readyAt`, `tick` and `cooldown` in ticks. */
export function dashGauge(
  readyAt: number,
  tick: number,
  cooldown: number,
  { size, ready }: { readonly size: Gauge["size"]; readonly ready: Gauge["tone"] },
): Gauge {
  const share = Math.max(0, Math.min(1, 1 - (readyAt - tick) / cooldown));
  const text = share < 1 ? "" : "ready";
  return { id: "dash", size, label: "Dash", share, text, tone: share < 1 ? "warn" : ready, parts: 0 };
}
