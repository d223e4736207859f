/** What has changed in a party, in a sentence for a screen reader. */
import type { PartySnapshot } from "#shared/protocol/party.ts";

/** @returns undefined where nothing has changed that needs to be said */
export function newsOf(before: PartySnapshot | undefined, { members, leader, you }: PartySnapshot): string | undefined {
  if (!before)
    return members.length > 1
      ? `You are in a party of ${members.length}.`
      : "You are in a party. Invite others by its link.";
  const known = new Map(before.members.map((one) => [one.member, one]));
  const left = new Set(members.map(({ member }) => member));
  const news = [
    ...members.filter(({ member }) => !known.has(member)).map(({ name }) => `${name} has joined the party.`),
    ...before.members.filter(({ member }) => !left.has(member)).map(({ name }) => `${name} has left the party.`),
    ...members.flatMap(({ member, name, ready }) =>
      ready && known.get(member)?.ready === false ? [`${name} is ready.`] : [],
    ),
  ];
  if (leader !== before.leader)
    news.push(
      leader === you
        ? "You lead the party now."
        : `${members.find(({ member }) => member === leader)?.name} leads the party now.`,
    );
  return news.length > 0 ? news.join(" ") : undefined;
}
