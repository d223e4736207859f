/** Many people ask for quick play, in bare workerd: who is seated where, and how soon they see the match. */
import type { Session } from "#client/session/types.ts";
import { apiOf, sessionFor } from "#test/support/headless.ts";
import { startWorkerd } from "#test/support/workerd.ts";
import { keep, show } from "../results.ts";

const PATIENCE_MS = 30_000;

/** Milliseconds to the ticket and to the first picture; where they sit. */
async function join(url: string, number: number) {
  const start = performance.now();
  const api = apiOf(url);
  const admission = await api.play(`Player ${number}`, "brawl");
  const seated = performance.now() - start;
  const session = sessionFor(url, api, admission);
  while (session.frame(performance.now()) === undefined) {
    if (performance.now() - start > PATIENCE_MS) throw new Error(`player ${number} saw nothing`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { session, code: admission.code, seated, seen: performance.now() - start };
}

async function crowd(people: number, spreadMs: number): Promise<number> {
  const server = await startWorkerd();
  const sessions: Session[] = [];
  try {
    const all = await Promise.all(
      Array.from({ length: people }, async (_, number) => {
        await new Promise((resolve) => setTimeout(resolve, (number * spreadMs) / people));
        return join(server.url, number);
      }),
    );
    sessions.push(...all.map(({ session }) => session));
    const places = new Set(all.map(({ code, session }) => `${code}/${session.seat}`));
    const sizes = new Map<string, number>();
    for (const { code } of all) sizes.set(code, (sizes.get(code) ?? 0) + 1);
    const sorted = (key: "seated" | "seen") => all.map((one) => one[key]).sort((a, b) => a - b);
    const p99 = (ms: number[]) => ms[Math.floor(ms.length * 0.99)];
    const figures = (ms: number[]) => `${ms[ms.length >> 1].toFixed(0)} / ${p99(ms).toFixed(0)}`;
    show(`${people} quick-play requests ${spreadMs === 0 ? "at once" : `in ${spreadMs / 1000} s`}, bare workerd`, [
      {
        seated: all.length,
        "seats taken twice": all.length - places.size,
        matches: sizes.size,
        "most in one": Math.max(...sizes.values()),
        "ticket p50 / p99 ms": figures(sorted("seated")),
        "first picture p50 / p99 ms": figures(sorted("seen")),
      },
    ]);
    return p99(sorted("seen"));
  } finally {
    for (const session of sessions) session.leave();
    await server.stop();
  }
}

export async function joins(): Promise<void> {
  await crowd(200, 0);
  keep("join.p99ms", Math.round(await crowd(500, 10_000)));
}
