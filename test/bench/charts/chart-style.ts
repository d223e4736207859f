/** How the charts look: a light card that stands on a light page and on a dark one, one accent, and greys. */

/** One colour stands out. On the card's white all of them can be read as text. */
export const INK = { accent: "#d9480f", peer: "#6e7781", text: "#1f2328", quiet: "#59636e", line: "#d8dee4" } as const;

// ECharts does not escape it, and writes it between double quotes.
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/** Pixels. */
export const CARD = { width: 760, margin: 28 } as const;

/** Text in a chart. */
export const text = (size: number, color: string, weight: "normal" | "bold" = "normal") => ({
  fontFamily: FONT,
  fontSize: size,
  fontWeight: weight,
  color,
});

/** The card with a chart's name and what it says. */
export function card(height: number, title: string, subtitle: string): Readonly<Record<string, unknown>> {
  const shape = { x: 0.5, y: 0.5, width: CARD.width - 1, height: height - 1, r: 10 };
  return {
    graphic: { type: "rect", z: -10, silent: true, shape, style: { fill: "#ffffff", stroke: INK.line } },
    title: {
      left: CARD.margin,
      top: 22,
      padding: 0,
      itemGap: 8,
      text: title,
      subtext: subtitle,
      textStyle: text(20, INK.text, "bold"),
      subtextStyle: text(14, INK.quiet),
    },
  };
}
