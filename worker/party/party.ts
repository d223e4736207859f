/**
 * A party: who is in it, who leads, who is ready, and what it does. Pure: each deed makes another party of the one before, or says
 * why not. Knows no Cloudflare type, no socket and no clock. All times are milliseconds since 1970.
 */
import * as v from "valibot";
import { MOST_MEMBERS, type PartyRefusal } from "#shared/protocol/party.ts";
import { REGIONS } from "../regions.ts";

const Member = v.object({
  /** From 1 on, in the order in which members came; no number is given twice. */
  member: v.number(),
  /** The player's id. */
  player: v.string(),
  name: v.string(),
  ready: v.boolean(),
  /** Is in the party's match. */
  plays: v.boolean(),
  /** Since when there is no line; undefined while there is one. */
  lost: v.optional(v.number()),
  /** A line has been there. */
  came: v.boolean(),
});
export type Member = Readonly<v.InferOutput<typeof Member>>;

/** Plain data: it is stored as it is. */
export const Party = v.object({
  code: v.string(),
  members: v.pipe(v.array(Member), v.readonly()),
  /** The leader's number; 0 while there are no members. */
  leader: v.number(),
  /** How many have come so far. */
  count: v.number(),
  game: v.string(),
  mode: v.string(),
  /** Ids of players who were kicked. */
  barred: v.pipe(v.array(v.string()), v.readonly()),
  /** The match that members are in. `seat`: of one of them, to sit beside. */
  match: v.optional(v.object({ code: v.string(), game: v.string(), seat: v.optional(v.number()) })),
  /** The pool in whose queue it waits; undefined where it does not. */
  searching: v.optional(
    v.object({
      ...{ game: v.string(), mode: v.string(), region: v.picklist(REGIONS) },
      /** Names this search among all of the party's; one that an older build has begun has none. */
      id: v.optional(v.string()),
    }),
  ),
  /** Since when it has no members; undefined while it has. */
  empty: v.optional(v.number()),
});
export type Party = Readonly<v.InferOutput<typeof Party>>;

/** How long a member whose line is lost stays, and one who has not come yet. */
export const HOLD_MS = 5 * 60_000;
export const COME_MS = 60_000;
/** A leader whose line is lost for so long leads no longer, where another member is there. */
export const LEAD_MS = 30_000;
/** So many are remembered as kicked; a new one takes the place of the oldest. */
const MOST_BARRED = 32;

export type Done = { readonly ok: true; readonly party: Party } | { readonly ok: false; readonly why: PartyRefusal };

const done = (party: Party): Done => ({ ok: true, party });
const refused = (why: PartyRefusal): Done => ({ ok: false, why });

export const newParty = (code: string, { game, mode }: Pick<Party, "game" | "mode">, now: number): Party => ({
  ...{ code, members: [], leader: 0, count: 0, game, mode, barred: [], empty: now },
});

export const memberOf = ({ members }: Party, player: string): Member | undefined =>
  members.find((member) => member.player === player);

const leads = (party: Party, player: string): boolean => memberOf(party, player)?.member === party.leader;

export const isHere = ({ lost }: Member): boolean => lost === undefined;

const change = (party: Party, player: string, to: Partial<Member>): Party => ({
  ...party,
  members: party.members.map((member) => (member.player === player ? { ...member, ...to } : member)),
});

/** What follows from who is in it: one leader, and no match that no member is in. */
function settle(party: Party, now: number): Party {
  const { members, match, ...rest } = party;
  const [longest] = members;
  const stays = members.some(({ member }) => member === party.leader);
  const leader = stays ? party.leader : (members.find(isHere) ?? longest)?.member;
  const isPlayed = match !== undefined && members.some(({ plays }) => plays);
  const idle = isPlayed ? members : members.map((member) => ({ ...member, plays: false }));
  return {
    ...rest,
    members: idle,
    leader: leader ?? 0,
    ...(isPlayed && { match }),
    ...{ empty: members.length > 0 ? undefined : (party.empty ?? now) },
  };
}

/** A player comes in by the link. One who is a member stays it, under this name. */
export function join(
  party: Party,
  { player, name }: Pick<Member, "player" | "name">,
  now: number,
): { readonly ok: true; readonly party: Party } | { readonly ok: false; readonly why: "full" | "barred" } {
  if (party.barred.includes(player)) return { ok: false, why: "barred" };
  if (memberOf(party, player)) return { ok: true, party: change(party, player, { name }) };
  if (party.members.length >= MOST_MEMBERS) return { ok: false, why: "full" };
  const member = party.count + 1;
  const fresh = { member, player, name, ready: false, plays: false, lost: now, came: false };
  return { ok: true, party: settle({ ...party, members: [...party.members, fresh], count: member }, now) };
}

/** A line of this member has begun, or has ended. */
export const connect = (party: Party, player: string): Party => change(party, player, { lost: undefined, came: true });

export const lose = (party: Party, player: string, now: number): Party => change(party, player, { lost: now });

function without(party: Party, player: string, now: number): Party {
  const members = party.members.filter((member) => member.player !== player);
  // The party that searches is another one than the one that was put into the queue.
  return settle({ ...party, members, searching: undefined }, now);
}

export const leave = (party: Party, player: string, now: number): Party =>
  memberOf(party, player) ? without(party, player, now) : party;

export function kick(party: Party, by: string, member: number, now: number): Done {
  if (!leads(party, by)) return refused("not_leader");
  const gone = party.members.find((one) => one.member === member);
  if (!gone || gone.player === by) return refused("no_member");
  const barred = [...party.barred, gone.player].slice(-MOST_BARRED);
  return done(without({ ...party, barred }, gone.player, now));
}

export function lead(party: Party, by: string, member: number): Done {
  if (!leads(party, by)) return refused("not_leader");
  return party.members.some((one) => one.member === member) ? done({ ...party, leader: member }) : refused("no_member");
}

export const setReady = (party: Party, player: string, ready: boolean): Party => change(party, player, { ready });

export const rename = (party: Party, player: string, name: string): Party => change(party, player, { name });

/** What is chosen anew, all members must be ready for anew. */
export function choose(party: Party, by: string, game: string, mode: string): Done {
  if (!leads(party, by)) return refused("not_leader");
  if (party.searching) return refused("busy");
  if (party.game === game && party.mode === mode) return done(party);
  return done({ ...party, game, mode, members: party.members.map((member) => ({ ...member, ready: false })) });
}

/** The members whose line holds, the leader first; the leader also without one. */
export function companyOf({ members, leader }: Party): readonly Pick<Member, "player" | "name">[] {
  const here = members.filter((one) => one.member === leader || isHere(one));
  return [...here.filter(({ member }) => member === leader), ...here.filter(({ member }) => member !== leader)].map(
    ({ player, name }) => ({ player, name }),
  );
}

/** Whether the leader may begin now. @param anyway also if not all who are there are ready */
export function mayPlay(party: Party, by: string, anyway: boolean): PartyRefusal | undefined {
  if (!leads(party, by)) return "not_leader";
  if (party.searching) return "busy";
  const waiting = party.members.filter((member) => isHere(member) && !member.ready && member.player !== by);
  return waiting.length > 0 && !anyway ? "not_ready" : undefined;
}

/** The party waits in the queue of this pool. */
export const search = (party: Party, searching: NonNullable<Party["searching"]>): Party => ({ ...party, searching });

/** It waits no longer. */
export const cancel = (party: Party): Party => (party.searching ? { ...party, searching: undefined } : party);

type FoundMatch = Pick<NonNullable<Party["match"]>, "code" | "game">;

/** The queue has found a match for all who wait. A member says so, whose build knows nothing else. */
export const found = (party: Party, match: FoundMatch, now: number): Party =>
  party.searching ? begin(party, match, new Set(party.members.filter(isHere).map(({ player }) => player)), now) : party;

/** The pool says so. @param search the one that has found it, which may be over */
export const foundBy = (
  party: Party,
  search: string,
  match: FoundMatch,
  players: ReadonlySet<string>,
  now: number,
): Party => (party.searching?.id === search ? begin(party, match, players, now) : party);

/** These players have got seats in a match. */
export function begin(
  party: Party,
  match: NonNullable<Party["match"]>,
  players: ReadonlySet<string>,
  now: number,
): Party {
  const members = party.members.map((member) => ({ ...member, ready: false, plays: players.has(member.player) }));
  return settle({ ...party, members, match, searching: undefined }, now);
}

/** The member's page shows the party's match, or no longer does. */
export const setPlays = (party: Party, player: string, plays: boolean, now: number): Party =>
  party.match === undefined ? party : settle(change(party, player, { plays }), now);

const endOf = ({ lost, came }: Member): number =>
  lost === undefined ? Number.POSITIVE_INFINITY : lost + (came ? HOLD_MS : COME_MS);

const leaderOf = (party: Party): Member | undefined => party.members.find(({ member }) => member === party.leader);

/** Lets members go whose line has been lost for long, and lets another lead where the leader is away. */
export function expire(party: Party, now: number): Party {
  const gone = party.members.filter((member) => endOf(member) <= now);
  const left = gone.reduce((rest, { player }) => without(rest, player, now), party);
  const leader = leaderOf(left);
  const next = left.members.find(isHere);
  if (!leader || leader.lost === undefined || leader.lost + LEAD_MS > now || !next) return left;
  return { ...left, leader: next.member };
}

/** When `expire` next changes something; infinite where nothing is to come. */
export function dueAt(party: Party): number {
  const leader = leaderOf(party);
  const lead =
    leader?.lost !== undefined && party.members.some(isHere) ? leader.lost + LEAD_MS : Number.POSITIVE_INFINITY;
  return Math.min(lead, ...party.members.map(endOf));
}

/** After a restart no line is left but these, and no stored time lies ahead. */
export const wake = (party: Party, here: ReadonlySet<string>, now: number): Party => ({
  ...party,
  members: party.members.map((member) =>
    here.has(member.player)
      ? { ...member, lost: undefined, came: true }
      : { ...member, lost: Math.min(member.lost ?? now, now) },
  ),
});
