/** The party on the start page: who is in it, what each does, and the way for others. */
import { html, nothing, type TemplateResult } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import type { PartyLink } from "#client/net/party.ts";
import { MOST_MEMBERS, type PartySnapshot } from "#shared/protocol/party.ts";
import { titleOf } from "../games/index.ts";
import { icons } from "../parts/icons.ts";
import { memberView } from "./member.ts";
import type { PartyActs } from "./types.ts";

export interface BarOptions {
  readonly desk: PartyActs;
  readonly link: PartyLink;
  /** Undefined before it has been told. */
  readonly party: PartySnapshot | undefined;
  readonly problem: string;
  readonly news: string;
  /** A match is on its way. */
  readonly busy: boolean;
  readonly invite: TemplateResult | typeof nothing;
}

export function barView(options: BarOptions): TemplateResult {
  const { desk, party, link, problem, news } = options;
  return html`
    <section class="party" aria-labelledby="party-title" data-testid="party">
      <header>
        <h2 id="party-title">${icons.people} Party</h2>
        <span class="dim">${party ? `${party.members.length} of ${MOST_MEMBERS}` : ""}</span>
        <button class="quiet" data-testid="leave-party" @click=${() => desk.leave()}>${icons.leave} Leave</button>
      </header>
      ${link === "elsewhere" ? elsewhereView(desk) : party ? bodyView(options, party) : html`<p class="dim">Opening the party …</p>`}
      <p class="problem" role="alert" data-testid="party-problem">${problem}</p>
      <p class="unseen" role="status" data-testid="party-news">${news}</p>
    </section>`;
}

const elsewhereView = (desk: PartyActs): TemplateResult => html`
  <p>Your party is open in another window.</p>
  <button class="primary" data-testid="take-over" @click=${() => desk.takeOver()}>Open it here</button>`;

function bodyView({ desk, link, busy, invite }: BarOptions, party: PartySnapshot): TemplateResult {
  const leads = party.you === party.leader;
  const alone = party.members.length === 1;
  return html`
    <ul class="party-members" aria-label="Members">
      ${repeat(
        party.members,
        ({ member }) => member,
        (member) => memberView(desk, party, member),
      )}
    </ul>
    ${link === "live" ? nothing : html`<p class="dim" role="status">The line is lost. Coming back …</p>`}
    ${desk.isMissing && !busy ? html`<button class="primary big" data-testid="party-follow" @click=${() => desk.follow()}>${icons.play} Your party plays: join them</button>` : nothing}
    ${alone ? nothing : leads ? leaderView(party, busy) : readyView(desk, party)}
    <details class="party-invite" ?open=${alone}>
      <summary>Invite friends</summary>
      ${invite}
    </details>`;
}

/** The ways of the page are the leader's too: they take all along. */
function leaderView(party: PartySnapshot, busy: boolean): TemplateResult {
  const waiting = party.members.filter(({ here, ready, member }) => here && !ready && member !== party.you).length;
  const text = waiting === 0 ? "All are ready." : `${waiting} ${waiting === 1 ? "is" : "are"} not ready yet.`;
  return html`
    <p class="dim" data-testid="party-plan">
      ${busy ? "Finding a match for all of you …" : party.state === "searching" ? "Your party waits for a match." : html`<b>Quick play</b> and <b>Private match</b> take all of you along: ${titleOf(party.game, party.mode)}. ${text}`}
    </p>`;
}

function readyView(desk: PartyActs, party: PartySnapshot): TemplateResult {
  if (party.state === "searching")
    return html`<p class="dim" data-testid="party-plan">Your party waits for a match: <b>${titleOf(party.game, party.mode)}</b>. To cancel takes all of you out of the queue.</p>`;
  const ready = party.members.find(({ member }) => member === party.you)?.ready ?? false;
  const leader = party.members.find(({ member }) => member === party.leader)?.name ?? "";
  return html`
    <p class="dim" data-testid="party-plan"><bdi>${leader}</bdi> takes you along: <b>${titleOf(party.game, party.mode)}</b>. The buttons below are for you alone.</p>
    <button class="big ${ready ? "on" : "primary"}" data-testid="party-ready" aria-pressed=${ready} @click=${() => desk.say({ type: "ready", ready: !ready })}>
      ${ready ? html`${icons.check} Ready` : "I'm ready"}
    </button>`;
}
