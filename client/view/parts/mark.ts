/** A player's or a team's mark: colour, shape and sign. */
import { html, type TemplateResult } from "lit-html";
import type { Mark } from "../games/game-view.ts";
import { vars } from "./vars.ts";

export const markView = ({ colour, sign, shape }: Mark): TemplateResult =>
  html`<span class="mark ${shape}" aria-hidden="true" ${vars({ "--mark": colour })}><i>${sign}</i></span>`;
