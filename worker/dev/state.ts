/** A match of a development server as its page sees it. */
import type { DevAsked, DevState } from "#shared/dev/state.ts";
import { declaredVersion } from "#shared/dev/versions.ts";
import { tablesOf } from "#shared/monitor/tables.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { Match } from "../match/match.ts";
import type { Desk } from "./desk.ts";

/** As much of the world as a seat may know. */
function known(world: WorldBase, seat: number): WorldBase {
  const { game, config } = world.layout;
  if (!game.view) return world;
  const copy = world.clone();
  game.view.hide(copy, game.view.of(config, seat));
  return copy;
}

export function stateOf(match: Match, desk: Desk, findings: DevState["findings"], asked: DevAsked): DevState {
  const { world, tickRate } = match;
  const { game, config } = world.layout;
  const viewOf = (seat: number) => game.view?.of(config, seat) ?? 0;
  const shown = typeof asked === "object" ? known(world, asked.seat) : world;
  return {
    game: game.name,
    version: declaredVersion(game.version),
    source: game.version,
    ...{ tick: world.tick, tickRate },
    paused: desk.paused,
    stopped: desk.stopped,
    kept: desk.kept.range,
    seats: config.seats,
    views: [...Array.from({ length: config.seats }, (_, seat) => viewOf(seat)), viewOf(-1)],
    findings,
    tables: asked === "nothing" ? undefined : tablesOf(shown),
  };
}
