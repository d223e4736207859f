/** What a party's members read when it does not do what they ask for. */
import type { PartyRefusal } from "#shared/protocol/party.ts";

export const WORDS: Readonly<Record<PartyRefusal, string>> = {
  not_leader: "only the leader of the party may do this",
  no_member: "this player is no longer in the party",
  not_ready: "not all members are ready",
  busy: "the party is looking for a match already",
  bad_request: "this server has no such game, mode or setting",
  too_big: "the party has more members than a team of this mode has seats: choose another mode",
  too_many: "you or your network have too many matches open: join one of them, or try again in some minutes",
  no_seats: "no match has room for all of you just now: try again in a moment",
  paused: "a member has left rounds before their end, and cannot search for a match yet",
  fault: "the server had a fault: try again",
};

const MINUTE_MS = 60_000;

/** @param ms how much longer */
export function pausedWords(name: string, ms: number): string {
  const minutes = Math.max(1, Math.ceil(ms / MINUTE_MS));
  return `${name} has left rounds before their end: a search is possible in ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}
