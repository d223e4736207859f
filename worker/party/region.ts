/** Where a party plays: in the region where the worst round trip of its members is least. Pure. */
import { isRegion, LOCAL, type Region } from "../regions.ts";

/** Round trips by region, in milliseconds; empty for a member who has measured none. */
export type Measured = Readonly<Record<string, number>>;

export interface Meeting {
  /** Of the pool in whose queue the party waits. */
  readonly region: Region;
  /** Of each member, what the ticket says of them. */
  readonly rtts: readonly Measured[];
}

/**
 * A member who has measured nothing goes where the others do. Where no region is known to all others, or each is too far for one of
 * them, the party goes to the leader's as if all were near: rather a long way than none.
 * @param members what each has measured
 * @param leaders the region of the leader, by where they are
 * @param never the longest round trip that the mode allows; undefined where it allows any
 */
export function meetingOf(members: readonly Measured[], leaders: Region, never = Number.POSITIVE_INFINITY): Meeting {
  // On a server that has regions "local" is none of them.
  const isHere = (name: string): name is Region => isRegion(name) && (name !== LOCAL || leaders === LOCAL);
  const known = members.map((rtt) => Object.fromEntries(Object.entries(rtt).filter(([name]) => isHere(name))));
  const asked = known.filter((rtt) => Object.keys(rtt).length > 0);
  let best: { readonly region: Region; readonly worst: number; readonly sum: number } | undefined;
  for (const region of Object.keys(asked[0] ?? {}).filter(isHere)) {
    if (!asked.every((rtt) => Object.hasOwn(rtt, region))) continue;
    const all = asked.map((rtt) => rtt[region]);
    const [worst, sum] = [Math.max(...all), all.reduce((total, one) => total + one, 0)];
    if (worst > never) continue;
    if (!best || worst < best.worst || (worst === best.worst && sum < best.sum)) best = { region, worst, sum };
  }
  if (!best) return { region: leaders, rtts: members.map(() => ({})) };
  const { region } = best;
  // A member who has measured nothing counts as far away as the remotest of the others: they must not decide.
  const shared = Object.keys(asked[0]).filter((name) => asked.every((rtt) => Object.hasOwn(rtt, name)));
  const theirs = Object.fromEntries(shared.map((name) => [name, Math.max(...asked.map((rtt) => rtt[name]))]));
  return { region, rtts: known.map((rtt) => (Object.keys(rtt).length > 0 ? rtt : theirs)) };
}
