/** The shapes of which a map is made. */

/** In pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** In pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
