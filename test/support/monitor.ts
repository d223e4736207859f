/** A match as the monitor is told of it, for tests: what they do not say is well. */
import type { MatchLook, MatchRow, SocketRow } from "#shared/monitor/index.ts";

/** The server's time in these tests. */
export const NOW = Date.UTC(2026, 10, 27, 12);
/** The id of the match's object. */
export const MATCH_ID = "ab".repeat(32);

export const socketRow = (changes: Partial<SocketRow> = {}): SocketRow => ({
  ...{ role: "player", seat: 0, name: "Ada", since: NOW - 60_000, edition: 7, stream: "rules", rtt: 30, slack: 12 },
  ...{ lateInputs: 0, backlog: 0, clogged: false, messagesPerS: 28, bytesPerS: 900, allowance: 0.47, refused: 0 },
  watchers: 0,
  ...changes,
});

export const vitals = (changes: Partial<MatchLook["vitals"]> = {}): MatchLook["vitals"] => ({
  ...{ made: NOW - 600_000, tickRate: 30, asleep: false, lateMs: 4, lateTicks: 0, lateInputs: 0 },
  ...{ messagesIn: 9000, bytesIn: 300_000, messagesOut: 12_000, bytesOut: 4_000_000, limited: 0, dollars: 0.00123 },
  relays: [],
  ...changes,
});

export const matchLook = (changes: Partial<MatchLook> = {}): MatchLook => ({
  ...{ tick: 18_000, round: 2, settings: {}, delay: 0, queued: false, barred: [], acts: [], vitals: vitals() },
  seats: [
    { seat: 0, name: "Ada", kind: "player", player: "0".repeat(32), away: false },
    { seat: 1, name: "Bot", kind: "bot", away: false },
  ],
  sockets: [socketRow()],
  history: Array.from({ length: 120 }, (_, i) => ({
    ...{ at: NOW - (120 - i) * 1000, ticks: 30, lateMs: 4, inputs: 30, lateInputs: 0, bytesIn: 900, bytesOut: 9000 },
  })),
  ...changes,
});

export const matchRow = (changes: Partial<MatchRow> = {}): MatchRow => ({
  ...{ id: MATCH_ID, code: "4G7K", game: "arena", mode: "brawl", region: "local", status: "live", listed: false },
  ...{ seats: 8, players: 1, bots: 1, spectators: 3, heard: NOW, vitals: vitals() },
  ...changes,
});
