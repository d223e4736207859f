/** What a spectator looks with: whom, and back. A player has no use for it, so it is loaded for those who watch. */
export { Director } from "./director.ts";
export { Marks } from "./marks.ts";
export { Scrubber } from "./scrubber.ts";
export { spectateView } from "./spectate.ts";
