/** The host of a private match: who that is, whom they have barred, and whether they take more players. */
import * as v from "valibot";
import type { Seats } from "../seats/seats.ts";

/** Plain data: it is stored as it is. */
export const HostData = v.object({
  /** The id of the host; undefined before the first player has come. */
  player: v.optional(v.string()),
  /** The player has made the match, and has not come in yet. */
  awaited: v.boolean(),
  locked: v.boolean(),
  /** The ids of players who can't come back. */
  barred: v.pipe(v.array(v.string()), v.readonly()),
});
export type HostData = Readonly<v.InferOutput<typeof HostData>>;

/** How many players a match bars. */
const MOST_BARRED = 256;

/** For so long a match waits for the player who has made it, in seconds of play, before another player is its host. */
const AWAITED_S = 30;

/** @param maker the id of the player who has made the match */
export const firstHost = (maker: string | undefined): HostData => ({
  player: maker,
  awaited: maker !== undefined,
  locked: false,
  barred: [],
});

export class Host {
  #data: HostData;
  /** Counts the changes of who is host, and of what they have set. */
  version = 0;

  constructor(data: HostData) {
    this.#data = data;
  }

  get data(): HostData {
    return this.#data;
  }

  #become(change: Partial<HostData>): void {
    this.#data = { ...this.#data, ...change };
    this.version += 1;
  }

  /** Whether this player can't come back. */
  bars(player: string): boolean {
    return this.#data.barred.includes(player);
  }

  get locked(): boolean {
    return this.#data.locked;
  }

  set locked(locked: boolean) {
    if (locked !== this.#data.locked) this.#become({ locked });
  }

  isHost(player: string | undefined): boolean {
    return player !== undefined && this.#data.player === player && !this.#data.awaited;
  }

  /** The host's seat; -1 where there is none. */
  seatIn(seats: Seats): number {
    const { player } = this.#data;
    return player === undefined ? -1 : seats.ownedBy(player);
  }

  handOver(player: string): void {
    this.#become({ player, awaited: false });
  }

  /** @returns whether there was room for one more */
  bar(player: string): boolean {
    const { barred } = this.#data;
    if (this.bars(player)) return true;
    if (barred.length >= MOST_BARRED) return false;
    this.#become({ barred: [...barred, player] });
    return true;
  }

  /**
   * Where the host has no seat any more, the player who has been here for longest is host.
   * @param tick the match's
   */
  update(seats: Seats, tick: number, tickRate: number): void {
    const { awaited } = this.#data;
    if (this.seatIn(seats) >= 0) {
      if (awaited) this.#become({ awaited: false });
      return;
    }
    if (awaited && tick < AWAITED_S * tickRate) return;
    const heir = seats.owner(seats.longest)?.player;
    if (heir !== undefined) this.#become({ player: heir, awaited: false });
  }
}
