/** What a spectator looks with: the director and the scrubber. A player has no use for it, so only spectators load it. */
export { Director } from "./director.ts";
export { Marks } from "./marks.ts";
export { Scrubber } from "./scrubber.ts";
export { spectateView } from "./spectate.ts";
