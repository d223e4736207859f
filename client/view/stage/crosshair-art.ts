/** What the crosshair looks like: an open cross with a dark rim, which is seen on any ground. */
import { html, type TemplateResult } from "lit-html";

export interface CrosshairColour {
  /** As the settings keep it. */
  readonly name: string;
  readonly title: string;
  readonly css: string;
}

/** Apart for every eye, by brightness too. The first one is the default. */
export const COLOURS: readonly CrosshairColour[] = [
  { name: "white", title: "White", css: "#ffffff" },
  { name: "yellow", title: "Yellow", css: "#f2e64e" },
  { name: "sky", title: "Sky blue", css: "#5cb8ee" },
  { name: "green", title: "Green", css: "#22c393" },
  { name: "orange", title: "Orange", css: "#ff9a3d" },
  { name: "pink", title: "Pink", css: "#f08ac0" },
];

export const colourOf = (name: string): CrosshairColour => COLOURS.find((one) => one.name === name) ?? COLOURS[0];

/** CSS pixels from its middle to its rim, at its usual size. */
const REACH = 11;
const GAP = 4;

/** In the crosshair's own space, whose middle is at 0. */
const PATH = `M${-REACH} 0H${-GAP}M${GAP} 0H${REACH}M0 ${-REACH}V${-GAP}M0 ${GAP}V${REACH}M0 0h.01`;
/** The dark rim around the line, and the line. */
const RIM = { css: "#04070d", width: 4.5 };
const LINE = 2;
/** Half of the side of the square in which it stands. */
const HALF = REACH + 3;

export function crosshairSvg(size: number, { css }: CrosshairColour): TemplateResult {
  const side = 2 * HALF * size;
  const box = `${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`;
  return html`<svg viewBox=${box} width=${side} height=${side} fill="none" stroke-linecap="round" aria-hidden="true">
    <path d=${PATH} stroke=${RIM.css} stroke-width=${RIM.width} /><path d=${PATH} stroke=${css} stroke-width=${LINE} /></svg>`;
}

/** As a picture for the mouse's pointer: its side in CSS pixels, and where to get it. */
export function crosshairPicture(
  size: number,
  { css }: CrosshairColour,
): { readonly side: number; readonly url: string } | undefined {
  const side = 2 * Math.ceil(HALF * size);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  if (!pen) return undefined;
  pen.translate(side / 2, side / 2);
  pen.scale(size, size);
  pen.lineCap = "round";
  const path = new Path2D(PATH);
  for (const [colour, width] of [
    [RIM.css, RIM.width],
    [css, LINE],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.stroke(path);
  }
  return { side, url: canvas.toDataURL() };
}
