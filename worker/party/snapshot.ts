/** A party as its members, and those who have its link, see it: without the players' ids. */
import { MOST_MEMBERS, type PartyInfo, type PartySnapshot, type PartyStateName } from "#shared/protocol/party.ts";
import { shownNames } from "../names/alike.ts";
import { isHere, type Member, memberOf, type Party } from "./party.ts";

function stateOf({ searching, match, members }: Party): PartyStateName {
  if (searching) return "searching";
  if (match === undefined) return "idle";
  return members.every(({ plays }) => plays) ? "playing" : "back";
}

/** The members under the names that all see: those who are called alike have tags. */
function shownMembers({ members }: Party): readonly Member[] {
  const names = shownNames(members);
  return members.map((one, i) => ({ ...one, name: names[i] }));
}

/**
 * @param player the member who hears it: their own name is as they have it. A client says its name again where the party has another
 */
export const snapshotOf = (party: Party, player: string): PartySnapshot => ({
  type: "party",
  code: party.code,
  you: memberOf(party, player)?.member ?? 0,
  leader: party.leader,
  members: shownMembers(party).map((one, i) => ({
    ...{ member: one.member, name: (one.player === player ? party.members[i] : one).name },
    ...{ ready: one.ready, here: isHere(one), plays: one.plays },
  })),
  ...{ game: party.game, mode: party.mode, state: stateOf(party), takesRtt: true, match: party.match },
});

/** @param asker the id of the player who asks */
export const infoOf = (party: Party, asker?: string): PartyInfo => ({
  code: party.code,
  leader: shownMembers(party).find(({ member }) => member === party.leader)?.name ?? "",
  members: shownMembers(party).map((one) => ({ name: one.name, here: isHere(one) })),
  ...{ game: party.game, mode: party.mode, most: MOST_MEMBERS },
  ...(asker !== undefined && { own: memberOf(party, asker) !== undefined }),
});
