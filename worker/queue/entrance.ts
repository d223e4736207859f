/** What lies between a wish and a ticket: how its players stand, that they may search, and that they wait nowhere else. */
import type { Claims } from "./claims.ts";
import type { Found, Seekers } from "./seekers.ts";
import type { QueueMember } from "./ticket.ts";
import type { NoEntry } from "./wish.ts";

export interface EntranceOptions {
  readonly seekers: Seekers;
  readonly claims: Claims;
  /** Milliseconds since 1970 by the machine's clock. */
  readonly date: () => number;
}

export class Entrance {
  readonly #options: EntranceOptions;

  constructor(options: EntranceOptions) {
    this.#options = options;
  }

  /** The first of them who may not search yet. */
  pausedOf(players: readonly string[], found: Found): Extract<NoEntry, { why: "paused" }> | undefined {
    for (const player of players) {
      const until = found.get(player)?.pausedUntil ?? 0;
      if (until > this.#options.date()) return { why: "paused", player, until };
    }
    return undefined;
  }

  /** Takes a few seconds at most. @returns the members with their standing, who now wait in this queue alone; or why not */
  async pass(members: readonly QueueMember[]): Promise<readonly QueueMember[] | NoEntry> {
    const { seekers, claims } = this.#options;
    const players = members.map(({ player }) => player);
    const found = await seekers.of(players);
    const paused = this.pausedOf(players, found);
    if (paused) return paused;
    const free = await Promise.all(players.map((player) => claims.take(player)));
    const busy = free.indexOf(false);
    if (busy !== -1) {
      for (const player of players) claims.drop(player);
      return { why: "busy", player: players[busy] };
    }
    const apart = await Promise.all(players.map((player) => claims.apart(player)));
    return members.map((member, n) => {
      const standing = found.get(member.player)?.standing;
      return { ...member, ...(standing && { standing }), ...(apart[n].length > 0 && { apart: [...apart[n]] }) };
    });
  }
}
