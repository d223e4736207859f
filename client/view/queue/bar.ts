/** The bar that stays on every page while a player searches for a match. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { QueueState } from "#client/net/queue.ts";
import type { QueueEstimate, QueueSearching, QueueWidth } from "#shared/protocol/queue.ts";
import { icons } from "../parts/icons.ts";
import "../styles/queue.css";

export const BAR_ID = "queue-bar";

export interface BarOptions {
  readonly state: QueueState;
  /** Of the game and the mode. */
  readonly title: string;
  /** How long the ticket has waited. */
  readonly seconds: number;
  readonly problem: string;
  /** The player is in a match, which it must not cover. */
  readonly inMatch: boolean;
  /** Undefined for a game without practice. */
  readonly warmUp: (() => void) | undefined;
  readonly opening: boolean;
  /** Undefined where the browser needs not, or must not, be asked. */
  readonly bell: (() => void) | undefined;
  /** Undefined where only the party's leader can. */
  readonly again: (() => void) | undefined;
  close(): void;
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const span = (seconds: number): string => (seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

/** What is known of the wait, and how. */
export function estimateText(estimate: QueueEstimate | null, seconds: number): string {
  if (estimate === null) return "Wait: unknown, too few matches lately";
  const { from, to, by } = estimate;
  const range = from === to ? span(to) : `${span(from)} to ${span(to)}`;
  const how = by === "hour" ? "at this hour" : "today";
  return seconds > to ? `Longer than most ${how} (${range})` : `Most waited ${range} ${how}`;
}

/** How wide the search is. */
export function widthText({ open, rtt }: QueueWidth): string {
  const skill = open < 0.34 ? "players of like skill" : open < 1 ? "players of a wider range" : "any players";
  // In tens: it grows all the time.
  return `Looking for ${skill}, within ${Math.round(rtt / 10) * 10} ms`;
}

const peopleText = (people: number): string => (people === 1 ? "Only you so far" : `${people} players search`);

const facts = ({ people, estimate, width, away }: QueueSearching, seconds: number): TemplateResult => html`
  <span>${peopleText(people)}</span>
  <span>${estimateText(estimate, seconds)}</span>
  <span>${widthText(width)}</span>
  ${away > 0 ? html`<span>${away} of your party ${away === 1 ? "is" : "are"} away</span>` : nothing}`;

/** @param ms how much longer; undefined where the server has not said it */
export function pausedText(ms: number | undefined): string {
  const why = "You have left rounds before their end.";
  if (ms === undefined) return `${why} Wait a few minutes before you search again.`;
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return `${why} You can search again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}; casual modes are open to you.`;
}

/** Why a search is over that the player has not cancelled. */
function overText(state: Extract<QueueState, { is: "over" }>): string {
  switch (state.why) {
    case "elsewhere":
      return "The search goes on in your other window.";
    case "party":
      return "A member of your party has left the queue.";
    case "paused":
      return pausedText(state.pause);
    case "outdated":
      return "There is a newer version of this page. Load it again to search.";
    default:
      return `The server does not take this search: ${state.reason || "it does not say why"}.`;
  }
}

function overView(state: Extract<QueueState, { is: "over" }>, { again, close }: BarOptions): TemplateResult {
  const way =
    state.why === "outdated"
      ? html`<button class="primary" data-testid="load-again" @click=${() => location.reload()}>Load again</button>`
      : again
        ? html`<button data-testid="queue-again" @click=${again}>${state.why === "elsewhere" ? "Search here" : "Search again"}</button>`
        : html`<p class="dim">Its leader can search again.</p>`;
  return html`
    <div class="queue-bar" role="status" data-testid="queue-over" data-why=${state.why}>
      <p>${overText(state)}</p>
      <div class="row">${way}<button class="quiet" aria-label="Close" data-testid="queue-close" @click=${close}>${icons.close}</button></div>
    </div>`;
}

export function barView(options: BarOptions): TemplateResult {
  const { state, title, seconds, problem, inMatch, warmUp, opening, bell, close } = options;
  if (state.is === "over") return overView(state, options);
  const last = state.is === "admitted" ? undefined : state.last;
  const isLost = state.is === "connecting" && last !== undefined;
  // Only this is read aloud: the seconds would be, each second.
  const status = isLost ? "Connection lost: your place is kept" : last ? "Searching" : "Joining the queue";
  if (inMatch)
    return html`
      <aside class="queue-bar in-match" id=${BAR_ID} tabindex="-1" aria-label="Search for a match" data-testid="queue" data-state=${state.is}>
        <span class="spinner" aria-hidden="true"></span>
        <p title=${title}><span role="status">${status}</span></p>
        <time data-testid="queue-waited" role="timer" aria-label="Waited">${clock(seconds)}</time>
        <button class="quiet" aria-label="Cancel the search" title="Cancel the search" data-testid="queue-cancel" @click=${close}>${icons.close}</button>
      </aside>`;
  return html`
    <aside class="queue-bar" id=${BAR_ID} tabindex="-1" aria-label="Search for a match" data-testid="queue" data-state=${state.is}>
      <div class="queue-head">
        <span class="spinner" aria-hidden="true"></span>
        <p><strong role="status">${status}</strong> ${title}</p>
        <time data-testid="queue-waited" role="timer" aria-label="Waited">${clock(seconds)}</time>
      </div>
      <p class="queue-facts" data-testid="queue-facts">${last ? facts(last.news, seconds) : nothing}</p>
      <p class="problem" role="alert">${problem}</p>
      <div class="row">
        ${warmUp ? html`<button data-testid="warm-up" aria-busy=${opening} ?disabled=${opening} @click=${warmUp}>${icons.flag} Warm up<span class="more-words"> meanwhile</span></button>` : nothing}
        ${bell ? html`<button class="quiet" data-testid="queue-bell" @click=${bell}>${icons.sound} Notify me</button>` : nothing}
        <button data-testid="queue-cancel" @click=${close}>${icons.close} Cancel</button>
      </div>
    </aside>`;
}
