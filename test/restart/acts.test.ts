/** The server's process is killed as soon as it has said that an operator's acts are done, and started again on the same disk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { expect, it, vi } from "vitest";
import type { Session } from "#client/session/types.ts";
import type { MatchAct } from "#shared/monitor/index.ts";
import { apiOf, keepDrawing, sessionFor } from "#test/support/headless.ts";
import { idOf } from "#test/support/match-id.ts";
import { startWorkerd } from "#test/support/workerd.ts";

const PATIENT = { timeout: 60_000 };
/** Of the answer: who has done what. */
const Acts = v.object({ acts: v.array(v.object({ by: v.string(), act: v.string() })) });
const LINE = "The server restarts at 18:00";

it("what an operator has done survives kill -9: it is written down, players read it, and who is barred stays out", async () => {
  const state = mkdtempSync(join(tmpdir(), "scrim-acts-"));
  const options = { state, vars: { LOOPBACK_ONLY: "1" } };
  let server = await startWorkerd(options);
  const { url } = server;
  const open: { session: Session; stop: () => void }[] = [];
  const enter = (...of: Parameters<typeof sessionFor>) => {
    const session = sessionFor(...of);
    open.push({ session, stop: keepDrawing(session) });
    return session;
  };
  const operate = (id: string, act: MatchAct) =>
    fetch(`${url}/api/operator/matches/${id}/acts`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(act),
    });
  const acts = async (id: string) =>
    v.parse(Acts, await (await fetch(`${url}/api/operator/acts?match=${id}`)).json()).acts;
  try {
    const [adasApi, bobsApi] = [apiOf(url), apiOf(url)];
    const admission = await adasApi.createMatch("Ada", "brawl", { autostart: 1, lobby: 1, fillTo: 0 });
    const ada = enter(url, adasApi, admission);
    const bob = enter(url, bobsApi, await bobsApi.join(admission.code, "Bob"));
    await vi.waitFor(() => expect([ada.seat, bob.seat]).toEqual([0, 1]), PATIENT);
    const id = await idOf(url, admission.code);

    expect((await operate(id, { act: "announce", text: LINE })).status).toBe(200);
    expect((await operate(id, { act: "bar", seat: bob.seat })).status).toBe(200);
    await server.kill();
    server = await startWorkerd({ ...options, port: Number(new URL(url).port) });

    await vi.waitFor(() => expect(ada.link.state).toBe("live"), PATIENT);
    const written = [
      { by: "local", act: "bar" },
      { by: "local", act: "announce" },
    ];
    expect(await acts(id)).toEqual(written);
    await vi.waitFor(() => expect(JSON.stringify(ada.notices)).toContain(LINE), PATIENT);
    await expect(bobsApi.join(admission.code, "Bob")).rejects.toMatchObject({ code: "banned" });

    // It can go on acting, and nothing is there twice.
    await vi.waitFor(async () => expect((await operate(id, { act: "end" })).status).toBe(200), PATIENT);
    expect(await acts(id)).toEqual([{ by: "local", act: "end" }, ...written]);
  } finally {
    for (const { session, stop } of open) {
      stop();
      session.close();
    }
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
});
