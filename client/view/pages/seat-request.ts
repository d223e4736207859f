/** Asks the server for a seat, or for a spectator's place. */
import { type Api, ApiFailure } from "#client/net/api.ts";
import { type Admission, API_ERROR, type Role } from "#shared/protocol/index.ts";

export interface SeatRequest {
  readonly code: string;
  readonly role: Role;
  /** Empty for a player without one, who can only come back into a seat that they have. */
  readonly name: string;
  /** The seat of the player who invites. */
  readonly by?: number | undefined;
}

/** @throws {ApiFailure} it is refused, or the server does not answer */
export async function askForSeat(api: Api, { code, role, name, by }: SeatRequest): Promise<Admission> {
  if (role === "spectator") return api.watch(code);
  try {
    return await api.join(code, name || undefined, by);
  } catch (failure) {
    const isName = failure instanceof ApiFailure && failure.code === API_ERROR.badRequest && name !== "";
    if (!isName) throw failure;
    // A name that the server does not take must not cost a seat, which has a name of its own. A player without a seat
    // hears what is wrong with the name, and not that there is no seat.
    return await api.join(code).catch(() => Promise.reject(failure));
  }
}
