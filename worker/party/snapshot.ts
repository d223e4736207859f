/** A party as its members, and those who have its link, see it: without the players' ids. */
import { MOST_MEMBERS, type PartyInfo, type PartySnapshot, type PartyStateName } from "#shared/protocol/party.ts";
import { isHere, memberOf, type Party } from "./party.ts";

function stateOf({ searching, match, members }: Party): PartyStateName {
  if (searching) return "searching";
  if (match === undefined) return "idle";
  return members.every(({ plays }) => plays) ? "playing" : "back";
}

/** @param player the member who hears it */
export const snapshotOf = (party: Party, player: string): PartySnapshot => ({
  type: "party",
  code: party.code,
  you: memberOf(party, player)?.member ?? 0,
  leader: party.leader,
  members: party.members.map((one) => ({
    ...{ member: one.member, name: one.name, ready: one.ready, here: isHere(one), plays: one.plays },
  })),
  ...{ game: party.game, mode: party.mode, state: stateOf(party), takesRtt: true, match: party.match },
});

/** @param asker the id of the player who asks */
export const infoOf = (party: Party, asker?: string): PartyInfo => ({
  code: party.code,
  leader: party.members.find(({ member }) => member === party.leader)?.name ?? "",
  members: party.members.map((one) => ({ name: one.name, here: isHere(one) })),
  ...{ game: party.game, mode: party.mode, most: MOST_MEMBERS },
  ...(asker !== undefined && { own: memberOf(party, asker) !== undefined }),
});
