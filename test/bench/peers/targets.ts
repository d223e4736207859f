import { colyseus } from "./colyseus.ts";
import { scrim } from "./scrim.ts";
import type { LoadTarget } from "./target.ts";

export const targets: Readonly<Record<string, LoadTarget>> = { scrim, colyseus };
