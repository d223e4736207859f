/** What a chart is made from, and what it is. */

/** Figures by their stable names. */
export type Figures = Readonly<Record<string, number>>;

export interface Chart {
  /** What it shows. */
  readonly title: string;
  /** For ECharts. */
  readonly option: Readonly<Record<string, unknown>>;
  /** In pixels, as the height is. */
  readonly width: number;
  readonly height: number;
}
