/** A match of the arena with a delay for spectators. */
import * as v from "valibot";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { Admission } from "#shared/protocol/index.ts";

export interface Host {
  readonly api: Api;
  /** To the host's own match. */
  readonly admission: Admission;
}

/**
 * Makes such a match.
 * @param delay in seconds
 * @throws {Error} the server does not make it
 */
export async function hostOf(
  url: string,
  name: string,
  settings: Readonly<Record<string, number>>,
  delay: number,
): Promise<Host> {
  const response = await fetch(`${url}/api/matches`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, game: "arena", mode: "custom", settings, delay }),
  });
  if (!response.ok) throw new Error(`no match was made: ${response.status} ${await response.text()}`);
  const admission = v.parse(Admission, await response.json());
  const identity = ownIdentity(admission.player);
  return {
    api: new Api({ fetch: (input, init) => fetch(input, init), base: url, game: "arena", identity }),
    admission,
  };
}
