/** What a match is put together from: as it begins, or as it was saved. */
import type { Frame } from "#shared/log/index.ts";
import { Turnout, takeWorld } from "#shared/replay/index.ts";
import {
  type AnyGame,
  type Games,
  keepsOf,
  type Layout,
  plan,
  SEAT,
  seatCells,
  setUp,
  type WorldBase,
} from "#shared/sim/index.ts";
import { EpochHistory } from "../broadcast/epoch-history.ts";
import { drawSigningKey } from "../broadcast/frame-signer.ts";
import type { CourseParts } from "./course.ts";
import { firstHost, Host } from "./host/host.ts";
import type { MatchHeader } from "./log/header.ts";
import { type Page, pageTo, replay, stretchAfter } from "./log/journal.ts";
import { isStoredAs, migrated } from "./log/migration.ts";
import { Records } from "./log/records.ts";
import type { SavedMatch } from "./log/saved.ts";
import { cryptoEntropy, type Entropy, MatchNature } from "./nature.ts";
import { Operator } from "./operator/operator.ts";
import { isRated, RatedSeats } from "./rating/rated-seats.ts";
import { encodeRoster } from "./seats/roster.ts";
import { type Owner, Seats } from "./seats/seats.ts";
import type { MatchSpec } from "./spec.ts";
import { SpectatorDelay } from "./spectate/spectator-delay.ts";
import type { DatedTick } from "./tick-dates.ts";

export interface MatchParts {
  readonly spec: MatchSpec;
  readonly world: WorldBase;
  readonly seats: Seats;
  readonly epochs: EpochHistory;
  readonly records: Records;
  readonly spectatorDelay: SpectatorDelay;
  readonly signingKey: Uint8Array;
  /** Undefined in a public match. */
  readonly host: Host | undefined;
  readonly operator: Operator;
  /** Where secrets and seeds come from. */
  readonly entropy: Entropy;
  readonly nature: MatchNature;
  /** When the last round ended, in milliseconds; undefined while another one is on, or none has been. */
  readonly endedAt: number | undefined;
  /** Which tick is at which date, where that is known. */
  readonly dated?: DatedTick | undefined;
  /** Its sockets have outlived its sleep in quiet time: for its players nothing has changed. */
  readonly stays?: boolean;
}

function layoutOf({ game: name, settings }: MatchSpec, games: Games): Layout {
  const game = games.get(name);
  if (game === undefined) throw new RangeError(`there is no game ${name}`);
  return plan(game, settings);
}

/** A world, and what there is of its log. */
interface Past {
  readonly world: WorldBase;
  /** The page that led to this world; undefined where a log begins with it. */
  readonly last?: Page | undefined;
  /** Whether that page is on disk. */
  readonly isStored?: boolean;
  /** Who has taken part in the round so far, where that is known. */
  readonly turnout?: Turnout | undefined;
  readonly spectatorDelay: SpectatorDelay;
}

/** A world with no past that this build can step. */
function withoutPast(world: WorldBase, delay: number): Past {
  const spectatorDelay = new SpectatorDelay(world.layout, delay);
  spectatorDelay.write(world);
  return { world, spectatorDelay };
}

const holdMsOf = ({ layout: { game, config } }: WorldBase): number => keepsOf(game, config).seat * 1000;

const teamsOf =
  ({ layout: { game, config } }: WorldBase) =>
  (seat: number): number =>
    game.teamOf?.(config, seat) ?? -1;

function assemble(
  {
    spec,
    owners,
    lineage,
    rounds,
    host: hostData,
    holders,
    abandoned,
  }: Pick<MatchHeader, "spec" | "owners" | "lineage" | "rounds" | "host" | "holders" | "abandoned">,
  { world, last, isStored = true, turnout, spectatorDelay }: Past,
  storedKey: Uint8Array | undefined,
): Omit<MatchParts, "endedAt" | "entropy" | "nature" | "operator"> {
  const seats = new Seats(world.config.seats, owners);
  seats.teamOf = teamsOf(world);
  seats.holdMs = holdMsOf(world);
  const epochs = new EpochHistory(lineage);
  const signingKey = storedKey ?? drawSigningKey();
  const newKey = storedKey ? undefined : signingKey;
  const host = spec.listed ? undefined : new Host(hostData ?? firstHost(spec.maker));
  const rated = isRated(spec, world.layout.game) ? new RatedSeats(seats, holders, turnout) : undefined;
  const records = new Records({ spec, seats, epochs, world, host, rated, rounds, last, isStored, newKey, abandoned });
  return { spec, world, seats, epochs, records, spectatorDelay, signingKey, host };
}

/** @throws {RangeError} there is no such game, or a setting is out of range */
export function begin(spec: MatchSpec, seed: number, games: Games, entropy: Entropy): MatchParts {
  const header = { spec, owners: [], lineage: new EpochHistory().data, rounds: 0 };
  // What is drawn here is in no log: the log begins with this world.
  const world = setUp(layoutOf(spec, games), seed, 0, { draw: entropy });
  const nature = new MatchNature(entropy, false);
  return {
    ...assemble(header, withoutPast(world, spec.delay), undefined),
    operator: new Operator(),
    entropy,
    nature,
    endedAt: undefined,
  };
}

/**
 * The match begins anew under another spec, with the same players: seats and epochs change here.
 * @throws {RangeError} a setting is out of range, or there are fewer seats than players
 */
export function renew(
  {
    world: before,
    seats,
    epochs,
    records: { rounds },
    host,
    entropy,
  }: Omit<MatchParts, "spectatorDelay" | "endedAt" | "nature" | "operator">,
  spec: MatchSpec,
): CourseParts {
  const layout = plan(before.layout.game, spec.settings);
  if (layout.config.seats < seats.owned) throw new RangeError("there are more players than seats");
  const world = setUp(layout, entropy(), before.tick, { draw: entropy });
  seats.renew(layout.config.seats, world.tick + 1);
  seats.teamOf = teamsOf(world);
  seats.holdMs = holdMsOf(world);
  // Ticks go on, and none before this one belongs to the log that begins.
  epochs.resumed(-1);
  const { spectatorDelay } = withoutPast(world, spec.delay);
  const [last, newKey] = [undefined, undefined];
  const records = new Records({
    ...{ spec, seats, epochs, world, host, last, newKey },
    rounds: rounds.ended,
    isStored: true,
  });
  return { spec, world, records, spectatorDelay };
}

/** How a match goes on that was saved. */
export interface Resumption {
  /** What followed the last page, as a client has given it back. */
  readonly tail?: readonly Frame[];
  /** It does not tick, and no client hears of it, before it is resumed once more: the epoch does not begin yet. */
  readonly waits?: boolean;
  /** Another log begins here, under these rules too: what clients know of this one says nothing of it. In development. */
  readonly anew?: boolean;
  /** By default that of the platform; another one is for tests. */
  readonly entropy?: Entropy;
  /** Its sockets have outlived its sleep, so it was stored whole. */
  readonly slept?: boolean;
}

/** @returns undefined where the match can't go on under this build's rules @throws {Error} the pages are damaged */
export function resume(
  saved: SavedMatch,
  now: number,
  games: Games,
  { tail = [], waits = false, slept = false, anew = false, entropy = cryptoEntropy() }: Resumption = {},
): MatchParts | undefined {
  const { header } = saved;
  const game = games.get(header.spec.game);
  const isSame = game?.version === header.gameVersion && isStoredAs(saved, game);
  const past = isSame ? replayed(saved, games, tail) : broughtOver(saved, game, entropy);
  if (!past) return undefined;
  const parts = assemble(header, past, saved.signingKey);
  const { world, seats, epochs, records, spectatorDelay } = parts;
  // In quiet time nothing but the tick has changed for the players whose sockets are still there.
  const stays = slept && isSame && game?.quietUntil !== undefined;
  // Under other rules another log begins.
  if (!waits && !stays) epochs.resumed(isSame && !anew ? world.tick : -1);
  if (!waits && !stays) records.resumed();
  seats.adjust(now);
  occupy(seats, world, header.owners, stays ? undefined : now);
  if (stays) records.slept();
  spectatorDelay.introduce(encodeRoster(seats, spectatorDelay.watchers));
  const { status } = records.rounds;
  // Whether the generator has been seeded since the last round stands nowhere: one seed more does no harm.
  const nature = new MatchNature(entropy, status !== "live");
  const operator = new Operator(saved.operator);
  return {
    ...parts,
    operator,
    entropy,
    nature,
    dated: saved.dated,
    stays,
    endedAt: status === "ended" ? now : undefined,
  };
}

function replayed({ header, pages }: SavedMatch, games: Games, tail: readonly Frame[]): Past {
  const layout = layoutOf(header.spec, games);
  const spectatorDelay = new SpectatorDelay(layout, header.spec.delay);
  const last = pages.at(-1);
  const after = last && tail.length > 0 ? stretchAfter(last, tail) : undefined;
  const turnout = last?.turnout && Turnout.of(last.turnout);
  const world = replay(layout, after ? [...pages, after] : pages, (each, ticks) => {
    spectatorDelay.write(each, ticks);
    // A tail leads from no round to another: those pages are stored before a client hears of them.
    if (turnout && last?.stand.status === "live" && each.tick > (last.tick ?? each.tick))
      takeWorld(turnout, each, ticks);
  });
  if (after) return { world, last: pageTo(after, world, turnout?.data), isStored: false, turnout, spectatorDelay };
  return { world, last, turnout, spectatorDelay };
}

function broughtOver(saved: SavedMatch, game: AnyGame | undefined, entropy: Entropy): Past | undefined {
  const world = migrated(saved, game, { draw: entropy });
  const turnout = saved.pages.at(-1)?.turnout;
  return world && { ...withoutPast(world, saved.header.spec.delay), turnout: turnout && Turnout.of(turnout) };
}

/** Seats are taken as the world has them. @param now undefined where the players who were connected still are */
function occupy(seats: Seats, world: WorldBase, owners: readonly (Owner | undefined)[], now: number | undefined): void {
  const { kind } = seatCells(world.seatTable);
  for (let seat = 0; seat < seats.count; seat++) {
    if (kind[seat] === SEAT.bot) seats.setBot(seat, true);
    if (kind[seat] === SEAT.person || kind[seat] === SEAT.away) seats.resume(seat, world.tick);
    if (owners[seat]?.state !== "here") continue;
    // A player who was connected is so again once their socket is attached.
    if (now !== undefined) seats.depart(seat, now);
    else if (kind[seat] === SEAT.away) seats.stayResting(seat);
  }
}
