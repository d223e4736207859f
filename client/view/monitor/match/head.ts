/** What a match is, and what it has come to: game, people, clock, traffic and cost. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { MatchLook, MatchRow } from "#shared/monitor/index.ts";
import { titleOf } from "../../games/index.ts";
import { ageText, bytesText, codeText, countText, dollarsText, msText, shareText } from "./words.ts";

const HOUR_MS = 3_600_000;
/** A match that is younger tells nothing of an hour yet, in milliseconds. */
const TELLING_MS = 30_000;

const STATUS: Readonly<Record<MatchRow["status"], string>> = {
  waiting: "waits for players",
  live: "live",
  ended: "round over",
};

/** US dollars an hour, as it has been so far; undefined where that says nothing yet. */
export function dollarsAnHour(dollars: number, made: number, now: number): number | undefined {
  return now - made < TELLING_MS ? undefined : (dollars * HOUR_MS) / (now - made);
}

const fact = (name: string, value: string, testId = ""): TemplateResult =>
  html`<div><dt>${name}</dt><dd data-testid=${testId || nothing}>${value}</dd></div>`;

/** @param now the server's time, in milliseconds since 1970 */
export function titleView(row: MatchRow, look: MatchLook | undefined): TemplateResult {
  return html`
    <h1>${titleOf(row.game, row.mode)} <span class="match-code">${codeText(row.code)}</span></h1>
    <p class="match-tags">
      <span class="tag ${row.status}">${STATUS[row.status]}</span>
      <span class="tag">${row.listed ? "listed" : "private"}</span>
      ${look?.queued ? html`<span class="tag">made by the queue</span>` : nothing}
      ${look?.vitals.asleep ? html`<span class="tag">asleep</span>` : nothing}
      <span class="tag">${row.region}</span>
    </p>`;
}

/** @param now the server's time, in milliseconds since 1970 */
export function factsView(row: MatchRow, look: MatchLook, now: number): TemplateResult {
  const { vitals, tick, round, delay } = look;
  const hour = dollarsAnHour(vitals.dollars, vitals.made, now);
  const watchers = vitals.relays.reduce((sum, count) => sum + count, 0);
  const relays = vitals.relays.length === 0 ? "none" : `${vitals.relays.length}, with ${watchers}`;
  return html`
    <dl class="operator-facts" data-testid="match-facts">
      ${fact("Age", ageText(now - vitals.made))}
      ${fact("Tick", `${tick} at ${vitals.tickRate} a second`)}
      ${fact("Round", round === 0 ? "none yet" : String(round))}
      ${fact("Players", `${row.players} of ${row.seats}${row.bots > 0 ? `, ${countText(row.bots, "bot", "bots")}` : ""}`)}
      ${fact("Watching", `${row.spectators}${delay > 0 ? `, ${delay} s behind` : ""}`)}
      ${fact("Relays", relays)}
      ${fact("Timer late", `${msText(vitals.lateMs)}, ${shareText(vitals.lateTicks)} of ticks`)}
      ${fact("Inputs late", shareText(vitals.lateInputs))}
      ${fact("Cost so far", dollarsText(vitals.dollars), "match-dollars")}
      ${fact("Cost an hour", hour === undefined ? "known in a moment" : dollarsText(hour), "match-hour")}
      ${fact("Received", `${bytesText(vitals.bytesIn)} in ${vitals.messagesIn} messages`)}
      ${fact("Sent", `${bytesText(vitals.bytesOut)} in ${vitals.messagesOut} messages`)}
      ${fact("Closed by a limit", String(vitals.limited))}
    </dl>`;
}
