/** A number that changes under the player's eyes: its place is as wide as two digits, so nothing beside it moves. */
import { html, type TemplateResult } from "lit-html";

/** @param number undefined before it is known */
export const numberView = (number: number | undefined): TemplateResult =>
  // A browser that translates would keep what stood here first.
  html`<span class="number ${number ? "some" : ""}" translate="no">${number ?? "–"}</span>`;
