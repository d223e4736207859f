/** With the results of a round that counts: what it has done to the player's own rating. It is as high in each state. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { GradeChange, Unrated } from "#shared/protocol/ladder.ts";
import { badgeView, changeText, nextText, standingOf } from "../ladder/grade.ts";
import { vars } from "../parts/vars.ts";
import { profilePath } from "../router.ts";
import type { RatingNews } from "./round-rating.ts";

const WHY: Readonly<Record<Unrated, string>> = {
  casual: "this is no competitive match",
  alone: "players were on one side only",
  bots: "bots had too many of the seats for too long",
  cut: "the server cut the round short",
  fault: "the server had a fault meanwhile",
  short: "the round was over too soon to tell anything",
};

/** @param own the player's seat @param id the player's, where it is known */
export function ratingView(news: RatingNews, own: number, id: string | undefined): TemplateResult {
  return html`<section class="rating" aria-label="Your rating" data-testid="rating" data-state=${news.is}>
    <div role="status">${contentOf(news, own, id)}</div>
  </section>`;
}

function contentOf(news: RatingNews, own: number, id: string | undefined): TemplateResult {
  switch (news.is) {
    case "asking":
      return html`<p class="dim">Working out your rating …</p>`;
    case "late":
      return html`<p>Your rating takes longer than usual. Nothing is lost: it will be on ${id === undefined ? "your profile" : profileLink(id)}.</p>`;
    case "unrated":
      return html`<p>Not rated: ${WHY[news.why]}. Your rating stays as it is.</p>`;
    case "rated": {
      const change = news.changes.find(({ seat }) => seat === own);
      return change
        ? changeView(change)
        : html`<p>You were not rated in this round: you were there for too little of it.</p>`;
    }
  }
}

// Not in place of the match: there may be another round.
const profileLink = (id: string): TemplateResult =>
  html`<a href=${profilePath(id)} target="_blank" rel="noopener">your profile</a>`;

/** Where the bar begins: a tier that is new begins, or ends, at its edge. */
function shareBefore({ before, after }: GradeChange): number {
  if (before === undefined || after.placement > 0) return 0;
  if (before.tier === after.tier) return before.progress;
  return before.points < after.points ? 0 : 1;
}

function changeView(change: GradeChange): TemplateResult {
  const { before, after, left } = change;
  const from = before?.points ?? 0;
  const share = after.placement > 0 ? 0 : after.progress;
  const isUp = before !== undefined && before.placement === 0 && before.tier !== after.tier && after.points > from;
  const tone = after.points > from ? "up" : after.points < from ? "down" : "";
  const text = `${standingOf(after)}, ${before ? `from ${from} to ` : ""}${after.points} points, ${before ? changeText(from, after.points) : "your first rated round"}. ${nextText(after)}.`;
  return html`
    <div class="rating-now" aria-hidden="true" translate="no" ${vars({ "--from": from, "--to": after.points, "--share-from": shareBefore(change), "--share": share })}>
      ${badgeView(after)}
      <strong class="standing">${standingOf(after)}</strong>
      <span class="points">${before ? html`<span class="dim">${from} →</span> ` : nothing}<b class="count-up" data-testid="rating-points" data-points=${after.points}></b></span>
      <span class="change ${tone}" data-testid="rating-change">${before ? changeText(from, after.points) : nothing}</span>
      <span class="way"><i></i></span>
      <span class="dim next">${isUp ? html`<b class="up">New tier!</b> ` : nothing}${left ? "You had left: it counts as a loss. " : nothing}${nextText(after)}</span>
    </div>
    <p class="unseen" data-testid="rating-text">${text}</p>`;
}
