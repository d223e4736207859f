/**
 * A chart as SVG.
 * @param title what it shows, for those who can't see it
 * @param option what ECharts calls an option
 * @param width in pixels
 * @param height in pixels
 */
export function svg(title: string, option: Readonly<Record<string, unknown>>, width: number, height: number): string;
