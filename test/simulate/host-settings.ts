/**
 * Plays rounds under what a host can set: every combination of the ends of the ranges that players may choose from.
 * `npm run host-settings` plays them all.
 */
import { performance } from "node:perf_hooks";
import {
  type AnyGame,
  advance,
  configure,
  decides,
  inputView,
  plan,
  publicSettings,
  SEAT,
  setUp,
  statusOf,
  TableView,
} from "#shared/sim/index.ts";
import { overload } from "#worker/match/budget.ts";
import { oneOf, runCommand } from "../../scripts/usage.ts";
import { gameOf } from "./games.ts";

const SHIPPED = ["arena", "puck"] as const;

const USAGE = `npm run host-settings [-- ${SHIPPED.join("|")}]

Plays a round under every combination of the ends of what a host can set: minutes for each game.`;

export type Chosen = Readonly<Record<string, number>>;

/** A round must be over after its time, the overtime, and as long again for face-offs and countdowns, in seconds. */
const SLACK_S = 600;

/** The settings that are offered to a host, and both ends of each. */
function endsOf({ settings }: AnyGame): readonly (readonly [name: string, ends: readonly number[]])[] {
  return Object.entries(publicSettings(settings)).flatMap(([name, { title, min, max }]) =>
    title === undefined ? [] : [[name, [...new Set([min, max])]] as const],
  );
}

/** Every combination; those that a server refuses for their cost are left out, as it refuses a host. */
export function combinations(game: AnyGame): Chosen[] {
  let all: Chosen[] = [{ autostart: 0 }];
  for (const [name, ends] of endsOf(game))
    all = all.flatMap((chosen) => ends.map((value) => ({ ...chosen, [name]: value })));
  return all.filter((chosen) => overload(game, configure(game.settings, chosen)) === undefined);
}

export interface Round {
  readonly ticks: number;
  readonly ended: boolean;
}

/** One round with two players, who play and vote as bots do, and bots in as many seats as are set. */
export function playRound(game: AnyGame, chosen: Chosen, seed = 1): Round {
  const layout = plan(game, chosen);
  const world = setUp(layout, seed);
  const { config, tickRate } = layout;
  const { seats, fillTo = seats, timeLimit = 0 }: Chosen & { readonly seats: number } = { ...config };
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
  inputs.bytes.set(world.seatTable.bytes);
  const kinds = inputs.cells[0];
  for (let seat = 0; seat < seats; seat++) kinds[seat] = seat < 2 ? SEAT.person : seat < fillTo ? SEAT.bot : SEAT.empty;
  const most = (timeLimit * 2 + SLACK_S) * tickRate;
  while (world.tick < most && statusOf(world) !== "ended") {
    for (let seat = 0; seat < seats; seat++) {
      if (kinds[seat] === SEAT.person && !decides(game, kinds[seat])) game.bot(world, seat, inputView(inputs));
    }
    advance(world, inputs);
  }
  return { ticks: world.tick, ended: statusOf(world) === "ended" };
}

/** Plays all combinations of these games. @returns how many did not end */
function playAll(names: readonly string[]): number {
  let failed = 0;
  for (const name of names) {
    const game = gameOf(name);
    const all = combinations(game);
    const [began, lengths] = [performance.now(), [] as number[]];
    for (const chosen of all) {
      const { ticks, ended } = playRound(game, chosen);
      lengths.push(ticks / game.tickRate);
      if (ended) continue;
      failed += 1;
      console.error(`${name} does not end with ${JSON.stringify(chosen)}: ${ticks} ticks`);
    }
    const least = Math.min(...lengths).toFixed(0);
    console.log(
      `${name}: ${all.length} combinations of the ends of ${endsOf(game).length} settings, ${all.length - failed} of them ` +
        `to an end; rounds of ${least} to ${Math.max(...lengths).toFixed(0)} s. ${((performance.now() - began) / 1000).toFixed(0)} s`,
    );
  }
  return failed;
}

if (import.meta.main) {
  await runCommand({ usage: USAGE, options: {}, words: 2 }, (_, words) => {
    const names = words.length > 0 ? words : SHIPPED;
    return playAll(names.map((name) => oneOf("host-settings", name, SHIPPED))) === 0 ? 0 : 1;
  });
}
