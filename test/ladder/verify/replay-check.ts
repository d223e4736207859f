/** Checks what a round's facts say against its replay: the file, its worlds, the result, and who was there. */
import { createHash } from "node:crypto";
import { games } from "#shared/games/index.ts";
import {
  BadReplay,
  isTrue,
  type Replay,
  readReplay,
  Turnout,
  type TurnoutData,
  type Verdict,
  verify,
} from "#shared/replay/index.ts";
import { replayId } from "#worker/archive/replay-id.ts";
import type { RoundFacts, SeatFacts } from "#worker/ladder/facts.ts";
import { type PlayedSeat, playedSeats } from "#worker/match/rating/round-facts.ts";

export interface Checked {
  /** What is not as the facts say, in words. */
  readonly faults: readonly string[];
  /** How many ticks were stepped. */
  readonly ticks: number;
}

const differs = <T>(what: string, told: T, found: T): string[] =>
  told === found ? [] : [`${what} is ${found}, and not ${told}`];

/** A replay of other settings than the mode declares is of another game, though its rules are the same. */
function settingFaults({ game, mode }: RoundFacts, { head }: Replay): string[] {
  const declared = games.get(game)?.modes[mode];
  if (!declared) return [`this build's ${game} has no mode ${mode}`];
  return Object.entries(declared.settings).flatMap(([name, value]) =>
    differs(`its setting ${name}`, value, head.settings[name]),
  );
}

/** Of the round as a whole. */
function headFaults(facts: RoundFacts, replay: Replay): string[] {
  const { head } = replay;
  return [
    ...settingFaults(facts, replay),
    ...differs("its replay's id", replayId(facts.code, facts.round), head.id),
    ...differs("its game", facts.game, head.game),
    ...differs("the version of its rules", facts.version, head.version),
    ...differs("its ticks a second", facts.tickRate, head.tickRate),
    ...differs("whether it was cut", facts.cut, head.cut),
    ...differs("when it ended", new Date(facts.at).toISOString(), head.at),
  ];
}

function verdictFaults({ mismatches, firstBad, hashTrue, resultTrue }: Verdict): string[] {
  return [
    ...(mismatches > 0 ? [`its replay leads to other worlds than it says, first at tick ${firstBad}`] : []),
    ...(hashTrue ? [] : ["its replay's last world is another than it says"]),
    ...(resultTrue ? [] : ["its replay's result is another than its rules make"]),
  ];
}

/** What a replay proves of a seat beside who had it. */
function seatFaults(told: SeatFacts | undefined, found: PlayedSeat | undefined, isPlayers: boolean): string[] {
  if (!told || !found) return [told ? `seat ${told.seat} is not in its replay` : `seat ${found?.seat} is left out`];
  const what = `seat ${told.seat}'s`;
  return [
    ...differs(`whether ${what} owner was a player`, told.player !== undefined, isPlayers),
    ...differs(`${what} place`, told.place, found.place),
    ...differs(`${what} score`, told.score, found.score),
    ...differs(`${what} team`, told.team, found.team),
    ...differs(`${what} time at the controls`, told.ticks, found.ticks),
    ...differs(`the tick of ${what} leaving`, told.left, found.left),
    // Builds before did not tell it.
    ...(told.best === undefined ? [] : differs(`the tick of ${what} best moment`, told.best, found.best)),
  ];
}

/** What the match has made of the round, made again of its replay by the same functions. */
function turnoutFaults(facts: RoundFacts, { head }: Replay, data: TurnoutData): string[] {
  const turnout = Turnout.of(data);
  const game = games.get(head.game);
  const config = { ...head.settings, seats: turnout.seats.length };
  const played = playedSeats(head.result, data, (seat) => game?.teamOf?.(config, seat) ?? -1);
  const seats = new Set([...facts.seats, ...played].map(({ seat }) => seat));
  return [
    ...differs("its length in ticks", facts.ticks, turnout.ticks),
    ...differs("how often the server broke down", facts.faults, turnout.faults),
    ...[...seats].flatMap((seat) =>
      seatFaults(
        facts.seats.find((one) => one.seat === seat),
        played.find((one) => one.seat === seat),
        turnout.seats[seat]?.taken ?? false,
      ),
    ),
  ];
}

/** @param file the replay's */
export async function checkReplay(facts: RoundFacts, file: Uint8Array): Promise<Checked> {
  const hash = createHash("sha256").update(file).digest("hex");
  const hashFaults = differs("its replay's SHA-256", facts.replayHash, hash);
  try {
    const replay = await readReplay(file);
    const heads = headFaults(facts, replay);
    // It holds what a spectator may know: that proves nothing.
    if (!replay.isWhole) return { faults: [...hashFaults, ...heads], ticks: 0 };
    const verdict = verify(replay, games);
    const verdicts = isTrue(verdict) ? [] : verdictFaults(verdict);
    const turnouts = turnoutFaults(facts, replay, verdict.turnout);
    return { faults: [...hashFaults, ...heads, ...verdicts, ...turnouts], ticks: verdict.ticks };
  } catch (error) {
    if (!(error instanceof BadReplay)) throw error;
    return { faults: [...hashFaults, error.message], ticks: 0 };
  }
}
