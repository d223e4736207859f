/** The notice of a match that cannot be drawn. */
import { html, type TemplateResult } from "lit-html";
import { fresh } from "../parts/fresh.ts";

/**
 * What is missing: the files of the game, or WebGL, from the beginning or since a while. Or the game's view has a
 * fault.
 */
export type Broken = "files" | "no-graphics" | "graphics-lost" | "fault";

const TEXTS: Readonly<Record<Broken, string>> = {
  files: "Its files did not come. The match itself goes on: load the page again.",
  "no-graphics":
    "This browser gives the page no WebGL. Turn on hardware acceleration in its settings, close other pages that draw, or take another browser. The match itself goes on.",
  "graphics-lost":
    "The browser has lost its graphics (WebGL), and they did not come back. The match itself goes on, and your place in it is kept: load the page again.",
  fault:
    "This page has a fault. The match itself goes on: load the page again, and if that does not help, try another game.",
};

export const brokenView = (broken: Broken): TemplateResult => html`
  <section class="overlay" role="alertdialog" aria-labelledby="broken-title" aria-describedby="broken-text" data-testid="broken">
    <div class="panel notice">
      <h2 id="broken-title">The match can't be drawn</h2>
      <p id="broken-text">${TEXTS[broken]}</p>
      <button class="primary" data-testid="load-again" ${fresh()} @click=${() => location.reload()}>Load again</button>
    </div>
  </section>`;
