/** A headless round of a competitive mode with its replay and its facts, as a match leaves them behind. Plain data, for threads. */
import { createHash } from "node:crypto";
import * as v from "valibot";
import { Turnout, writeReplay } from "#shared/replay/index.ts";
import { SEAT, seatCells, statusOf, type WorldBase } from "#shared/sim/index.ts";
import { BotMatch } from "#test/support/bots.ts";
import { Recorder, type Recording } from "#test/support/recorder.ts";
import { replayId } from "#worker/archive/replay-id.ts";
import { RoundFacts } from "#worker/ladder/facts.ts";
import { roundFacts } from "#worker/match/rating/round-facts.ts";
import { MODE_NAMES, MODES } from "../truth/modes.ts";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const Draft = v.object({
  mode: v.picklist(MODE_NAMES),
  code: v.string(),
  seed: Count,
  /** When it ends, in milliseconds since 1970. */
  at: Count,
  /** By seat: the player's id; missing for a bot. */
  players: v.array(v.optional(v.string())),
  /** The seat whose player leaves, after so many seconds. */
  leaves: v.optional(v.object({ seat: Count, after: Count })),
  /** Seconds of play at most; missing: as the mode has it. */
  timeLimit: v.optional(Count),
});
export type Draft = Readonly<v.InferOutput<typeof Draft>>;

export const Recorded = v.object({ facts: RoundFacts, file: v.instance(Uint8Array) });
export type Recorded = Readonly<v.InferOutput<typeof Recorded>>;

const kindsOf = (world: WorldBase) => seatCells(world.seatTable).kind;

/** With the parts that the file was made of. */
export async function record({
  mode,
  code,
  seed,
  at,
  players,
  leaves,
  timeLimit,
}: Draft): Promise<Recorded & Recording> {
  const { game } = MODES[mode];
  const { settings } = game.modes[mode];
  const match = new BotMatch(game, { ...settings, ...(timeLimit && { timeLimit }) }, seed);
  const { world, inputs } = match;
  const owners = seatCells(inputs).kind;
  for (const [seat, player] of players.entries()) if (player === undefined) owners[seat] = SEAT.bot;
  while (statusOf(world) !== "live") match.run(1);
  const recorder = new Recorder(world);
  const turnout = Turnout.begin(world.tick, kindsOf(world), world.layout.tickRate);
  while (statusOf(world) !== "ended") {
    if (leaves && turnout.ticks >= leaves.after * world.layout.tickRate) owners[leaves.seat] = SEAT.bot;
    match.run(1, (after) => {
      recorder.tick();
      turnout.tick(after.tick, kindsOf(after));
    });
  }
  const { head: own, segments } = recorder.finish();
  const head = { ...own, id: replayId(code, 1), at: new Date(at).toISOString() };
  const file = new Uint8Array(await writeReplay(head, segments));
  const names = new Map(head.seats.map(({ seat, name }) => [seat, name]));
  const facts = roundFacts({
    ...{ code, round: 1, game: game.name, version: game.version, mode, at, cut: false, turnout: turnout.data },
    standings: head.result.map((one) => ({ ...one, name: names.get(one.seat) ?? "" })),
    holders: players.map((player, seat) =>
      player === undefined ? undefined : { player, name: names.get(seat) ?? "" },
    ),
    teamOf: (seat) => game.teamOf?.(world.layout.config, seat) ?? -1,
  });
  return { facts: { ...facts, replayHash: createHash("sha256").update(file).digest("hex") }, file, head, segments };
}
