/** The server's process is killed while a party is together, and started again on the same disk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { Api } from "#client/net/api.ts";
import { ownIdentity } from "#client/net/identity.ts";
import { PartyLine } from "#client/net/party.ts";
import { joinParty, makeParty, tokenOf } from "#client/net/party-api.ts";
import { startWorkerd, type WorkerdServer } from "#test/support/workerd.ts";

// The server of the browser tests has just built dist/.

const PATIENT = { timeout: 60_000 };
const apiAt = (url: string) => new Api({ fetch, base: url, identity: ownIdentity(), game: "arena" });

function lineOf(url: string, api: Api, code: string): PartyLine {
  return new PartyLine({
    url: `${url.replace(/^http/, "ws")}/ws/party/${code}`,
    token: () => tokenOf(api),
    rejoin: () => joinParty(api, code, "Again"),
    changed: () => {},
    heard: () => {},
  });
}

const names = ({ party }: PartyLine) => party?.members.filter(({ here }) => here).map(({ name }) => name);

it("a party survives kill -9: its members come back by themselves, as they were", async () => {
  const state = mkdtempSync(join(tmpdir(), "scrim-party-"));
  let server: WorkerdServer = await startWorkerd({ state });
  const { url } = server;
  const lines: PartyLine[] = [];
  try {
    const [ada, bob] = [apiAt(url), apiAt(url)];
    const { code } = await makeParty(ada, "Ada", "arena", "teams");
    lines.push(lineOf(url, ada, code));
    await joinParty(bob, code, "Bob");
    lines.push(lineOf(url, bob, code));
    for (const line of lines) await vi.waitFor(() => expect(names(line)).toEqual(["Ada", "Bob"]), PATIENT);
    lines[1].say({ type: "ready", ready: true });
    await vi.waitFor(() => expect(lines[0].party?.members[1].ready).toBe(true), PATIENT);
    lines[0].say({ type: "lead", member: 2 });
    await vi.waitFor(() => expect(lines[0].party?.leader).toBe(2), PATIENT);
    const before = lines[0].party;
    await server.kill();
    await vi.waitFor(() => expect(lines.map(({ link }) => link)).toEqual(["lost", "lost"]), PATIENT);
    server = await startWorkerd({ state, port: Number(new URL(url).port) });
    for (const line of lines) await vi.waitFor(() => expect(line.link).toBe("live"), PATIENT);
    await vi.waitFor(() => expect(lines[0].party).toEqual(before), PATIENT);
  } finally {
    for (const line of lines) line.close();
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
});
