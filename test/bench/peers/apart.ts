/**
 * A match in one process, and its relays in another: in one process all objects share a thread, which on the platform
 * they do not. The relays' Worker reaches the match's over HTTP, and is ours in everything else.
 */
import { startWorkerd, type WorkerdServer } from "../../../test/support/workerd.ts";

/** Where the relays find the match's object. */
const WAY = "/for-relays";

/** The Worker of the match: ours, and a way to the object for the relays. */
export const MATCH_SIDE = `
import scrim from "./index.js";
export * from "./index.js";

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("${WAY}/")) return scrim.fetch(request, env, ctx);
    const [code, method] = pathname.slice(${WAY.length + 1}).split("/");
    const match = env.MATCH.getByName(code);
    if (method === undefined) return match.fetch(request);
    return Response.json((await match[method](...(await request.json()))) ?? null);
  },
};
`;

/** The Worker of the relays: ours, whose matches are elsewhere. @param url of the match's */
const relaySide = (url: string): string => `
import scrim, { RelayObject as Relay } from "./index.js";
export * from "./index.js";

const far = (code) => {
  const at = "${url}${WAY}/" + code;
  const call = (method) => async (...args) => {
    const answer = await fetch(at + "/" + method, { method: "POST", body: JSON.stringify(args) });
    return (await answer.json()) ?? undefined;
  };
  return { fetch: (_, init) => fetch(at, init), audience: call("audience"), info: call("info") };
};
const apart = (env) => ({ ...env, MATCH: { getByName: far } });

export class RelayObject extends Relay {
  constructor(ctx, env) {
    super(ctx, apart(env));
  }
}

export default { fetch: (request, env, ctx) => scrim.fetch(request, apart(env), ctx) };
`;

/**
 * A server whose Match objects are this other server's, which was started with `MATCH_SIDE` around it.
 * @param state its storage
 */
export const startRelays = (match: WorkerdServer, state: string): Promise<WorkerdServer> =>
  startWorkerd({ state, around: relaySide(match.url) });
