/** The notice of a match that cannot be drawn. */
import { html, nothing, type TemplateResult } from "lit-html";
import { fresh } from "../parts/fresh.ts";

/**
 * What is missing: the files of the game, or WebGL, from the beginning or since a while. Or the game's view has a
 * fault.
 */
export type Broken = "files" | "no-graphics" | "graphics-lost" | "fault";

const TEXTS: Readonly<Record<Broken, string>> = {
  files: "Its files did not come. The match itself goes on: load the page again.",
  "no-graphics": "This browser gives the page no WebGL, by which a match is drawn. The match itself goes on.",
  "graphics-lost":
    "The browser has lost its graphics (WebGL), and they did not come back. The match itself goes on, and your place in it is kept: load the page again.",
  fault:
    "This page has a fault. The match itself goes on: load the page again, and if that does not help, try another game.",
};

export interface BrokenWays {
  /** Copies the page's address, for another browser. */
  readonly copy: TemplateResult;
  leave(): void;
}

export const brokenView = (broken: Broken, { copy, leave }: BrokenWays): TemplateResult => html`
  <section class="overlay" role="alertdialog" aria-labelledby="broken-title" aria-describedby="broken-text" data-testid="broken">
    <div class="panel notice">
      <h2 id="broken-title">The match can't be drawn</h2>
      <p id="broken-text">${TEXTS[broken]}</p>
      ${broken === "no-graphics" ? STEPS : nothing}
      <div class="column" ${fresh()}>
        <button class="primary" data-testid="load-again" @click=${() => location.reload()}>Load again</button>
        ${broken === "no-graphics" ? copy : nothing}
        <button class="quiet" data-testid="home" @click=${() => leave()}>To the start page</button>
      </div>
    </div>
  </section>`;

/** What helps, the likeliest first. */
const STEPS = html`
  <ul class="steps">
    <li>Turn on hardware acceleration: Chrome and Edge have it under Settings, System; Firefox under Settings, Performance.</li>
    <li>Close other pages that draw, and update the browser.</li>
    <li>Or open the match in another browser, or on another device, by its link.</li>
  </ul>`;
