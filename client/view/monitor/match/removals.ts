/** The buttons that remove a player: for now, or from this match for good. */
import { html, type TemplateResult } from "lit-html";
import type { MatchAct } from "#shared/monitor/index.ts";

export interface RemovalsOptions {
  readonly seat: number;
  readonly name: string;
  readonly isPending: boolean;
  ask(act: MatchAct): void;
}

export const removals = ({ seat, name, isPending, ask }: RemovalsOptions): TemplateResult => html`
  <span class="removals">
    <button class="small" ?disabled=${isPending} aria-label="Kick ${name}" data-testid="kick-${seat}" @click=${() => ask({ act: "kick", seat })}>Kick</button>
    <button class="small" ?disabled=${isPending} aria-label="Bar ${name}" data-testid="bar-${seat}" @click=${() => ask({ act: "bar", seat })}>Bar</button>
  </span>`;
