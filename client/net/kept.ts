/** What a player token says of its player, for the page alone: only the server can tell whether it is true. */

/** Whether there is something that the server keeps of the player. */
export function isKept(token: string | undefined): boolean {
  try {
    const payload: unknown = JSON.parse(atob(token?.split(".")[1].replaceAll("-", "+").replaceAll("_", "/") ?? ""));
    return typeof payload === "object" && payload !== null && "kept" in payload && payload.kept === true;
  } catch {
    // No token of this kind: then of a guest.
    return false;
  }
}
