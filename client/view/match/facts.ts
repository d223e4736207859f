/** What is set in a match, in words: for all who are in its lobby. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { HostNews } from "#shared/protocol/index.ts";
import type { Layout, Setting } from "#shared/sim/index.ts";

/** A setting's value in words: "Ruins", "180 s", "4". */
export function valueText({ min, choices = [], unit }: Setting, value: number): string {
  return choices[value - min] ?? (unit === undefined ? String(value) : `${value} ${unit}`);
}

export const delayText = (seconds: number): string => (seconds === 0 ? "Live" : `${seconds} s later`);

/** The settings that are offered to a host, by name. */
export const offered = ({ game }: Layout): readonly (readonly [name: string, setting: Setting])[] =>
  Object.entries(game.settings).filter(([, { title }]) => title !== undefined);

/** @param host undefined where the match has none, or it is not known */
export function factsView(layout: Layout, host: HostNews | undefined): TemplateResult | typeof nothing {
  const config: Readonly<Record<string, number>> = { ...layout.config };
  const facts = offered(layout).map(([name, setting]) => ({
    title: setting.title,
    // The runtime's own: there are no more bots than seats.
    text: valueText(setting, name === "fillTo" ? Math.min(config[name], config.seats) : config[name]),
  }));
  if (host) facts.push({ title: "Watchers", text: delayText(host.delay) });
  if (facts.length === 0) return nothing;
  return html`
    <dl class="facts" aria-label="What is set" data-testid="facts">
      ${facts.map(({ title, text }) => html`<div><dt>${title}</dt><dd>${text}</dd></div>`)}
    </dl>`;
}
