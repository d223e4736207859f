/** Whose round it is, seat by seat, in a match that may be rated: a seat stays its player's for the round, also after they leave. */
import * as v from "valibot";
import { Turnout, type TurnoutData, takeWorld } from "#shared/replay/index.ts";
import { type AnyGame, seatCells, type WorldBase } from "#shared/sim/index.ts";
import { Watermark } from "#worker/broadcast/watermark.ts";
import type { Seats } from "../seats/seats.ts";
import type { MatchSpec } from "../spec.ts";

/** Plain data: it is stored as it is. */
export const Holder = v.object({ player: v.string(), name: v.string() });
export type Holder = Readonly<v.InferOutput<typeof Holder>>;
export type Holders = readonly (Holder | undefined)[];

/** Whether rounds of this match are given to a ladder: the queue of a competitive mode has made it. */
export const isRated = ({ only, mode }: Pick<MatchSpec, "only" | "mode">, game: AnyGame | undefined): boolean =>
  only !== undefined && game !== undefined && Object.hasOwn(game.modes, mode) && game.modes[mode].queue !== undefined;

const kindsOf = (world: WorldBase): ArrayLike<number> => seatCells(world.seatTable).kind;

export class RatedSeats {
  readonly #seats: Seats;
  #holders: (Holder | undefined)[];
  /** Of the round that is on, or was on last; undefined before the first. */
  #turnout: Turnout | undefined;
  /** Counts the changes of the holders. */
  version = 0;
  /** The version of the seats that it has seen. */
  readonly #seen = new Watermark();

  constructor(seats: Seats, holders: Holders = [], turnout?: Turnout) {
    this.#seats = seats;
    this.#holders = [...holders];
    this.#turnout = turnout;
  }

  get holders(): Holders {
    return this.#holders;
  }

  get turnout(): TurnoutData | undefined {
    return this.#turnout?.data;
  }

  /** How many players have neither left for good nor been freed of their seats, as the world has them. */
  get present(): number {
    return this.#turnout?.present ?? 0;
  }

  /** The id of the player whose seat this is for the round. */
  holder(seat: number): string | undefined {
    return this.#holders[seat]?.player;
  }

  /** A round begins with this world. */
  begin(world: WorldBase): void {
    this.#turnout = Turnout.begin(world.tick, kindsOf(world), world.layout.tickRate);
    this.#holders = [];
    this.version += 1;
    this.#seen.reset();
    this.#hold();
  }

  /**
   * Ticks of the round have passed: one, or several quiet ones.
   * @returns the ids of the players who have left for good in it
   */
  tick(world: WorldBase, passed = 1): readonly string[] {
    if (!this.#turnout) return [];
    const left = takeWorld(this.#turnout, world, passed);
    this.#hold();
    return left.flatMap((seat) => this.holder(seat) ?? []);
  }

  /** The server has gone on from this world, in mid-round. Of what an older build has stored only the rest of the round is known. */
  resumed(world: WorldBase): void {
    this.#turnout ??= Turnout.begin(world.tick, kindsOf(world), world.layout.tickRate);
    this.#turnout.resumed(world.tick);
  }

  /** A seat to which a player has come for the first time is theirs. */
  #hold(): void {
    if (!this.#seen.take(this.#seats.version)) return;
    for (const [seat, { taken }] of this.#turnout?.seats.entries() ?? []) {
      const owner = this.#seats.owner(seat);
      if (!taken || !owner) continue;
      const before = this.#holders[seat];
      const isNew = before === undefined || (before.player === owner.player && before.name !== owner.name);
      if (!isNew) continue;
      this.#holders[seat] = { player: owner.player, name: owner.name };
      this.version += 1;
    }
  }
}
