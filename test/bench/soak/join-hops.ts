/** A Worker around ours that times what the server does for one who joins. */
import * as v from "valibot";

/** Where it answers what it has timed; each request begins anew. */
const WAY = "/bench-hops";

/**
 * What the hops are called. A call's time is its caller's: it holds the way, and the wait for the object and for its disk.
 * The work of a method is what the object itself does, without the disk, which has its turn once the method has returned.
 */
export const SERVER_HOPS: Readonly<Record<string, string>> = {
  play: "Worker: the request for a ticket",
  choose: "of it, the call of the pool",
  create: "of that, the call that makes a match",
  createSelf: "of that, the work in the match's object",
  reserve: "of it, the call that promises a seat",
  reserveSelf: "of that, the work in the match's object",
  upgrade: "Worker: the upgrade",
  enter: "of it, the call of the match's object",
  enterSelf: "of that, the work in the match's object",
};

/**
 * All objects of bare workerd share one isolate, and so this module.
 */
export const TIMED = `
import scrim, { MatchObject as Match, PoolObject as Pool } from "./index.js";
export * from "./index.js";

let hops = {};
const note = (hop, start) => (hops[hop] ??= []).push(performance.now() - start);

const timed = async (hop, work) => {
  const start = performance.now();
  try {
    return await work();
  } finally {
    note(hop, start);
  }
};
const timedNow = (hop, work) => {
  const start = performance.now();
  try {
    return work();
  } finally {
    note(hop, start);
  }
};

/** The objects of a binding, whose calls are timed under these names. */
const watched = (binding, names) => ({
  getByName: (...named) =>
    new Proxy(binding.getByName(...named), {
      get: (stub, key) => {
        const hop = Object.hasOwn(names, key) ? names[key] : undefined;
        if (hop === undefined) return typeof stub[key] === "function" ? (...args) => stub[key](...args) : stub[key];
        return (...args) => timed(hop, () => stub[key](...args));
      },
    }),
});

/** Bindings are no plain fields, so what is not replaced is looked up. */
const around = (env, own) => new Proxy(env, { get: (target, key) => own[key] ?? target[key] });

export class PoolObject extends Pool {
  constructor(ctx, env) {
    super(ctx, around(env, { MATCH: watched(env.MATCH, { create: "create" }) }));
  }
}

export class MatchObject extends Match {
  create(spec) {
    return timedNow("createSelf", () => super.create(spec));
  }
  reserve(player) {
    return timedNow("reserveSelf", () => super.reserve(player));
  }
  fetch(request) {
    return timed("enterSelf", () => super.fetch(request));
  }
}

const hopOf = (path) => (path === "/api/play" ? "play" : path.startsWith("/ws/") ? "upgrade" : undefined);

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "${WAY}") {
      const answer = Response.json(hops);
      hops = {};
      return answer;
    }
    const hop = hopOf(pathname);
    if (hop === undefined) return scrim.fetch(request, env, ctx);
    const own = {
      MATCH: watched(env.MATCH, { reserve: "reserve", fetch: "enter" }),
      POOL: watched(env.POOL, { play: "choose" }),
    };
    return timed(hop, () => scrim.fetch(request, around(env, own), ctx));
  },
};
`;

const Hops = v.record(v.string(), v.array(v.number()));

/** What a server with `TIMED` around it has timed since the last time, in milliseconds, by hop. */
export async function takeHops(url: string): Promise<Readonly<Record<string, readonly number[]>>> {
  const answer = await fetch(`${url}${WAY}`);
  return v.parse(Hops, await answer.json());
}
