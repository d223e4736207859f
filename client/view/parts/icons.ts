/** Line icons, 24 by 24, in the colour of the text around them. */
import { html, svg, type TemplateResult } from "lit-html";

const icon = (shape: TemplateResult<2>): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const icons = {
  play: icon(svg`<path d="M7 4.5v15l12-7.5z" class="solid" />`),
  lock: icon(svg`<path d="M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3" />`),
  eye: icon(
    svg`<path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z" /><circle cx="12" cy="12" r="2.800" />`,
  ),
  people: icon(
    svg`<circle cx="9" cy="8.500" r="3.300" /><path d="M2.500 19.500c.4-3.600 3-5.500 6.500-5.500s6.100 1.900 6.500 5.500M16 5.500a3.200 3.200 0 0 1 0 6M17.500 14.500c2.300.6 3.700 2.300 4 5" />`,
  ),
  person: icon(svg`<circle cx="12" cy="8" r="3.800" /><path d="M5 20.500c.5-4 3.200-6 7-6s6.500 2 7 6" />`),
  gear: icon(
    svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2.200" /><circle cx="9" cy="17" r="2.200" />`,
  ),
  sound: icon(
    svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500z" class="solid" /><path d="M15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11" />`,
  ),
  silent: icon(
    svg`<path d="M4 9.500v5h3.500L12 18.500v-13L7.500 9.500z" class="solid" /><path d="m16 9.500 5 5M21 9.500l-5 5" />`,
  ),
  talk: icon(svg`<path d="M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5" />`),
  wide: icon(svg`<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />`),
  leave: icon(svg`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9" />`),
  copy: icon(svg`<path d="M9 9h11v11H9zM15 9V4H4v11h5" />`),
  share: icon(svg`<path d="M12 15V4M8 7.500 12 3.500l4 4M5 12v8h14v-8" />`),
  check: icon(svg`<path d="m5 12.500 4.500 4.500L19 7" />`),
  list: icon(svg`<path d="M4 6h16M4 12h16M4 18h10" />`),
  more: icon(svg`<path d="M5 12h.1M12 12h.1M19 12h.1" stroke-width="3.500" />`),
  crown: icon(svg`<path d="M4 18h16l1.300-10-5.300 4-4-7-4 7-5.300-4z" />`),
  prev: icon(svg`<path d="m15 5-7 7 7 7" />`),
  next: icon(svg`<path d="m9 5 7 7-7 7" />`),
  free: icon(
    svg`<path d="M12 3v18M3 12h18M9.500 5.500 12 3l2.500 2.500M9.500 18.500 12 21l2.500-2.500M5.500 9.500 3 12l2.500 2.500M18.500 9.500 21 12l-2.500 2.500" />`,
  ),
  graph: icon(svg`<path d="M4 20v-6M9.300 20v-10M14.700 20V4M20 20v-8" />`),
  ghost: icon(
    svg`<path d="M5 20.500V11a7 7 0 0 1 14 0v9.500l-2.300-2-2.400 2-2.300-2-2.300 2-2.400-2z" /><path d="M9.500 11v.5M14.500 11v.5" />`,
  ),
  turn: icon(
    svg`<path d="M3.500 9.500h17v9.500h-17zM6.500 14.250v.1" /><path d="M8.500 5.500c2.600-2.200 6.600-1.800 8.500 1M17.500 3v3.700h-3.700" />`,
  ),
  pause: icon(svg`<path d="M7 5h3.500v14H7zM13.500 5H17v14h-3.500z" class="solid" />`),
  back: icon(svg`<path d="M11 12 19 5.500v13zM3.500 12l8-6.500v13z" class="solid" />`),
  onward: icon(svg`<path d="M13 12 5 5.500v13zM20.500 12l-8-6.500v13z" class="solid" />`),
  director: icon(svg`<path d="M3.500 7.500h11.500v9H3.500zM15 10.500l5.500-3v9L15 13.500z" />`),
  film: icon(
    svg`<path d="M3.500 5h17v14h-17zM8 5v14M16 5v14M3.500 9.700H8M3.500 14.300H8M16 9.700h4.500M16 14.300h4.500" />`,
  ),
  link: icon(
    svg`<path d="M10 14a3.800 3.800 0 0 0 5.400 0l3.800-3.800a3.800 3.800 0 0 0-5.400-5.400l-1.300 1.300M14 10a3.800 3.800 0 0 0-5.400 0l-3.800 3.800a3.800 3.800 0 0 0 5.400 5.400l1.300-1.300" />`,
  ),
  keys: icon(svg`<path d="M3 7h18v11H3zM6.500 10.500h.1M10 10.500h.1M13.500 10.500h.1M17 10.500h.1M8 14.500h8" />`),
  clean: icon(svg`<path d="M3.500 6h17v12h-17zM8 12h8" /><path d="m4 20 16-16" />`),
  door: icon(svg`<path d="M6 20.500v-17h11v17M3.500 20.500h17M13.500 12v.1" />`),
  seek: icon(svg`<circle cx="10.500" cy="10.500" r="6" /><path d="m15 15 5.500 5.500" />`),
  close: icon(svg`<path d="m6 6 12 12M18 6 6 18" />`),
  flag: icon(svg`<path d="M6 21V4M6 5h11l-2.500 3.700L17 12.500H6" />`),
  again: icon(svg`<path d="M19.500 12a7.500 7.500 0 1 1-2.300-5.400M19.500 3.500v4h-4" />`),
} as const;

/** The name of the place, as on the start page. */
export const wordmark = html`<span class="wordmark">SCRIM</span>`;
