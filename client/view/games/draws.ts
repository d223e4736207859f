/** The ways in which a view can draw, and what the page loads for each: nothing of another one. */

/** How a game is drawn. */
export const DRAWS = ["scene", "canvas", "html"] as const;
export type Draws = (typeof DRAWS)[number];

/** The part of the code that has the stage, as scripts/code-files.ts lists it. */
export const STAGE_PARTS: Readonly<Record<Draws, string>> = { scene: "stage", canvas: "canvas", html: "html" };

/** @throws {TypeError} the view draws in no way, or in two */
export function drawsOf(view: { readonly [D in Draws]?: unknown }): Draws {
  const ways = DRAWS.filter((way) => view[way] !== undefined);
  const [way] = ways;
  if (way === undefined || ways.length > 1)
    throw new TypeError(`a view needs one of scene, canvas and html, and has ${ways.join(" and ") || "none"}`);
  return way;
}
