/** A hint for phones that are held upright while all of a wide world is seen: the page shows it there alone. */
import { html, nothing, type TemplateResult } from "lit-html";
import { icons } from "../parts/icons.ts";
import type { Size } from "../stage/frame.ts";

export const turnView = ({ width, height }: Size): TemplateResult | typeof nothing =>
  width > height ? html`<p class="turn">${icons.turn} Turn the phone for a larger picture</p>` : nothing;
