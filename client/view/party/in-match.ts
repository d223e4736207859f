/** The party in a match: a line with the scores and the results, and the way to its match from another one. */
import { html, type TemplateResult } from "lit-html";
import type { PartySnapshot } from "#shared/protocol/party.ts";
import { fresh } from "../parts/fresh.ts";
import { icons } from "../parts/icons.ts";
import { stateOf } from "./member.ts";
import type { PartyActs } from "./types.ts";

export interface InMatchOptions {
  readonly desk: PartyActs;
  readonly party: PartySnapshot;
  readonly problem: string;
}

function textOf(desk: PartyActs, { members, leader, you, state }: PartySnapshot): TemplateResult | string {
  if (state === "searching") return "Your party waits for a match.";
  if (members.length === 1) return "You are alone in your party.";
  if (leader === you) return desk.leads ? "Your next match takes all of you along." : "The others are away just now.";
  return html`<bdi>${members.find(({ member }) => member === leader)?.name}</bdi> takes you along to the next match.`;
}

export const inMatchView = ({ desk, party, problem }: InMatchOptions): TemplateResult => html`
  <section class="party-line" aria-label="Party" data-testid="party-line">
    <ul aria-label="Members">
      ${party.members.map((one) => {
        const [state, text] = stateOf(one, one.member === party.leader, party.state);
        return html`<li data-state=${state}>${one.member === party.leader ? icons.crown : icons.people}<bdi class="name">${one.name}</bdi><span class="tag ${state}">${text}</span></li>`;
      })}
    </ul>
    <p class="dim">${textOf(desk, party)}</p>
    <p class="problem" role="alert">${problem}</p>
  </section>`;

export const wayView = (desk: PartyActs): TemplateResult => html`
  <aside class="toast" data-over role="status" data-testid="party-way">
    <p>Your party is in another match.</p>
    <button class="primary" data-testid="party-follow" ${fresh()} @click=${() => desk.follow()}>Join them</button>
  </aside>`;
