/** Kits for the rules of games: whole numbers, pure functions, no objects made where a step is hot. docs/KIT.md */
export { Grid, type GridArea } from "./grid.ts";
export { clearImpact, type Impact, KIT_LIMIT, noImpact, wayTo } from "./impact.ts";
export { boxOverlapsBox, circleOverlapsBox, circleOverlapsSegment, circlesOverlap } from "./overlap.ts";
export { type Bodies, slideBox, slideCircle } from "./slide.ts";
export { type Box, type Segment, Solids, type SolidsOf } from "./solids.ts";
export { sweepBoxBox } from "./sweep-box.ts";
export { sweepCircleBox, sweepCircleCircle, sweepCircleSegment } from "./sweep-circle.ts";
export type { Place, Properties, Zone } from "./tiled/objects.ts";
export { readTiled, type TiledLevel, type TiledOptions } from "./tiled/read.ts";
export { due, isRunning, nextDue, remaining, share, takeDue, ticksOf, use } from "./timers.ts";
export {
  add,
  bounce,
  clamp,
  clampLength,
  cross,
  dot,
  length,
  lengthSquared,
  polar,
  rotate,
  scaleTo,
  set,
  subtract,
  type Vector,
  vector,
} from "./vector.ts";
