/** One member of the party, and what its leader can do about them. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { PartyMember, PartySnapshot } from "#shared/protocol/party.ts";
import { icons } from "../parts/icons.ts";
import type { PartyActs } from "./types.ts";

/** In a word, and its colour. */
export function stateOf(
  { here, plays, ready }: PartyMember,
  isLeader: boolean,
  party: PartySnapshot["state"],
): readonly [state: string, text: string] {
  if (!here) return ["away", "away"];
  if (plays) return ["live", "playing"];
  if (party === "searching") return ["ready", "searching"];
  if (ready || isLeader) return ["ready", isLeader ? "here" : "ready"];
  return ["waits", "not ready"];
}

export function memberView(
  desk: PartyActs,
  { you, leader, state: party }: PartySnapshot,
  one: PartyMember,
): TemplateResult {
  const { member, name } = one;
  const [state, text] = stateOf(one, member === leader, party);
  const isOther = you === leader && member !== you;
  return html`
    <li class=${member === you ? "own" : ""} data-testid="party-member" data-state=${state}>
      <bdi class="name">${name}</bdi>
      ${member === you ? html`<span class="tag you">you</span>` : nothing}
      ${member === leader ? html`<span class="tag host-tag" role="img" aria-label="leader" title="leader">${icons.crown}</span>` : nothing}
      <span class="tag ${state}">${state === "ready" ? icons.check : nothing}${text}</span>
      ${
        isOther
          ? html`
            <span class="party-ways">
              <button class="quiet" title="Make ${name} the leader" aria-label="Make ${name} the leader" data-testid="party-lead"
                @click=${() => desk.say({ type: "lead", member })}>${icons.crown}</button>
              <button class="quiet" title="Remove ${name} from the party" aria-label="Remove ${name} from the party" data-testid="party-kick"
                @click=${() => desk.say({ type: "kick", member })}>${icons.close}</button>
            </span>`
          : nothing
      }
    </li>`;
}
