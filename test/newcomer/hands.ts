/** What plays in place of a person. */

/** Columns of the input, by name; what is left out idles. */
export type Wish = Readonly<Record<string, number>>;

export interface Hands<W> {
  play(world: W, me: number): Wish;
}
