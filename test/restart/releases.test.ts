/**
 * The storage of releases before, opened by this build: matches go on, results and replays are there, players who wait keep their
 * place, parties are together. test/release/make.ts has kept it.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { PartyLine } from "#client/net/party.ts";
import { type Facts, factsOf, folderOf, releases, type Who } from "#test/release/facts.ts";
import { apiAt, Fighter, partyLine, Searcher } from "#test/release/scene.ts";
import { unpack } from "#test/release/stored.ts";
import { SECRET, startWorkerd } from "#test/support/workerd.ts";
import { sign } from "#worker/auth/jwt.ts";
import { keysOf } from "#worker/auth/secrets.ts";
import { MOST_OPEN } from "#worker/quota/openings.ts";

// The server of the browser tests has just built dist/.

const PATIENT = { timeout: 90_000 };

/** Such a token as the player had: that one has expired by now. */
async function tokenFor({ id }: Pick<Who, "id">): Promise<string> {
  const { player } = await keysOf({ TICKET_SECRET: SECRET });
  return sign({ keys: player, audience: "player" }, { sub: id }, 3600, Date.now());
}

/** A server of this build, on the storage that the release has left. */
async function opened(release: string, use: (url: string, facts: Facts) => Promise<void>): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), "scrim-release-"));
  const facts = factsOf(release);
  unpack(folderOf(release), state, facts.at, Date.now());
  const server = await startWorkerd({ state });
  try {
    await use(server.url, facts);
  } finally {
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

const seen = ({ party }: PartyLine) => party?.members.map(({ name }) => name);

describe.each(releases())("what release %s has stored", (release) => {
  it("is opened: a match goes on in mid-round, its results, replay and trace are there", () =>
    opened(release, async (url, { match, listed }) => {
      const { code, players, results, replay, tick, trace } = match;
      const api = apiAt(url);
      // Their times are moved along with all others.
      expect(await api.results(code)).toMatchObject(results.map(({ at: _, ...result }) => result));
      const file = await fetch(`${url}/api/replays/${code}-1`);
      expect(
        createHash("sha256")
          .update(new Uint8Array(await file.arrayBuffer()))
          .digest("hex"),
      ).toBe(replay);
      for (const part of ["", "/log"]) expect((await fetch(`${url}/api/flights/${trace}${part}`)).status).toBe(200);
      const fighters: Fighter[] = [];
      for (const player of players) {
        const own = apiAt(url, await tokenFor(player));
        fighters.push(new Fighter(url, await own.join(code), () => own.join(code), player.name));
      }
      try {
        await vi.waitFor(() => expect(Math.min(...fighters.map((one) => one.tick))).toBeGreaterThan(tick), PATIENT);
        for (const [i, { seat, name }] of players.entries()) {
          expect(fighters[i].session.seat).toBe(seat);
          expect(fighters[i].session.seats.find((one) => one.seat === seat)?.name).toBe(name);
          expect(fighters[i].mismatches).toBe(0);
        }
        // The round has its end, and its result is the second one.
        await vi.waitFor(async () => expect(await api.results(code)).toHaveLength(results.length + 1), PATIENT);
        const walker = apiAt(url, await tokenFor(listed.player));
        expect((await walker.play(listed.player.name, listed.mode)).code).toBe(listed.code);
      } finally {
        for (const { session } of fighters) session.close();
      }
    }));

  it("is opened: a player who waits keeps place and waiting time, and is matched; the searching party sits in one team", () =>
    opened(release, async (url, { queue, searching }) => {
      const people = queue.tickets.flatMap(({ players }) => players);
      const searchers: Searcher[] = [];
      for (const player of people) searchers.push(new Searcher(url, player.name, await tokenFor(player)));
      const [oldest, ...party] = searchers;
      try {
        await vi.waitFor(() => {
          expect(oldest.waited).toBeGreaterThanOrEqual(queue.tickets[0].waited);
          for (const one of party) expect(one.waited).toBeGreaterThanOrEqual(queue.tickets[1].waited);
          expect(oldest.waited).toBeGreaterThan(party[0].waited);
        }, PATIENT);
        searchers.push(new Searcher(url, "Newcomer"));
        await vi.waitFor(() => expect(searchers.map(({ state }) => state.is)).not.toContain("searching"), PATIENT);
        const codes = searchers.map(({ state }) => state.is === "admitted" && state.admission.code);
        expect(new Set(codes).size).toBe(1);
        const line = partyLine(url, apiAt(url, await tokenFor(searching.members[0])), searching.code);
        await vi.waitFor(() => expect(seen(line)).toEqual(searching.members.map(({ name }) => name)), PATIENT);
        line.close();
      } finally {
        for (const { line } of searchers) line.cancel();
      }
    }));

  it("is opened: a party has its members, its leader and the player it kicked; a network's count goes on", () =>
    opened(release, async (url, { party, network }) => {
      const apis = [];
      for (const member of party.members) apis.push(apiAt(url, await tokenFor(member)));
      const lines = apis.map((api) => partyLine(url, api, party.code));
      try {
        for (const line of lines) {
          await vi.waitFor(() => expect(seen(line)).toEqual(party.members.map(({ name }) => name)), PATIENT);
          expect(line.party?.leader).toBe(1);
        }
        const barred = await fetch(`${url}/api/parties/${party.code}/join`, {
          method: "POST",
          headers: { "Content-Type": "application/json", Authorization: `Bearer ${await tokenFor(party.barred)}` },
          body: JSON.stringify({ name: party.barred.name }),
        });
        expect(barred.status).toBe(403);
      } finally {
        for (const line of lines) line.close();
      }
      let made = 0;
      const make = () =>
        fetch(`${url}/api/matches`, {
          method: "POST",
          headers: { "Content-Type": "application/json", "CF-Connecting-IP": network.address },
          body: JSON.stringify({ name: "Mia" }),
        });
      while (made < MOST_OPEN.address && (await make()).status === 201) made += 1;
      expect(made).toBe(MOST_OPEN.address - network.open);
    }));
});
