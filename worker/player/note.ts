/** Notes where a player is, for those who have something to keep: on their other devices it is the way back. */
import type { Env } from "../env.ts";
import { log, messageOf } from "../log.ts";
import { playerOf } from "../objects.ts";
import type { Whereabouts } from "./rpc.ts";

/** Who is noted: nothing is noted of guests who have nothing to keep. */
export interface Noted {
  readonly id: string;
  readonly kept?: boolean | undefined;
}

/** Never rejects, and no caller waits for it: what is lost with a note is a way back, which each device has for itself. */
export async function note<P extends keyof Whereabouts>(
  env: Pick<Env, "PLAYER">,
  { id, kept }: Noted,
  part: P,
  to: Whereabouts[P],
): Promise<void> {
  if (!kept) return;
  try {
    await playerOf(env, id).moved(part, to);
  } catch (error) {
    log.warn("player_silent", { detail: messageOf(error) });
  }
}
