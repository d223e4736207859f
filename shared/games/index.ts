/**
 * The games of this build; the first is the default. To add a game, add its line here. Each is loaded by itself: one with a fault
 * is left out, and the others are played. docs/decisions/faults.md
 */
import { gather } from "#shared/sim/index.ts";

export const games = await gather({
  arena: async () => (await import("./arena/index.ts")).arena,
  puck: async () => (await import("./puck/index.ts")).puck,
  tag: async () => (await import("./tag/index.ts")).tag,
  dice: async () => (await import("./dice/index.ts")).dice,
});
