/** The looks by `MAP`. */
import { foundry } from "./foundry.ts";
import { glacier } from "./glacier.ts";
import type { Look } from "./look.ts";
import { ruins } from "./ruins.ts";

export const LOOKS: readonly Look[] = [ruins, glacier, foundry];
