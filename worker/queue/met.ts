/** Who met in the last matches of a pool: its players are not paired again at once, also where no ladder remembers it. */

/** So many matches are remembered, for so long in milliseconds: a ladder knows more. */
export const MOST_MATCHES = 500;
export const REMEMBERED_MS = 2 * 3600_000;
/** Of a player so many others at most, which is more than pairing looks at. */
const MOST_OTHERS = 32;

/** A match that was made lately. */
export interface Meeting {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The ids of its players. */
  readonly players: readonly string[];
}

/** Where meetings are kept: `MOST_MATCHES` at most. */
export interface MeetingStore {
  /** The oldest first. */
  meetings(): readonly Meeting[];
  addMeeting(meeting: Meeting): void;
}

export class Met {
  readonly #store: MeetingStore;
  /** The oldest first. */
  #meetings: Meeting[];
  /** Each player's, the latest first. */
  readonly #byPlayer = new Map<string, readonly string[]>();

  constructor(store: MeetingStore, now: number) {
    this.#store = store;
    this.#meetings = store.meetings().filter(({ at }) => at <= now);
    for (const meeting of this.#meetings) this.#remember(meeting);
  }

  /** These players have a match together. */
  add(players: readonly string[], now: number): void {
    const meeting = { at: now, players };
    this.#store.addMeeting(meeting);
    this.#meetings.push(meeting);
    this.#remember(meeting);
    const old = this.#meetings.findIndex(({ at }) => now - at < REMEMBERED_MS);
    const over = Math.max(old, this.#meetings.length - MOST_MATCHES);
    if (over > 0) this.#forget(over);
  }

  /** The latest first. */
  of(player: string): readonly string[] {
    return this.#byPlayer.get(player) ?? [];
  }

  #remember({ players }: Meeting, whose: (player: string) => boolean = () => true): void {
    for (const player of players.filter(whose)) {
      const others = players.filter((one) => one !== player);
      const before = this.of(player).filter((one) => !others.includes(one));
      this.#byPlayer.set(player, [...others, ...before].slice(0, MOST_OTHERS));
    }
  }

  /** The oldest go: what their players remember is made anew of what is left. */
  #forget(count: number): void {
    const gone = new Set(this.#meetings.splice(0, count).flatMap(({ players }) => players));
    for (const player of gone) this.#byPlayer.delete(player);
    for (const meeting of this.#meetings) this.#remember(meeting, (player) => gone.has(player));
  }
}
