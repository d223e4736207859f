/** The way into the player's party, to be sent to another player. */
import type { PartyOfPages } from "../party/types.ts";
import { linkTo, partyPath } from "../router.ts";

/** Undefined where the player is in no party. */
export function partyLinkOf({ desk }: PartyOfPages): string | undefined {
  const code = desk?.party?.code;
  return code === undefined ? undefined : linkTo(partyPath(code));
}
